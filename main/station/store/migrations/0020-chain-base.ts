/**
 * What a folder needs that was taken back to an older state (architecture.md §5): the head at the platform above which its
 * chain goes on, and what people confirmed while captures had to stay captures.
 */
import type { Migration } from '../migrate.ts';
import { appendOnly } from './0010-first.ts';

export const migration: Migration = {
  version: 20,
  name: 'chain-base',
  sql: `
-- The next document after one of these has sequence + 1 and this hash as its prevHash; what lies below and is not here was
-- lost with a later state of the folder, and the platform holds it.
CREATE TABLE chain_base (sequence INTEGER PRIMARY KEY, hash TEXT NOT NULL, at TEXT NOT NULL) STRICT;
${appendOnly('chain_base')}

-- Said by a person while no document could be made; the newest one of a capture counts.
CREATE TABLE confirmation (
  id INTEGER PRIMARY KEY, captureId TEXT NOT NULL REFERENCES capture (id), body TEXT NOT NULL
) STRICT;
CREATE INDEX confirmation_capture ON confirmation (captureId);
${appendOnly('confirmation')}
`,
};
