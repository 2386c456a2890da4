/** What the station notices by itself and a person has to look at (product.md W8, M1), and the passes of one scale in order. */
import type { Migration } from '../migrate.ts';
import { appendOnly } from './0010-first.ts';

export const migration: Migration = {
  version: 50,
  name: 'site-warnings',
  sql: `
-- The newest passes of a scale: what a curve is compared with.
CREATE INDEX pass_scale ON pass (scaleId);

-- subjectId: what it is about, by its kind; of the kinds pass-… a pass.
CREATE TABLE warning (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, subjectId TEXT NOT NULL, scaleId TEXT NOT NULL,
  raisedAt TEXT NOT NULL, raisedAtMs INTEGER NOT NULL
) STRICT;
CREATE INDEX warning_time ON warning (raisedAtMs, id);
CREATE INDEX warning_kind ON warning (kind, raisedAtMs, id);
CREATE INDEX warning_subject ON warning (subjectId);
${appendOnly('warning')}

-- Warnings that nobody has said anything of: there is one row here exactly as long as there is none in acknowledgement.
CREATE TABLE open_warning (warningId TEXT PRIMARY KEY REFERENCES warning (id)) STRICT, WITHOUT ROWID;

-- What a person said that it was.
CREATE TABLE acknowledgement (
  warningId TEXT PRIMARY KEY REFERENCES warning (id), at TEXT NOT NULL, operatorId TEXT NOT NULL, reason TEXT NOT NULL
) STRICT;
${appendOnly('acknowledgement')}
`,
};
