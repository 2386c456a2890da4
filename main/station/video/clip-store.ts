/** The rows of recorded video: clips and their files. For who writes; what screens ask goes through clip-query.ts. */
import type { Sha256, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { VideoCause } from '../../../preload/contract/video.ts';
import type { Writer } from '../store/statement.ts';
import type { ClipFileName, ClosedFile, FromRecorder, UnendedFile } from './video-messages.ts';

export interface ClipRow {
  readonly id: Uuid;
  readonly cameraId: string;
  readonly cause: VideoCause;
  /** null only for what is recorded all the time. */
  readonly passId: Uuid | null;
  readonly beganAtMs: number;
}

/** A file that may go. */
export interface PurgeableFile extends ClipFileName {
  readonly fromMs: number;
  readonly bytes: number;
  readonly sha256: Sha256;
}

const PURGEABLE = 'SELECT clipId AS clip, nth, fromMs, bytes, sha256 FROM video_file';
/**
 * A record of its pass that the platform has not acknowledged in all its parts, or that is not made yet. The outbox is asked
 * by document, where its two indexes lead.
 */
const UNACKNOWLEDGED = `SELECT 1 FROM video_clip v JOIN capture c ON c.passId = v.passId WHERE v.id = f.clipId AND (
  NOT EXISTS (SELECT 1 FROM outbox o INDEXED BY outbox_document WHERE o.documentId = c.id AND o.part = 'document' AND o.state = 'done')
  OR EXISTS (SELECT 1 FROM outbox o INDEXED BY outbox_photo WHERE o.documentId = c.id AND o.part = 'photo' AND o.state <> 'done'))`;

/** Everything asked of the tables here; a test proves that each finds its rows by an index. */
export const CLIP_SQL = {
  insertClip: 'INSERT INTO video_clip (id, cameraId, cause, passId, beganAtMs) VALUES (?, ?, ?, ?, ?)',
  begun: `INSERT INTO video_file (clipId, nth, cameraId, tied, fromMs, codec, width, height, state)
    SELECT id, ?, cameraId, passId IS NOT NULL, ?, ?, ?, ?, 'open' FROM video_clip WHERE id = ? ON CONFLICT DO NOTHING`,
  found: `INSERT INTO video_file (clipId, nth, cameraId, tied, fromMs, state, toMs, bytes, sha256)
    SELECT id, ?, cameraId, passId IS NOT NULL, ?, 'salvaged', ?, ?, ? FROM video_clip WHERE id = ? ON CONFLICT DO NOTHING`,
  closed: `UPDATE video_file SET state = ?, toMs = ?, bytes = ?, sha256 = ? WHERE clipId = ? AND nth = ? AND state = 'open'`,
  lost: `UPDATE video_file SET state = 'lost', lostBecause = ? WHERE clipId = ? AND nth = ? AND state = 'open'`,
  open: `SELECT clipId AS clip, nth, fromMs FROM video_file WHERE state = 'open' ORDER BY fromMs`,
  next: 'SELECT COALESCE(MAX(nth) + 1, 0) AS nth FROM video_file WHERE clipId = ?',
  loose: `${PURGEABLE} WHERE state IN ('whole', 'salvaged') AND tied = 0 AND fromMs < ? ORDER BY fromMs LIMIT ?`,
  tied: `${PURGEABLE} f WHERE state IN ('whole', 'salvaged') AND tied = 1 AND fromMs < ? AND purgeId IS NULL
    ORDER BY fromMs LIMIT ?`,
  tiedAcknowledged: `${PURGEABLE} f WHERE state IN ('whole', 'salvaged') AND tied = 1 AND fromMs < ? AND purgeId IS NULL
    AND NOT EXISTS (${UNACKNOWLEDGED}) ORDER BY fromMs LIMIT ?`,
  announce: 'UPDATE video_file SET purgeId = ? WHERE clipId = ? AND nth = ?',
  announced: `${PURGEABLE} WHERE purgeId IS NOT NULL AND state IN ('whole', 'salvaged') LIMIT ?`,
  announcedAcknowledged: `${PURGEABLE} f WHERE purgeId IS NOT NULL AND state IN ('whole', 'salvaged') AND EXISTS (
    SELECT 1 FROM outbox o INDEXED BY outbox_document WHERE o.documentId = f.purgeId AND o.part = 'document' AND o.state = 'done')
    LIMIT ?`,
  purged: `UPDATE video_file SET state = 'purged', purgedAtMs = ? WHERE clipId = ? AND nth = ?`,
} as const;

export class ClipStore {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  insert({ beganAtMs, cameraId, cause, id, passId }: ClipRow): void {
    this.#db.prepare(CLIP_SQL.insertClip).run(id, cameraId, cause, passId, beganAtMs);
  }

  /** What the thread says became of a file. Said twice, the first counts. */
  take(message: Extract<FromRecorder, { type: `file-${string}` }>): void {
    const { clip, nth } = message.file;
    switch (message.type) {
      case 'file-begun': {
        const { codec, fromMs, height, width } = message;
        this.#db.prepare(CLIP_SQL.begun).run(nth, fromMs, codec, width, height, clip);
        return;
      }
      case 'file-closed': {
        const { bytes, sha256, toMs }: ClosedFile = message.closed;
        const state = message.salvaged ? 'salvaged' : 'whole';
        this.#db.prepare(CLIP_SQL.closed).run(state, toMs, bytes, sha256, clip, nth);
        return;
      }
      case 'file-lost':
        this.#db.prepare(CLIP_SQL.lost).run(message.code, clip, nth);
        return;
      case 'file-found': {
        const { bytes, sha256, toMs } = message.closed;
        this.#db.prepare(CLIP_SQL.found).run(nth, message.fromMs, toMs, bytes, sha256, clip);
        return;
      }
      default:
        message satisfies never;
    }
  }

  /** Whose end nobody knows. */
  open(): UnendedFile[] {
    return this.#db.prepare<UnendedFile>(CLIP_SQL.open).all();
  }

  /** The number of the next file of a clip. */
  next(clip: Uuid): number {
    return this.#db.prepare<{ nth: number }>(CLIP_SQL.next).get(clip)?.nth ?? 0;
  }

  /** What belongs to no pass and began before, oldest first. */
  loose(beforeMs: number, limit: number): PurgeableFile[] {
    return this.#db.prepare<PurgeableFile>(CLIP_SQL.loose).all(beforeMs, limit);
  }

  /**
   * What belongs to a pass and began before, oldest first, and no notice has announced yet.
   * @param acknowledgedOnly leaves out passes of whose records the platform does not have every part
   */
  tied(beforeMs: number, acknowledgedOnly: boolean, limit: number): PurgeableFile[] {
    const sql = acknowledgedOnly ? CLIP_SQL.tiedAcknowledged : CLIP_SQL.tied;
    return this.#db.prepare<PurgeableFile>(sql).all(beforeMs, limit);
  }

  /** In the transaction of the notice. */
  announce(purgeId: Uuid, files: readonly ClipFileName[]): void {
    for (const { clip, nth } of files) this.#db.prepare(CLIP_SQL.announce).run(purgeId, clip, nth);
  }

  /** Announced and not gone yet. @param acknowledgedOnly those whose notice the platform has */
  announced(acknowledgedOnly: boolean, limit: number): PurgeableFile[] {
    const sql = acknowledgedOnly ? CLIP_SQL.announcedAcknowledged : CLIP_SQL.announced;
    return this.#db.prepare<PurgeableFile>(sql).all(limit);
  }

  purged(files: readonly ClipFileName[], atMs: number): void {
    this.#db.immediate(() => {
      for (const { clip, nth } of files) this.#db.prepare(CLIP_SQL.purged).run(atMs, clip, nth);
    });
  }
}
