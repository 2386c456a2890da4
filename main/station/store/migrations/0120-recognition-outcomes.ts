/**
 * What was read of each plate and each display of a record, and what a person said it is (product.md P4): one row each, written
 * with the record. What counts as said now, corrections applied, stands in `weighing`.
 */
import type { Migration } from '../migrate.ts';
import { appendOnly } from './0010-first.ts';
import { neverReplaced } from './0060-never-replaced.ts';

export const migration: Migration = {
  version: 120,
  name: 'recognition-outcomes',
  sql: `
-- id: the record and the end of the truck, so that there can never be two.
CREATE TABLE plate_outcome (
  id TEXT PRIMARY KEY, weighingId TEXT NOT NULL REFERENCES document (id), role TEXT NOT NULL CHECK (role IN ('front', 'rear')),
  cameraId TEXT NOT NULL, atMs INTEGER NOT NULL,
  readText TEXT, confidence REAL, accepted INTEGER NOT NULL, color TEXT NOT NULL, kind TEXT NOT NULL, rows INTEGER,
  saidText TEXT, source TEXT NOT NULL, saidBy TEXT NOT NULL CHECK (saidBy IN ('person', 'nobody')),
  blind INTEGER NOT NULL, confirmMs INTEGER
) STRICT;
CREATE INDEX plate_outcome_time ON plate_outcome (atMs);
${appendOnly('plate_outcome')}
${neverReplaced('plate_outcome', 'rowid', 'id')}

-- id: the record and the camera.
CREATE TABLE display_outcome (
  id TEXT PRIMARY KEY, weighingId TEXT NOT NULL REFERENCES document (id), role TEXT NOT NULL, cameraId TEXT NOT NULL,
  atMs INTEGER NOT NULL, verdict TEXT NOT NULL CHECK (verdict IN ('matches', 'differs', 'cannot-tell')),
  weightKg INTEGER NOT NULL, readingKg INTEGER, legibility INTEGER NOT NULL
) STRICT;
CREATE INDEX display_outcome_time ON display_outcome (atMs);
${appendOnly('display_outcome')}
${neverReplaced('display_outcome', 'rowid', 'id')}
`,
};
