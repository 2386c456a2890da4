/** A print job may be the exit slip of a sheet, which counts its copies for itself. */
import type { Migration } from '../migrate.ts';

export const migration: Migration = {
  version: 160,
  name: 'exit-slip',
  sql: `
ALTER TABLE print_job ADD COLUMN kind TEXT NOT NULL DEFAULT 'sheet' CHECK (kind IN ('sheet', 'exit-slip'));
DROP INDEX print_job_copy;
CREATE UNIQUE INDEX print_job_copy ON print_job (sheetId, kind, copy);
`,
};
