/**
 * Weighings as they count now, for who writes: screens ask ./truck-query and ./record-query. Derived from the documents:
 * rebuildDerived makes the same rows again.
 */
import type { CorrectionField, Image, Weighing } from '../../../preload/contract/documents.ts';
import { kg } from '../../../preload/contract/vocabulary.ts';
import type {
  EpochMs,
  Kg,
  Sha256,
  Timestamp,
  Uuid,
  VehicleType,
  WeighingKind,
} from '../../../preload/contract/vocabulary.ts';
import { overLimit } from '../rules/mass-limits/over-limit.ts';
import { recordLimit } from '../rules/mass-limits/record-limit.ts';
import type { SqlValue, Writer } from '../store/statement.ts';

/** A vehicle on its way with its sheet. */
export interface Trip {
  readonly weighingId: Uuid;
  /** Of the sheet. */
  readonly number: string;
  readonly issuedAtMs: EpochMs;
}

/** One weighing: the document's figures, corrections applied, and whether it was voided. */
export interface WeighingRow {
  readonly id: Uuid;
  readonly sequence: number;
  readonly kind: WeighingKind;
  readonly scaleId: string;
  readonly caseId: Uuid | null;
  readonly direction: string | null;
  readonly weightKg: Kg;
  readonly weighedAt: Timestamp;
  readonly weighedAtMs: EpochMs;
  /** As it counts now, after corrections. */
  readonly plateFront: string | null;
  readonly plateRear: string | null;
  readonly plateFrontAsWeighed: string | null;
  readonly plateRearAsWeighed: string | null;
  readonly axleCount: number | null;
  readonly vehicleType: VehicleType | null;
  readonly driveAxles: number | null;
  /** As it counts now: by the record's own rule set where its axles were corrected. */
  readonly limitKg: Kg | null;
  readonly overKg: Kg | null;
  readonly evidenceState: 'complete' | 'incomplete';
  readonly evidenceReason: string | null;
  readonly operatorId: string;
  readonly frontSha256: Sha256 | null;
  readonly rearSha256: Sha256 | null;
  readonly replacesId: Uuid | null;
  /** The Notice that voided it. */
  readonly voidedById: Uuid | null;
  /** The valid weighing that a person made in its stead. */
  readonly replacedById: Uuid | null;
  /** When the truck came upon the deck. */
  readonly arrivedAtMs: EpochMs;
  /** When its capture was on disk; null: its id does not tell. */
  readonly savedAtMs: EpochMs | null;
  readonly recordedAtMs: EpochMs;
  /** When the deck was empty again; null: it is not yet, or nobody saw it. */
  readonly leftAtMs: EpochMs | null;
}

/** A version 7 of UUID begins with its time. A capture gets its id with the row that saves it. */
const savedAtMs = (id: Uuid): number | null =>
  id[14] === '7' ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : null;

/** The columns that a correction may change; a gate pass's plate is none of them. */
const CORRECTABLE: Readonly<Record<CorrectionField, keyof WeighingRow | null>> = {
  plateFront: 'plateFront',
  plateRear: 'plateRear',
  axleCount: 'axleCount',
  vehicleType: 'vehicleType',
  driveAxles: 'driveAxles',
  gatePlate: null,
};

const VALID_SHEET_USES = (role: 'gross' | 'tare'): string =>
  `EXISTS (SELECT 1 FROM load_sheet s WHERE s.${role}WeighingId = w.id AND s.status = 'issued' AND s.voidedById IS NULL)`;

/**
 * A later weighing of the same pair says more: the truck left loaded, or was weighed empty anew. One above its limit does
 * not leave: it is unloaded and weighed again, and stays one case (product.md L8).
 */
const SUPERSEDED = `EXISTS (SELECT 1 FROM weighing l WHERE l.plateFront = w.plateFront AND l.plateRear IS w.plateRear
  AND l.sequence > w.sequence AND l.kind <> 'trial' AND l.voidedById IS NULL AND l.replacedById IS NULL
  AND NOT (l.kind IN ('gross', 'recheck') AND ifnull(l.overKg, 0) > 0))`;

/** A tare `w` since @sinceMs whose truck has not been weighed loaded yet. */
export const OPEN_TRUCK = `w.kind = 'tare' AND w.voidedById IS NULL AND w.replacedById IS NULL AND w.weighedAtMs >= @sinceMs AND w.plateFront IS NOT NULL
  AND NOT ${VALID_SHEET_USES('tare')} AND NOT ${SUPERSEDED}`;

// Where the newest tare of a pair is asked for, INDEXED BY says so: without statistics SQLite prefers all tares by time.

export const VALID_TARE = `kind = 'tare' AND voidedById IS NULL AND replacedById IS NULL AND plateFront IS NOT NULL`;
const NEWEST = (of: string): string =>
  `FROM (${of}) JOIN weighing w ON w.sequence = newest ORDER BY w.sequence DESC LIMIT 500`;
/** The newest valid tare `w` of each pair, newest first, at most 500: of all, or of those that name @plate, front or rear. */
export const NEWEST_TARES = {
  all: NEWEST(
    `SELECT MAX(sequence) AS newest FROM weighing INDEXED BY weighing_tare WHERE ${VALID_TARE} GROUP BY plateFront, plateRear`,
  ),
  ofPlate: NEWEST(
    `SELECT MAX(sequence) AS newest FROM weighing INDEXED BY weighing_tare
     WHERE ${VALID_TARE} AND plateFront = @plate GROUP BY plateRear
     UNION SELECT MAX(sequence) FROM weighing INDEXED BY weighing_rear
     WHERE ${VALID_TARE} AND plateRear = @plate GROUP BY plateFront`,
  ),
} as const;

export class WeighingStore {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  /** The document's row; closes the capture it was made from. In the transaction of `append`. */
  index(document: Weighing): void {
    const { limitInputs, replaces, evidence } = document;
    const picture = (role: Image['role']): string | null =>
      document.images.find((image) => image.role === role)?.sha256 ?? null;
    const row: Record<keyof WeighingRow, SqlValue> = {
      id: document.id,
      sequence: document.sequence,
      kind: document.kind,
      scaleId: document.scaleId,
      caseId: document.caseId ?? null,
      direction: document.direction ?? null,
      weightKg: document.weightKg,
      weighedAt: document.weighedAt,
      weighedAtMs: Date.parse(document.weighedAt),
      plateFront: document.plateFront.text,
      plateRear: document.plateRear.text,
      plateFrontAsWeighed: document.plateFront.text,
      plateRearAsWeighed: document.plateRear.text,
      axleCount: document.axleCount ?? null,
      vehicleType: document.vehicleType ?? null,
      driveAxles: limitInputs?.driveAxles ?? null,
      limitKg: document.limitKg ?? null,
      overKg: document.overKg ?? null,
      evidenceState: evidence.state,
      evidenceReason: evidence.reason ?? null,
      operatorId: document.operatorId,
      frontSha256: picture('front'),
      rearSha256: picture('rear'),
      replacesId: replaces?.weighingId ?? null,
      voidedById: null,
      replacedById: null,
      arrivedAtMs: Date.parse(document.trace.startedAt),
      savedAtMs: savedAtMs(document.id),
      recordedAtMs: Date.parse(document.createdAt),
      leftAtMs: this.#leftAtMs(document.id),
    };
    const columns = Object.keys(row);
    this.#db
      .prepare(`INSERT INTO weighing (${columns.join(', ')}) VALUES (${columns.map((name) => `@${name}`).join(', ')})`)
      .run(row);
    this.#mention(document.id);
    this.#db.prepare('DELETE FROM open_capture WHERE captureId = ?').run(document.id);
    if (replaces !== undefined)
      this.#db.prepare('UPDATE weighing SET replacedById = ? WHERE id = ?').run(document.id, replaces.weighingId);
  }

  /** The truck of these weighings has left. In the transaction of its pass. */
  left(ids: readonly Uuid[], atMs: EpochMs): void {
    for (const id of ids) this.#db.prepare('UPDATE weighing SET leftAtMs = ? WHERE id = ?').run(atMs, id);
  }

  /** A record may be made when the truck is gone. */
  #leftAtMs(captureId: Uuid): number | null {
    const pass = this.#db
      .prepare<{ endedAt: string }>('SELECT p.endedAt FROM capture c JOIN pass p ON p.id = c.passId WHERE c.id = ?')
      .get(captureId);
    return pass === undefined ? null : Date.parse(pass.endedAt);
  }

  get(id: string): WeighingRow | null {
    return this.#db.prepare<WeighingRow>('SELECT * FROM weighing WHERE id = ?').get(id) ?? null;
  }

  /** The document itself, as signed. */
  document(id: string): Weighing | null {
    const row = this.#db
      .prepare<{ bytes: Uint8Array }>("SELECT bytes FROM document WHERE id = ? AND kind = 'weighing'")
      .get(id);
    return row === undefined ? null : (JSON.parse(Buffer.from(row.bytes).toString('utf8')) as Weighing);
  }

  /** One truck's visit, oldest first. */
  byCase(caseId: Uuid): WeighingRow[] {
    return this.#db.prepare<WeighingRow>('SELECT * FROM weighing WHERE caseId = ? ORDER BY sequence').all(caseId);
  }

  /** The valid sheet made of this gross weighing. */
  sheetOf(grossWeighingId: Uuid): { id: Uuid; number: string; verdict: string } | null {
    return (
      this.#db
        .prepare<{ id: Uuid; number: string; verdict: string }>(
          `SELECT id, number, verdict FROM load_sheet
           WHERE grossWeighingId = ? AND status = 'issued' AND voidedById IS NULL`,
        )
        .get(grossWeighingId) ?? null
    );
  }

  /**
   * What a correction Notice says. The document stays as signed.
   * @throws Error for a field that a weighing does not have, or an unknown weighing
   */
  applyCorrection(id: Uuid, field: CorrectionField, value: string | number | null): void {
    const column = CORRECTABLE[field];
    if (column === null) throw new Error(`a weighing has no ${field}`);
    const isPlate = column === 'plateFront' || column === 'plateRear';
    if (isPlate) this.#unmention(id, column);
    const { changes } = this.#db.prepare(`UPDATE weighing SET ${column} = ? WHERE id = ?`).run(value, id);
    if (changes !== 1) throw new Error(`no weighing ${id}`);
    if (isPlate) this.#mention(id);
    else this.#limitAgain(id);
  }

  /** Corrected axles have another limit: sheets and lists go by what counts now, the document keeps what was signed. */
  #limitAgain(id: Uuid): void {
    const row = this.get(id);
    const document = this.document(id);
    if (row === null || document === null) return;
    const { limitKg } = recordLimit(document, row);
    const toleranceKg = document.limitInputs?.toleranceKg ?? kg(0);
    const overKg = limitKg === null ? null : overLimit(row.weightKg, limitKg, toleranceKg).overKg;
    this.#db.prepare('UPDATE weighing SET limitKg = ?, overKg = ? WHERE id = ?').run(limitKg, overKg, id);
  }

  /** @throws Error for an unknown weighing or one that is void already: check before the Notice is signed */
  markVoid(id: Uuid, noticeId: Uuid): void {
    const { changes } = this.#db
      .prepare('UPDATE weighing SET voidedById = ? WHERE id = ? AND voidedById IS NULL')
      .run(noticeId, id);
    if (changes !== 1) throw new Error(`no weighing that can be voided: ${id}`);
    // What it had replaced counts again.
    this.#db
      .prepare('UPDATE weighing SET replacedById = NULL WHERE id = (SELECT replacesId FROM weighing WHERE id = ?)')
      .run(id);
  }

  /** The open truck of that pair. */
  openTruck(plateFront: string, plateRear: string | null, sinceMs: EpochMs): WeighingRow | null {
    return (
      this.#db
        .prepare<WeighingRow>(
          `SELECT w.* FROM weighing w INDEXED BY weighing_tare
           WHERE ${OPEN_TRUCK} AND w.plateFront = @plateFront AND w.plateRear IS @plateRear ORDER BY w.sequence DESC LIMIT 1`,
        )
        .get({ sinceMs, plateFront, plateRear }) ?? null
    );
  }

  /** The trailers of the pairs that are inside with this tractor. */
  openTrailers(plateFront: string, sinceMs: EpochMs): (string | null)[] {
    return this.#db
      .prepare<{ plateRear: string | null }>(
        `SELECT w.plateRear FROM weighing w INDEXED BY weighing_tare WHERE ${OPEN_TRUCK} AND w.plateFront = @plateFront`,
      )
      .all({ sinceMs, plateFront })
      .map(({ plateRear }) => plateRear);
  }

  /** The newest tare of each pair that names the plate, newest first, at most 500. Expiry is the caller's rule. */
  storedTares(plate: string): WeighingRow[] {
    return this.#db.prepare<WeighingRow>(`SELECT w.* ${NEWEST_TARES.ofPlate}`).all({ plate });
  }

  /** The newest valid tare of exactly this pair: a stored tare belongs to tractor and trailer. */
  latestTare(plateFront: string, plateRear: string | null): WeighingRow | null {
    return this.#newest(plateFront, plateRear, "kind = 'tare'");
  }

  /**
   * The newest valid weighing of exactly this pair that is no trial, whatever its kind, by the chain's order: a clock
   * that was set back cannot make an older one the newest. A sheet's gross must be this one (station-contract.md).
   */
  newestForPair(plateFront: string, plateRear: string | null): WeighingRow | null {
    return this.#newest(plateFront, plateRear, "kind <> 'trial'");
  }

  /** The newest valid weighing of this vehicle, whatever its trailer, that is no trial and from within the time. */
  newestWithin(plateFront: string, fromMs: number, untilMs: number): WeighingRow | null {
    return (
      this.#db
        .prepare<WeighingRow>(
          `SELECT * FROM weighing INDEXED BY weighing_time
           WHERE weighedAtMs BETWEEN @fromMs AND @untilMs AND plateFront = @plateFront AND kind <> 'trial'
             AND voidedById IS NULL AND replacedById IS NULL ORDER BY sequence DESC LIMIT 1`,
        )
        .get({ plateFront, fromMs, untilMs }) ?? null
    );
  }

  /**
   * The gross with whose sheet a vehicle went on its way within that time, and which nothing was weighed of it since: then that
   * was asked about. A sheet that was issued anew does not begin the trip again.
   */
  newestTrip(plateFront: string, fromMs: number, untilMs: number): Trip | null {
    const trip = this.#db
      .prepare<Trip>(
        `SELECT s.grossWeighingId AS weighingId, s.number,
           (SELECT MIN(f.issuedAtMs) FROM load_sheet f WHERE f.plate = s.plate AND f.grossWeighingId = s.grossWeighingId)
             AS issuedAtMs
         FROM load_sheet s JOIN weighing g ON g.id = s.grossWeighingId
         WHERE s.plate = @plateFront AND s.issuedAtMs BETWEEN @fromMs AND @untilMs
           AND s.status = 'issued' AND s.voidedById IS NULL
           AND NOT EXISTS (SELECT 1 FROM weighing w WHERE w.plateFront = @plateFront AND w.sequence > g.sequence
             AND w.kind <> 'trial' AND w.voidedById IS NULL)
         ORDER BY s.issuedAtMs DESC LIMIT 1`,
      )
      .get({ plateFront, fromMs, untilMs });
    return trip === undefined || trip.issuedAtMs < fromMs ? null : trip;
  }

  #newest(plateFront: string, plateRear: string | null, which: string): WeighingRow | null {
    return (
      this.#db
        .prepare<WeighingRow>(
          `SELECT * FROM weighing WHERE plateFront = ? AND plateRear IS ? AND ${which} AND voidedById IS NULL AND replacedById IS NULL
           ORDER BY sequence DESC LIMIT 1`,
        )
        .get(plateFront, plateRear) ?? null
    );
  }

  /** Before that plate is corrected: what it was as weighed is named again after it. */
  #unmention(id: Uuid, column: 'plateFront' | 'plateRear'): void {
    const row = this.get(id);
    if (row === null) return;
    this.#db
      .prepare('DELETE FROM plate_mention WHERE plate = ? AND weighedAtMs = ? AND sequence = ?')
      .run(row[column], row.weighedAtMs, row.sequence);
  }

  /** For the search by plate: found by what counts now and by what was weighed, not by what was said in between. */
  #mention(id: Uuid): void {
    const row = this.get(id);
    if (row === null) return;
    const { weighedAtMs, sequence } = row;
    const plates = [row.plateFront, row.plateRear, row.plateFrontAsWeighed, row.plateRearAsWeighed];
    const named = new Set(plates.filter((plate) => plate !== null));
    for (const plate of named) {
      this.#db.prepare('INSERT INTO plate (text) VALUES (?) ON CONFLICT DO NOTHING').run(plate);
      this.#db
        .prepare('INSERT INTO plate_mention (plate, weighedAtMs, sequence) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
        .run(plate, weighedAtMs, sequence);
    }
  }
}
