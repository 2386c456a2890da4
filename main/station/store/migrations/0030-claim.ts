/** What people said of a truck before its record was made (W5, P3): it must outlive a kill between plate and Enter. */
import type { Migration } from '../migrate.ts';
import { appendOnly } from './0010-first.ts';

export const migration: Migration = {
  version: 30,
  name: 'claim',
  sql: `
-- The newest one of a pass counts. The pass itself gets its row only when it ends, so nothing is referred to.
CREATE TABLE claim (id INTEGER PRIMARY KEY, passId TEXT NOT NULL, at TEXT NOT NULL, body TEXT NOT NULL) STRICT;
CREATE INDEX claim_pass ON claim (passId);
${appendOnly('claim')}
`,
};
