/** What barriers were told, and what came of it; and what of a weighing lies on disk when one is asked for. Append-only. */
import type { ErrorCode } from '../../../preload/contract/errors.ts';
import type { Timestamp, Uuid, WeighingKind } from '../../../preload/contract/vocabulary.ts';
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

  /** The newest at that place since then. */
  newest(placeId: string, sinceMs: number): KnownOrder | null {
    return (
      this.#db
        .prepare<KnownOrder>(`${ORDER} WHERE b.placeId = ? AND b.atMs >= ? ORDER BY b.atMs DESC, b.rowid DESC LIMIT 1`)
        .get(placeId, sinceMs) ?? null
    );
  }

  /** A weighing as it lies on disk now, for the interlock; null: there is no such document. */
  weighed(id: string): WeighedForRelease | null {
    const row = this.#db
      .prepare<{
        kind: WeighingKind;
        overKg: number | null;
        gone: number;
        captured: number;
        sheet: number;
        bytes: Uint8Array;
      }>(
        `SELECT w.kind, w.overKg, w.voidedById IS NOT NULL OR w.replacedById IS NOT NULL AS gone, d.bytes,
           EXISTS (SELECT 1 FROM capture c WHERE c.id = w.id) AS captured,
           EXISTS (SELECT 1 FROM load_sheet s
             WHERE s.grossWeighingId = w.id AND s.status = 'issued' AND s.voidedById IS NULL) AS sheet
         FROM weighing w JOIN document d ON d.id = w.id WHERE w.id = ?`,
      )
      .get(id);
    if (row === undefined) return null;
    const { evidence } = Weighing.parse(parseDocument(row.bytes));
    return {
      kind: row.kind,
      captured: row.captured === 1,
      recorded: true,
      voided: row.gone === 1,
      evidence:
        evidence.state === 'complete' ? 'complete' : evidence.acceptedBy === undefined ? 'incomplete' : 'accepted',
      overKg: row.overKg,
      sheet: row.sheet === 1,
    };
  }
}
