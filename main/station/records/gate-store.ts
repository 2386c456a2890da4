/** Passing vehicles before their document, and the documents as they are listed. The rows of before are append-only. */
import type { GatePass, GatePassBody } from '../../../preload/contract/documents.ts';
import type { Sha256, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Writer } from '../store/statement.ts';
import { recordPhoto } from './photo-row.ts';

/** What is on disk before the document is made of it: all that the document will say. */
export interface GateCapture {
  readonly id: Uuid;
  readonly body: GatePassBody;
}

interface BodyRow {
  readonly body: string;
}

const parse = ({ body }: BodyRow): GateCapture => JSON.parse(body) as GateCapture;

export class GateStore {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  /** The row, its pictures' rows (their files are on disk), and the mark that its document is still to be made. */
  insert(capture: GateCapture): void {
    const { id, body } = capture;
    this.#db
      .prepare('INSERT INTO gate_capture (id, gateId, passedAt, body) VALUES (?, ?, ?, ?)')
      .run(id, body.gateId, body.passedAt, JSON.stringify(capture));
    this.#db.prepare('INSERT INTO open_gate_capture (captureId) VALUES (?)').run(id);
    for (const { sha256, bytes, width, height, cameraId, takenAt } of body.images)
      recordPhoto(this.#db, { sha256, bytes, width, height, cameraId, takenAt, mime: 'image/jpeg' });
  }

  /** Those without a document, oldest first. */
  pending(): GateCapture[] {
    return this.#db
      .prepare<BodyRow>(
        'SELECT c.body FROM open_gate_capture o JOIN gate_capture c ON c.id = o.captureId ORDER BY c.rowid',
      )
      .all()
      .map(parse);
  }

  /** The newest stored picture of a gate, by which a frozen camera is known; null when its last row has none. */
  lastPictureOf(gateId: string): Sha256 | null {
    const row = this.#db
      .prepare<BodyRow>(
        'SELECT body FROM gate_capture INDEXED BY gate_capture_gate WHERE gateId = ? ORDER BY rowid DESC LIMIT 1',
      )
      .get(gateId);
    return row === undefined ? null : (parse(row).body.images[0]?.sha256 ?? null);
  }

  /** A pass of this front plate through an entry after that moment; null = none is known. */
  enteredAfter(plate: string, afterMs: number): Uuid | null {
    const row = this.#db
      .prepare<{ id: Uuid }>(
        `SELECT id FROM gate_pass INDEXED BY gate_pass_entry
         WHERE direction = 'in' AND plate = ? AND passedAtMs > ? ORDER BY passedAtMs DESC LIMIT 1`,
      )
      .get(plate, afterMs);
    return row?.id ?? null;
  }

  /** The document's row in the list; its capture is no longer open. In the transaction of `append`. */
  index(document: GatePass): void {
    const { direction, gateId, id, loadSheetId, passedAt, sequence, trigger, weighingId } = document;
    this.#db
      .prepare(
        `INSERT INTO gate_pass (id, sequence, gateId, direction, passedAt, passedAtMs, plate, sha256, missing, trigger,
         weighingId, loadSheetId) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        id,
        sequence,
        gateId,
        direction,
        passedAt,
        Date.parse(passedAt),
        document.plate.text,
        document.images[0]?.sha256 ?? null,
        document.missing?.[0]?.code ?? null,
        trigger ?? 'person',
        weighingId ?? null,
        loadSheetId ?? null,
      );
    this.#db.prepare('DELETE FROM open_gate_capture WHERE captureId = ?').run(id);
  }
}
