/** What the platform asked for over its events, and what became of it (openapi.yaml, commandResult); append-only. */
import type { Migration } from '../migrate.ts';
import { appendOnly } from './0010-first.ts';
import { neverReplaced } from './0060-never-replaced.ts';

export const migration: Migration = {
  version: 90,
  name: 'call-up',
  sql: `
-- body: the event's data as it came.
CREATE TABLE command (
  id TEXT PRIMARY KEY, type TEXT NOT NULL, cameraId TEXT, body TEXT NOT NULL, at TEXT NOT NULL, receivedAtMs INTEGER NOT NULL
) STRICT;
CREATE INDEX command_time ON command (receivedAtMs);
${appendOnly('command')}
${neverReplaced('command', 'rowid', 'id')}

CREATE TABLE command_step (
  id INTEGER PRIMARY KEY, commandId TEXT NOT NULL REFERENCES command (id), atMs INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('started', 'done', 'failed', 'refused')), detail TEXT NOT NULL, bytes INTEGER
) STRICT;
CREATE INDEX command_step_command ON command_step (commandId);
${appendOnly('command_step')}
${neverReplaced('command_step', 'id')}

-- Commands that have no end yet: there is one row here exactly as long as no step says done, failed or refused.
CREATE TABLE open_command (commandId TEXT PRIMARY KEY REFERENCES command (id)) STRICT, WITHOUT ROWID;
`,
};
