/** That a picture of each camera and recorder channel can be had (product.md C7): one row a trial, good or not; append-only. */
import type { Migration } from '../migrate.ts';
import { appendOnly } from './0010-first.ts';
import { neverReplaced } from './0060-never-replaced.ts';

export const migration: Migration = {
  version: 100,
  name: 'video-proof',
  sql: `
-- subjectId: a camera's or a recorder channel's id. body: the trial as the contract says it.
CREATE TABLE video_proof (
  id TEXT PRIMARY KEY, subjectId TEXT NOT NULL, atMs INTEGER NOT NULL, ok INTEGER NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX video_proof_subject ON video_proof (subjectId, atMs);
${appendOnly('video_proof')}
${neverReplaced('video_proof', 'rowid', 'id')}
`,
};
