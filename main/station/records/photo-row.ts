/** The row of a picture whose file is on disk. */
import type { Sha256, Timestamp } from '../../../preload/contract/vocabulary.ts';
import type { Writer } from '../store/statement.ts';

export interface StoredPhoto {
  readonly sha256: Sha256;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
  /** video/mp4: a film of one key picture, of a recorder's channel. */
  readonly mime: 'image/jpeg' | 'image/png' | 'video/mp4';
  readonly cameraId: string;
  readonly takenAt: Timestamp;
}

/** The same bytes once more (a frozen camera) keep their first row. */
export function recordPhoto(db: Writer, photo: StoredPhoto): void {
  const { sha256, bytes, width, height, mime, cameraId, takenAt } = photo;
  db.prepare(
    `INSERT INTO photo (sha256, bytes, width, height, mime, cameraId, takenAt) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (sha256) DO NOTHING`,
  ).run(sha256, bytes, width, height, mime, cameraId, takenAt);
}
