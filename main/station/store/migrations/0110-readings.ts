/**
 * What was read in a capture's pictures (product.md C5, P1): one row each time they are read, append-only; the newest of a
 * capture counts. The raw reading stays beside whatever a person says.
 */
import type { Migration } from '../migrate.ts';
import { appendOnly } from './0010-first.ts';
import { neverReplaced } from './0060-never-replaced.ts';

export const migration: Migration = {
  version: 110,
  name: 'readings',
  sql: `
CREATE TABLE reading (
  id INTEGER PRIMARY KEY, captureId TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX reading_capture ON reading (captureId, id);
${appendOnly('reading')}
${neverReplaced('reading', 'id')}
`,
};
