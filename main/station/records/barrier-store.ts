/** What barriers were told, and what came of it; and what of a weighing lies on disk when one is asked for. Append-only. */
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import type { Timestamp, Uuid, WeighingKind } from '../../../preload/contract/vocabulary.ts';
import { ofOtherTrailer } from '../rules/mass-limits/record-limit.ts';
import type { WeighedForRelease } from '../rules/barrier-release.ts';
import type { Writer } from '../store/statement.ts';
import { Weighing } from '../../../preload/contract/documents.ts';
import { parseDocument } from './document-chain.ts';

export interface BarrierOrder {
  readonly id: Uuid;
  readonly placeId: string;
  /** The weighing, the pass at a gate, or the notice that it was given for. */
  readonly subjectId: Uuid;
  readonly at: Timestamp;
  readonly atMs: number;
  /** null: the station. */
  readonly orderedBy: string | null;
  readonly reason: string | null;
}

export interface KnownOrder extends BarrierOrder {
  /** null: nobody knows what came of it. */
  readonly endedAt: Timestamp | null;
  readonly trouble: ErrorCode | null;
}

const ORDER = `SELECT b.*, o.at AS endedAt, o.trouble FROM barrier_order b LEFT JOIN barrier_outcome o ON o.orderId = b.id`;

/** The kind that a person said of the truck of a weighing; NULL: nobody did. */
const SAID = (weighingId: string): string =>
  `(SELECT json_extract(m.body, '$.kind') FROM claim m JOIN capture k ON k.passId = m.passId
    WHERE k.id = ${weighingId} ORDER BY m.id DESC LIMIT 1)`;

export class BarrierStore {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  /** Before anything moves. In a transaction. */
  order({ id, placeId, subjectId, at, atMs, orderedBy, reason }: BarrierOrder): void {
    this.#db
      .prepare(
        'INSERT INTO barrier_order (id, placeId, subjectId, at, atMs, orderedBy, reason) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .run(id, placeId, subjectId, at, atMs, orderedBy, reason);
  }

  outcome(orderId: Uuid, at: Timestamp, trouble: ErrorCode | null): void {
    this.#db.prepare('INSERT INTO barrier_outcome (orderId, at, trouble) VALUES (?, ?, ?)').run(orderId, at, trouble);
  }

  /** The newest that was given for it. */
  ofSubject(subjectId: Uuid): KnownOrder | null {
    return (
      this.#db.prepare<KnownOrder>(`${ORDER} WHERE b.subjectId = ? ORDER BY b.rowid DESC LIMIT 1`).get(subjectId) ??
      null
    );
  }

  /** That opening by hand was for this vehicle, and is for no other. In a transaction. */
  claim(orderId: Uuid, passId: Uuid): void {
    this.#db.prepare('INSERT INTO barrier_claim (orderId, passId) VALUES (?, ?)').run(orderId, passId);
  }

  /** The newest opening by hand that was for this vehicle. */
  claimedBy(passId: Uuid): KnownOrder | null {
    return (
      this.#db
        .prepare<KnownOrder>(
          `${ORDER} JOIN barrier_claim c ON c.orderId = b.id WHERE c.passId = ? ORDER BY b.rowid DESC LIMIT 1`,
        )
        .get(passId) ?? null
    );
  }

  /** Openings by hand at that place within that time that are over and were for no vehicle yet, newest first. */
  unclaimed(placeId: string, fromMs: number, untilMs: number): KnownOrder[] {
    return this.#db
      .prepare<KnownOrder>(
        `${ORDER} WHERE b.placeId = ? AND b.atMs BETWEEN ? AND ? AND b.orderedBy IS NOT NULL AND o.orderId IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM barrier_claim c WHERE c.orderId = b.id) ORDER BY b.atMs DESC, b.rowid DESC LIMIT 20`,
      )
      .all(placeId, fromMs, untilMs);
  }

  /** Whatever was told for this vehicle, by the station or by hand. */
  told(passId: Uuid): KnownOrder[] {
    return this.#db
      .prepare<KnownOrder>(
        `${ORDER} WHERE b.subjectId = @passId OR b.id IN (SELECT orderId FROM barrier_claim WHERE passId = @passId)`,
      )
      .all({ passId });
  }

  /** A weighing as it lies on disk now, for the interlock; null: there is no such document. */
  weighed(id: string): WeighedForRelease | null {
    const row = this.#db
      .prepare<{
        kind: WeighingKind;
        axleCount: number | null;
        weightKg: number;
        overKg: number | null;
        said: WeighingKind | null;
        knownTareKg: number | null;
        gone: number;
        captured: number;
        sheet: number;
        bytes: Uint8Array;
      }>(
        `SELECT w.kind, w.axleCount, w.weightKg, w.overKg, ${SAID('w.id')} AS said, w.voidedById IS NOT NULL OR w.replacedById IS NOT NULL AS gone, d.bytes,
           (SELECT t.weightKg FROM weighing t INDEXED BY weighing_tare
             WHERE t.plateFront = w.plateFront AND t.plateRear IS w.plateRear AND t.sequence < w.sequence
               AND t.kind = 'tare' AND t.voidedById IS NULL AND t.replacedById IS NULL
               AND (${SAID('t.id')} = 'tare' OR EXISTS (SELECT 1 FROM load_sheet s
                 WHERE s.tareWeighingId = t.id AND s.status = 'issued' AND s.voidedById IS NULL))
             ORDER BY t.sequence DESC LIMIT 1) AS knownTareKg,
           EXISTS (SELECT 1 FROM capture c WHERE c.id = w.id) AS captured,
           EXISTS (SELECT 1 FROM load_sheet s
             WHERE s.grossWeighingId = w.id AND s.status = 'issued' AND s.voidedById IS NULL) AS sheet
         FROM weighing w JOIN document d ON d.id = w.id WHERE w.id = ?`,
      )
      .get(id);
    if (row === undefined) return null;
    const document = Weighing.parse(parseDocument(row.bytes));
    const { evidence } = document;
    return {
      kind: row.kind,
      kindSaid: row.said === row.kind,
      weightKg: row.weightKg,
      knownTareKg: row.knownTareKg,
      captured: row.captured === 1,
      recorded: true,
      voided: row.gone === 1,
      evidence:
        evidence.state === 'complete' ? 'complete' : evidence.acceptedBy === undefined ? 'incomplete' : 'accepted',
      overKg: ofOtherTrailer(document, row) ? null : row.overKg,
      sheet: row.sheet === 1,
    };
  }
}
