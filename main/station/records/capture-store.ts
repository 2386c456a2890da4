/** Saved weights before they become documents (architecture.md §5, step 1). Append-only. */
import type { Image, MissingImage, Stability, Trace } from '../../../preload/contract/documents.ts';
import type { Direction, EpochMs, Kg, Sha256, Timestamp, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { CurveCode } from '../../../preload/contract/curves.ts';
import type { CaptureInput } from '../../../preload/contract/weighing.ts';
import type { Writer } from '../store/statement.ts';
import { recordPhoto } from './photo-row.ts';

/** What the clerk had said when the weight was saved; a capture found without a document at start is finished from it. */
export type CaptureClaim = Omit<CaptureInput, 'acceptIncomplete' | 'scaleId'>;

/** One saved weight: append-only. Its document will bear the same id, so that there can never be two. */
export interface CaptureRow {
  readonly id: Uuid;
  readonly passId: Uuid;
  readonly caseId: Uuid;
  readonly scaleId: string;
  readonly weightKg: Kg;
  readonly weighedAt: Timestamp;
  readonly weighedAtMs: EpochMs;
  readonly stability: Stability;
  readonly zeroBeforeKg: Kg | null;
  /** From the truck's arrival to the capture. */
  readonly trace: Trace;
  /** What that curve showed when it was saved; unknown: its beginning was not seen. Absent before 2026-11-29. */
  readonly curve?: { readonly result: 'pass' | 'fail' | 'unknown'; readonly codes: readonly CurveCode[] };
  /** Hex of the frame that carried the weight. */
  readonly rawFrame: string;
  readonly protocol: string;
  /** Their files are on disk already (PhotoStore.put). */
  readonly images: readonly Image[];
  readonly missing: readonly MissingImage[];
  readonly direction?: Direction;
  /** Absent where the station captured by itself. */
  readonly claim?: CaptureClaim;
  /** The call that took it: repeated after a restart that had to finish the record, it must find its answer. */
  readonly request?: { readonly requestId: string; readonly call: string; readonly inputSha256: string };
}

/** Pictures of a capture taken again before its document was made. */
export interface Retake {
  readonly images: readonly Image[];
  readonly missing: readonly MissingImage[];
  readonly takenAt: Timestamp;
}

/** Nearly always the first is the answer; a camera that was away is not looked for through years. */
const CAPTURES_LOOKED_BACK = 50;

interface BodyRow {
  readonly body: string;
}

export class CaptureStore {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  /** Inserts the capture, the rows of its pictures, and the mark that its document is still to be made. */
  insert(row: CaptureRow): void {
    const { id, passId, caseId, scaleId, weightKg, weighedAt } = row;
    this.#db
      .prepare(
        'INSERT INTO capture (id, passId, caseId, scaleId, weightKg, weighedAt, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(id, passId, caseId, scaleId, weightKg, weighedAt, JSON.stringify(row));
    this.#db.prepare('INSERT INTO open_capture (captureId) VALUES (?)').run(id);
    this.#recordPhotos(row.images);
  }

  get(id: Uuid): CaptureRow | null {
    const row = this.#db.prepare<BodyRow>('SELECT body FROM capture WHERE id = ?').get(id);
    return row === undefined ? null : parse(row);
  }

  /** Captures without a document, oldest first. */
  pending(): CaptureRow[] {
    return this.#db
      .prepare<BodyRow>('SELECT c.body FROM open_capture o JOIN capture c ON c.id = o.captureId ORDER BY c.rowid')
      .all()
      .map(parse);
  }

  /** Captures of one truck on the deck, oldest first. */
  ofPass(passId: Uuid): CaptureRow[] {
    return this.#db.prepare<BodyRow>('SELECT body FROM capture WHERE passId = ? ORDER BY rowid').all(passId).map(parse);
  }

  /** The newest capture of a scale, if its pass was never written to its end: that truck may still stand there. */
  lastOfOpenPass(scaleId: string): CaptureRow | null {
    const row = this.#db
      .prepare<BodyRow & { passId: string }>(
        'SELECT body, passId FROM capture WHERE rowid = (SELECT MAX(rowid) FROM capture WHERE scaleId = ?)',
      )
      .get(scaleId);
    if (row === undefined || this.#db.prepare('SELECT 1 FROM pass WHERE id = ?').get(row.passId) !== undefined)
      return null;
    return parse(row);
  }

  /** @throws Error when the capture has a document already: what is signed has its pictures */
  addRetake(captureId: Uuid, retake: Retake): void {
    if (this.#db.prepare('SELECT 1 FROM open_capture WHERE captureId = ?').get(captureId) === undefined)
      throw new Error(`no capture that waits for its document: ${captureId}`);
    this.#db
      .prepare('INSERT INTO retake (captureId, takenAt, body) VALUES (?, ?, ?)')
      .run(captureId, retake.takenAt, JSON.stringify(retake));
    this.#recordPhotos(retake.images);
  }

  /** What a person said of a capture whose document has to wait; the newest counts. Inside a transaction of its own. */
  confirm(captureId: Uuid, said: object): void {
    this.#db.prepare('INSERT INTO confirmation (captureId, body) VALUES (?, ?)').run(captureId, JSON.stringify(said));
  }

  /** @returns what was last given to {@link confirm}; `Said` is the caller's promise */
  confirmation<Said>(captureId: Uuid): Said | null {
    const row = this.#db
      .prepare<BodyRow>('SELECT body FROM confirmation WHERE captureId = ? ORDER BY id DESC LIMIT 1')
      .get(captureId);
    return row === undefined ? null : (JSON.parse(row.body) as Said);
  }

  /** Oldest first. */
  retakes(captureId: Uuid): Retake[] {
    return this.#db
      .prepare<BodyRow>('SELECT body FROM retake WHERE captureId = ? ORDER BY id')
      .all(captureId)
      .map(({ body }) => JSON.parse(body) as Retake);
  }

  /**
   * The newest good picture of each camera over the capture and its retakes, and what is missing altogether: a retake
   * that failed does not take a good picture away.
   */
  pictures(captureId: Uuid): { images: Image[]; missing: MissingImage[] } {
    const capture = this.get(captureId);
    if (capture === null) return { images: [], missing: [] };
    const images = new Map<string, Image>();
    const missing = new Map<string, MissingImage>();
    for (const taken of [capture, ...this.retakes(captureId)]) {
      for (const image of taken.images) {
        images.set(image.cameraId, image);
        missing.delete(image.cameraId);
      }
      for (const gap of taken.missing) {
        const camera = gap.cameraId ?? gap.role;
        if (!images.has(camera)) missing.set(camera, gap);
      }
    }
    return { images: [...images.values()], missing: [...missing.values()] };
  }

  /**
   * The camera's last stored picture, by which a frozen one is known; null when the last captures have none of it. In the
   * order in which they were saved: times of pictures go back when a clock is set back.
   */
  lastPictureOf(scaleId: string, cameraId: string): Sha256 | null {
    const newest = this.#db
      .prepare<{ id: Uuid }>(
        `SELECT id FROM capture INDEXED BY capture_scale WHERE scaleId = ? ORDER BY rowid DESC LIMIT ${CAPTURES_LOOKED_BACK}`,
      )
      .all(scaleId);
    for (const { id } of newest) {
      const image = this.pictures(id).images.find((candidate) => candidate.cameraId === cameraId);
      if (image !== undefined) return image.sha256;
    }
    return null;
  }

  #recordPhotos(images: readonly Image[]): void {
    for (const { sha256, bytes, width, height, cameraId, takenAt } of images)
      recordPhoto(this.#db, { sha256, bytes, width, height, cameraId, takenAt, mime: 'image/jpeg' });
  }
}

const parse = ({ body }: BodyRow): CaptureRow => JSON.parse(body) as CaptureRow;
