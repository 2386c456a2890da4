/**
 * The desk of who answers for the site (product.md M1, M2): the platform's warnings, what became of each, who sees to it, and
 * what was said of it aloud; pictures that a person added.
 */
import type { Migration } from '../migrate.ts';
import { appendOnly } from './0010-first.ts';
import { neverReplaced } from './0060-never-replaced.ts';

export const migration: Migration = {
  version: 220,
  name: 'warnings-desk',
  sql: `
-- Events that were taken: the platform delivers each at least once, and it counts once.
CREATE TABLE platform_event (id TEXT PRIMARY KEY, type TEXT NOT NULL, receivedAtMs INTEGER NOT NULL) STRICT, WITHOUT ROWID;
${appendOnly('platform_event')}
${neverReplaced('platform_event', 'id')}

-- As the platform said it; raisedAtMs and dueAtMs by its clock. An announcement asks for nothing but to be read.
CREATE TABLE platform_warning (
  warningId TEXT PRIMARY KEY, announcement INTEGER NOT NULL CHECK (announcement IN (0, 1)), code TEXT NOT NULL,
  level TEXT NOT NULL CHECK (level IN ('info', 'medium', 'high', 'critical')), title TEXT NOT NULL, text TEXT NOT NULL,
  raisedAtMs INTEGER NOT NULL, dueAtMs INTEGER, receivedAtMs INTEGER NOT NULL, documentIds TEXT NOT NULL
) STRICT;
CREATE INDEX platform_warning_time ON platform_warning (raisedAtMs, warningId);
${appendOnly('platform_warning')}
${neverReplaced('platform_warning', 'rowid', 'warningId')}

-- What became of it, in the order in which this station learnt it; it may be learnt before the warning itself. atMs: returned and
-- closed by the platform's clock, the others by ours.
CREATE TABLE platform_warning_step (
  id INTEGER PRIMARY KEY, warningId TEXT NOT NULL,
  step TEXT NOT NULL CHECK (step IN ('rectified', 'returned', 'closed', 'read')),
  atMs INTEGER NOT NULL, text TEXT NOT NULL, documentId TEXT REFERENCES document (id),
  CHECK ((step = 'rectified') = (documentId IS NOT NULL))
) STRICT;
CREATE INDEX platform_warning_step_of ON platform_warning_step (warningId, id);
${appendOnly('platform_warning_step')}
${neverReplaced('platform_warning_step', 'id')}

-- Those that are not closed. awaits: something is still to be done here. Follows from the steps.
CREATE TABLE open_platform_warning (
  warningId TEXT PRIMARY KEY REFERENCES platform_warning (warningId), awaits INTEGER NOT NULL CHECK (awaits IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX open_platform_warning_awaits ON open_platform_warning (awaits);

-- Who sees to a warning, of the platform or of the site: the newest row counts.
CREATE TABLE warning_owner (
  id INTEGER PRIMARY KEY, warningId TEXT NOT NULL, atMs INTEGER NOT NULL, operatorId TEXT NOT NULL
) STRICT;
CREATE INDEX warning_owner_of ON warning_owner (warningId, id);
${appendOnly('warning_owner')}
${neverReplaced('warning_owner', 'id')}

-- A point on the way to its deadline that a warning came to (rules/warning-escalation.ts), and whether a sound said so.
CREATE TABLE warning_mark (
  warningId TEXT NOT NULL, mark TEXT NOT NULL, atMs INTEGER NOT NULL, soundGroup TEXT, PRIMARY KEY (warningId, mark)
) STRICT;
CREATE INDEX warning_mark_sound ON warning_mark (atMs) WHERE soundGroup IS NOT NULL;
${appendOnly('warning_mark')}
CREATE TRIGGER warning_mark_no_replace BEFORE INSERT ON warning_mark
WHEN EXISTS (SELECT 1 FROM warning_mark WHERE rowid = NEW.rowid OR (warningId = NEW.warningId AND mark = NEW.mark))
BEGIN SELECT RAISE(ABORT, 'warning_mark is append-only'); END;

-- For what a picture was added by a person; the newest row of a picture counts.
CREATE TABLE attachment (
  id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL REFERENCES photo (sha256), role TEXT NOT NULL, atMs INTEGER NOT NULL
) STRICT;
CREATE INDEX attachment_of ON attachment (sha256, id);
${appendOnly('attachment')}
${neverReplaced('attachment', 'id')}
`,
};
