/** Recorded video (product.md C7): clips, and the files that each of them is in. */
import type { Migration } from '../migrate.ts';

export const migration: Migration = {
  version: 80,
  name: 'video',
  sql: `
-- Why something was recorded. passId: of a weighing's or a gate's pass; null for what is recorded all the time.
CREATE TABLE video_clip (
  id TEXT PRIMARY KEY, cameraId TEXT NOT NULL, cause TEXT NOT NULL CHECK (cause IN ('pass', 'gate-pass', 'always')),
  passId TEXT, beganAtMs INTEGER NOT NULL, CHECK ((cause = 'always') = (passId IS NULL))
) STRICT;
CREATE INDEX video_clip_pass ON video_clip (passId) WHERE passId IS NOT NULL;

-- A file of a clip. open: being written, or nobody knows yet what became of it. toMs, bytes, sha256: of whole and salvaged ones.
-- purgeId: the notice that says that it goes.
CREATE TABLE video_file (
  clipId TEXT NOT NULL REFERENCES video_clip (id), nth INTEGER NOT NULL, cameraId TEXT NOT NULL, tied INTEGER NOT NULL,
  fromMs INTEGER NOT NULL, codec TEXT, width INTEGER, height INTEGER,
  state TEXT NOT NULL CHECK (state IN ('open', 'whole', 'salvaged', 'lost', 'purged')),
  toMs INTEGER, bytes INTEGER, sha256 TEXT, lostBecause TEXT, purgedAtMs INTEGER, purgeId TEXT,
  PRIMARY KEY (clipId, nth)
) STRICT, WITHOUT ROWID;
CREATE INDEX video_file_time ON video_file (cameraId, fromMs);
CREATE INDEX video_file_age ON video_file (state, tied, fromMs);
CREATE INDEX video_file_purge ON video_file (purgeId) WHERE purgeId IS NOT NULL;
`,
};
