/** What screens ask of recorded video (contract video.…), through the reader. */
import type { VideoCause, VideoFile, VideoState } from '../../../preload/contract/video.ts';
import { timestamp, type EpochMs, type Sha256, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Reader } from '../store/reader.ts';
import type { SqlValue } from '../store/statement.ts';
import { pathOfClipFile } from './clip-file-name.ts';

export interface StoredFile {
  readonly clipId: Uuid;
  readonly nth: number;
  readonly cameraId: string;
  readonly cause: VideoCause;
  readonly passId: Uuid | null;
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs | null;
  readonly state: VideoFile['state'];
  readonly bytes: number | null;
  readonly sha256: Sha256 | null;
  readonly codec: 'h264' | 'h265' | null;
  readonly width: number | null;
  readonly height: number | null;
}

const FILES = `SELECT f.clipId, f.nth, f.cameraId, v.cause, v.passId, f.fromMs, f.toMs, f.state, f.bytes, f.sha256, f.codec,
  f.width, f.height FROM video_file f JOIN video_clip v ON v.id = f.clipId`;
/** A file is at most an hour and a moment long (clipMinutes): what began earlier is over. One without an end is being written, or lost. */
const LONGEST_MS = 3_700_000;

export const CLIP_QUERY_SQL = {
  ofClip: `${FILES} WHERE f.clipId = ? ORDER BY f.nth LIMIT ?`,
  ofPass: `${FILES} WHERE f.clipId IN (SELECT id FROM video_clip WHERE passId = ?) ORDER BY f.fromMs, f.cameraId LIMIT ?`,
  ofWeighing: `${FILES} WHERE f.clipId IN (
    SELECT id FROM video_clip WHERE passId = (SELECT passId FROM capture WHERE id = ?)) ORDER BY f.fromMs, f.cameraId LIMIT ?`,
  ofCamera: `${FILES} WHERE f.cameraId = ? AND f.fromMs >= ? AND f.fromMs < ? 
    AND COALESCE(f.toMs, CASE f.state WHEN 'lost' THEN f.fromMs + 1 ELSE f.fromMs + ? END) > ?
    ORDER BY f.fromMs LIMIT ?`,
  stored: `SELECT COUNT(*) AS files, COALESCE(SUM(bytes), 0) AS bytes, MIN(fromMs) AS oldestMs FROM video_file INDEXED BY video_file_time
    WHERE cameraId = ? AND state IN ('whole', 'salvaged')`,
} as const;

export class ClipQuery {
  readonly #reader: Pick<Reader, 'all'>;

  constructor(reader: Pick<Reader, 'all'>) {
    this.#reader = reader;
  }

  ofClip(clipId: Uuid, limit: number): Promise<StoredFile[]> {
    return this.#reader.all<StoredFile>(CLIP_QUERY_SQL.ofClip, [clipId, limit]);
  }

  ofPass(passId: Uuid, limit: number): Promise<StoredFile[]> {
    return this.#reader.all<StoredFile>(CLIP_QUERY_SQL.ofPass, [passId, limit]);
  }

  ofWeighing(weighingId: Uuid, limit: number): Promise<StoredFile[]> {
    return this.#reader.all<StoredFile>(CLIP_QUERY_SQL.ofWeighing, [weighingId, limit]);
  }

  /** What was recorded in a time, files that reach into it included; oldest first. */
  async inTime(cameraIds: readonly string[], fromMs: number, toMs: number, limit: number): Promise<StoredFile[]> {
    const each = cameraIds.map((cameraId) => {
      const params: SqlValue[] = [cameraId, fromMs - LONGEST_MS, toMs, LONGEST_MS, fromMs, limit];
      return this.#reader.all<StoredFile>(CLIP_QUERY_SQL.ofCamera, params);
    });
    const files = (await Promise.all(each)).flat();
    return files.sort((a, b) => a.fromMs - b.fromMs || a.cameraId.localeCompare(b.cameraId)).slice(0, limit);
  }

  async stored(cameraId: string): Promise<VideoState['stored']> {
    const rows = await this.#reader.all<{ files: number; bytes: number; oldestMs: EpochMs | null }>(
      CLIP_QUERY_SQL.stored,
      [cameraId],
    );
    const { bytes = 0, files = 0, oldestMs = null } = rows[0] ?? {};
    return { files, bytes, oldest: oldestMs === null ? null : timestamp(oldestMs) };
  }
}

/** As the contract says it. */
export function videoFileOf({ fromMs, toMs, ...file }: StoredFile): VideoFile {
  const plays = file.state === 'whole' || file.state === 'salvaged';
  return {
    ...file,
    from: timestamp(fromMs),
    to: toMs === null ? null : timestamp(toMs),
    path: plays ? pathOfClipFile({ clip: file.clipId, nth: file.nth }, fromMs) : null,
  };
}
