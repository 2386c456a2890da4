/** When the line to the platform was down (product.md U2), so that what arrived late can say why. */
import type { Migration } from '../migrate.ts';
import { appendOnly } from './0010-first.ts';
import { neverReplaced } from './0060-never-replaced.ts';

export const migration: Migration = {
  version: 230,
  name: 'outages',
  sql: `
-- fromMs: the first of the failures in a row that made it one.
CREATE TABLE outage (id INTEGER PRIMARY KEY, fromMs INTEGER NOT NULL) STRICT;
CREATE INDEX outage_time ON outage (fromMs);
${appendOnly('outage')}
${neverReplaced('outage', 'id')}

-- untilMs: by the clock of the wall, never before fromMs. lastedMs: by the clock that nobody sets, where one process saw both ends.
CREATE TABLE outage_end (
  outageId INTEGER PRIMARY KEY REFERENCES outage (id), untilMs INTEGER NOT NULL, lastedMs INTEGER NOT NULL CHECK (lastedMs >= 0)
) STRICT;
${appendOnly('outage_end')}
${neverReplaced('outage_end', 'outageId')}
`,
};
