/** Passing vehicles before their document, and the documents as they are listed. The rows of before are append-only. */
import type { GatePass, GatePassBody } from '../../../preload/contract/documents.ts';
import type { EpochMs, Sha256, Timestamp, Uuid } from '../../../preload/contract/vocabulary.ts';
import { isTrailerPlate } from '../rules/plate-grammar.ts';
import type { PassedVehicle } from '../rules/gate-match.ts';
import type { Writer } from '../store/statement.ts';
import { recordPhoto } from './photo-row.ts';

/** What is on disk before the document is made of it: all that the document will say. */
export interface GateCapture {
  readonly id: Uuid;
  readonly body: GatePassBody;
}

/** A pass as it counts now. */
export interface GatePassRow extends PassedVehicle {
  readonly id: Uuid;
  readonly sequence: number;
  readonly gateId: string;
  readonly passedAt: Timestamp;
  readonly atMs: EpochMs;
  readonly trigger: string;
}

const ROW = `id, sequence, gateId, direction, passedAt, passedAtMs AS atMs, plate, plateRear, unsure, trigger FROM gate_pass`;

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

  /** Whether its document is still to be made. */
  isOpen(id: Uuid): boolean {
    return this.#db.prepare('SELECT 1 FROM open_gate_capture WHERE captureId = ?').get(id) !== undefined;
  }

  /** The newest pass at that gate within that time, also one whose document is still to be made; of its newest few. */
  newestAt(gateId: string, fromMs: number, untilMs: number): Uuid | null {
    const rows = this.#db
      .prepare<{ id: Uuid; passedAt: Timestamp }>(
        'SELECT id, passedAt FROM gate_capture INDEXED BY gate_capture_gate WHERE gateId = ? ORDER BY rowid DESC LIMIT 20',
      )
      .all(gateId)
      .map(({ id, passedAt }) => ({ id, atMs: Date.parse(passedAt) }))
      .filter(({ atMs }) => atMs >= fromMs && atMs <= untilMs);
    // Stored in the order in which their pictures were had.
    return rows.toSorted((one, other) => other.atMs - one.atMs)[0]?.id ?? null;
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

  /** A pass of one of these plates, at either end, through an entry after that moment; null = none is known. */
  enteredAfter(plates: readonly string[], afterMs: number): Uuid | null {
    const entry = (index: string, column: string): string =>
      `SELECT id, passedAtMs FROM gate_pass INDEXED BY ${index}
       WHERE direction = 'in' AND ${column} = @plate AND passedAtMs > @afterMs`;
    const ask = this.#db.prepare<{ id: Uuid }>(
      `${entry('gate_pass_entry', 'plate')} UNION ALL ${entry('gate_pass_rear', 'plateRear')}
       ORDER BY passedAtMs DESC LIMIT 1`,
    );
    const found = plates.map((plate) => ask.get({ plate, afterMs })).find((row) => row !== undefined);
    return found?.id ?? null;
  }

  /** The document's row in the list; its capture is no longer open. In the transaction of `append`. */
  index(document: GatePass): void {
    const { direction, gateId, id, loadSheetId, passedAt, sequence, trigger, weighingId } = document;
    this.#db
      .prepare(
        `INSERT INTO gate_pass (id, sequence, gateId, direction, passedAt, passedAtMs, plate, plateRear, unsure, sha256,
         missing, trigger, weighingId, loadSheetId, barrier) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        id,
        sequence,
        gateId,
        direction,
        passedAt,
        Date.parse(passedAt),
        document.plate.text,
        document.plateRear?.text ?? null,
        unsureOf(document),
        document.images[0]?.sha256 ?? null,
        document.missing?.[0]?.code ?? null,
        trigger ?? 'person',
        weighingId ?? null,
        loadSheetId ?? null,
        document.barrier?.command ?? null,
      );
    this.#db.prepare('DELETE FROM open_gate_capture WHERE captureId = ?').run(id);
  }

  get(id: string): GatePassRow | null {
    return this.#db.prepare<GatePassRow>(`SELECT ${ROW} WHERE id = ?`).get(id) ?? null;
  }

  /** Those within that time, oldest first. */
  within(fromMs: number, untilMs: number): GatePassRow[] {
    return this.#db
      .prepare<GatePassRow>(
        `SELECT ${ROW} INDEXED BY gate_pass_time WHERE passedAtMs BETWEEN ? AND ? ORDER BY passedAtMs, sequence`,
      )
      .all(fromMs, untilMs);
  }

  /** Those that bear one of these plates, at either end, within that time. */
  bearing(plates: readonly string[], fromMs: number, untilMs: number): GatePassRow[] {
    const rows = plates.flatMap((plate) =>
      this.#db
        .prepare<GatePassRow>(
          `SELECT ${ROW} WHERE plate = @plate AND passedAtMs BETWEEN @fromMs AND @untilMs
           UNION SELECT ${ROW} WHERE plateRear = @plate AND passedAtMs BETWEEN @fromMs AND @untilMs`,
        )
        .all({ plate, fromMs, untilMs }),
    );
    return [...new Map(rows.map((row) => [row.id, row])).values()];
  }

  /**
   * Ways in of that time with a plate that no way out of the same vehicle followed (`../rules/gate-match.ts`, sameVehicle), and of
   * which nothing was raised, oldest first: what is found is raised, so the next round finds others.
   */
  notSeenLeaving(fromMs: number, untilMs: number, limit: number): Uuid[] {
    const leftAs = (end: string, other: string): string =>
      `EXISTS (SELECT 1 FROM gate_pass o WHERE o.${end} = p.${end} AND o.direction = 'out' AND o.passedAtMs >= p.passedAtMs
         AND (o.${other} IS NULL OR p.${other} IS NULL OR o.${other} = p.${other}))`;
    return this.#db
      .prepare<{ id: Uuid }>(
        `SELECT p.id FROM gate_pass p INDEXED BY gate_pass_time
         WHERE p.passedAtMs BETWEEN @fromMs AND @untilMs AND p.direction = 'in' AND COALESCE(p.plate, p.plateRear) IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM warning w WHERE w.subjectId = p.id AND w.kind = 'inside-too-long')
           AND NOT ${leftAs('plate', 'plateRear')} AND NOT ${leftAs('plateRear', 'plate')}
         ORDER BY p.passedAtMs LIMIT @limit`,
      )
      .all({ fromMs, untilMs, limit })
      .map(({ id }) => id);
  }

  /** What a correction Notice says of its plate: a trailer's is the rear one, whichever end the camera saw. */
  applyCorrection(id: Uuid, plate: string | null): void {
    const trailer = plate !== null && isTrailerPlate(plate);
    this.#db
      .prepare('UPDATE gate_pass SET plate = ?, plateRear = ? WHERE id = ?')
      .run(trailer ? null : plate, trailer ? plate : null, id);
  }
}

/** What was read and does not count. */
const unsureOf = ({ plate, plateRear }: GatePass): string | null =>
  [plate, plateRear].find((one) => one?.text === null && one.recognisedText != null)?.recognisedText ?? null;
