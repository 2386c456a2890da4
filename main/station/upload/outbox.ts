/**
 * The outbox: one row for each document and each of its pictures, made in the transaction of the document, done only by a
 * receipt. Nothing is ever dropped, and nothing is marked "under way" on disk: after a kill the row simply is still due.
 */
import { CodedError } from '../../../preload/contract/errors.ts';
import type { Envelope } from '../../../preload/contract/documents.ts';
import type { OutboxItem } from '../../../preload/contract/station.ts';
import type { Timestamp, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Writer } from '../store/statement.ts';
import type { LinkError } from './adapters/adapter.ts';
import { HELD, OutboxQueue, READY, type DocumentContent, type OutboxRow } from './outbox-queue.ts';
import { isParkedHere } from './parked-here.ts';
import { picturesOf } from './pictures.ts';

/** What became of one attempt. */
export type Settlement =
  | {
      readonly kind: 'received';
      readonly row: OutboxRow;
      readonly receivedAt: Timestamp;
      /** Of a document's receipt: pictures the platform says it does not hold. */
      readonly missingBlobs?: readonly string[];
      /** Of a document's receipt: pictures that came with it. */
      readonly withPhotos?: readonly string[];
    }
  /** The platform has no place for it: done without a receipt, which is what tells it from one that arrived. */
  | { readonly kind: 'not-taken'; readonly row: OutboxRow }
  | { readonly kind: 'parked'; readonly row: OutboxRow; readonly error: LinkError }
  | {
      readonly kind: 'put-off';
      readonly row: OutboxRow;
      readonly error: LinkError;
      readonly nextAttemptAtMs: number;
      /** The platform itself named the time (Retry-After): {@link Outbox.hurry} leaves it alone. */
      readonly asked?: boolean;
    };

export interface OutboxCounts {
  /** Documents and pictures without a receipt, parked ones not counted. */
  readonly pending: number;
  readonly parked: number;
  /** When the oldest pending part was made; null when there is none. */
  readonly oldestMs: number | null;
}

const PUT_OFF = `state = 'pending' AND part IN ('document', 'photo') AND nextAttemptAtMs > ${READY} AND nextAttemptAtMs < ${HELD}`;
/** Everything asked of the table but the queue's own queries and the screen's (outbox-status.ts); indexes pinned (see outbox-queue.ts). */
export const OUTBOX_SQL = {
  insert: `INSERT INTO outbox (part, documentId, sequence, sha256, createdAtMs, nextAttemptAtMs) VALUES (?, ?, ?, ?, ?, ?)`,
  content: `SELECT kind, hash, bytes FROM document WHERE id = ?`,
  mime: `SELECT mime FROM photo WHERE sha256 = ?`,
  received: `UPDATE outbox SET state = 'done', attempts = attempts + 1, nextAttemptAtMs = ${READY}, lastError = NULL, receivedAt = ? WHERE id = ? AND state = 'pending'`,
  receivedWith: `UPDATE outbox INDEXED BY outbox_photo SET state = 'done', attempts = attempts + 1, nextAttemptAtMs = ${READY}, lastError = NULL, receivedAt = ? WHERE documentId = ? AND part = 'photo' AND sha256 = ? AND state = ?`,
  notTaken: `UPDATE outbox SET state = 'done', nextAttemptAtMs = ${READY}, lastError = NULL, receivedAt = NULL WHERE id = ? AND state = 'pending'`,
  reopenNotTaken: `UPDATE outbox INDEXED BY outbox_state SET state = 'pending', nextAttemptAtMs = CASE WHEN part = 'photo' AND EXISTS (
      SELECT 1 FROM outbox d INDEXED BY outbox_document WHERE d.documentId = outbox.documentId AND d.part = 'document'
      AND (d.state = 'pending' OR d.state = 'done' AND d.receivedAt IS NULL)) THEN ${HELD} ELSE ${READY} END
    WHERE state = 'done' AND receivedAt IS NULL`,
  parked: `UPDATE outbox SET state = 'parked', attempts = attempts + 1, nextAttemptAtMs = ${READY}, lastError = ? WHERE id = ? AND state = 'pending'`,
  putOff: `UPDATE outbox SET attempts = attempts + 1, nextAttemptAtMs = ?, lastError = ? WHERE id = ? AND state = 'pending'`,
  release: `UPDATE outbox INDEXED BY outbox_photo SET nextAttemptAtMs = ${READY} WHERE documentId = ? AND part = 'photo' AND state = 'pending' AND nextAttemptAtMs = ${HELD}`,
  reopen: `UPDATE outbox INDEXED BY outbox_photo SET state = 'pending', receivedAt = NULL WHERE documentId = ? AND part = 'photo' AND sha256 = ? AND state = 'done'`,
  hurry: `UPDATE outbox INDEXED BY outbox_due SET nextAttemptAtMs = ${READY} WHERE ${PUT_OFF} AND json_extract(lastError, '$.asked') IS NULL`,
  hurryAll: `UPDATE outbox INDEXED BY outbox_due SET nextAttemptAtMs = ${READY} WHERE ${PUT_OFF}`,
  unpark: `UPDATE outbox INDEXED BY outbox_state SET state = 'pending' WHERE state = 'parked'`,
  unparkOne: `UPDATE outbox SET state = 'pending' WHERE id = ? AND state = 'parked'`,
  hurryOne: `UPDATE outbox SET nextAttemptAtMs = ${READY} WHERE id = ? AND ${PUT_OFF}`,
  named:
    `SELECT id FROM outbox WHERE id = ? ` +
    `UNION ALL SELECT id FROM outbox INDEXED BY outbox_document WHERE documentId = ? AND part = 'document' ` +
    `UNION ALL SELECT id FROM outbox INDEXED BY outbox_photo WHERE documentId = ? AND part = 'photo'`,
  count: `SELECT COUNT(*) AS count FROM outbox INDEXED BY outbox_state WHERE state = ?`,
  oldest: `SELECT createdAtMs FROM outbox INDEXED BY outbox_state WHERE state = 'pending' ORDER BY createdAtMs LIMIT 1`,
  highest: `INSERT INTO meta (key, value) VALUES ('highestReceipted', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE CAST(value AS INTEGER) < CAST(excluded.value AS INTEGER)`,
} as const;

export class Outbox {
  readonly #db: Writer;
  readonly #onRefused: (documentId: Uuid, error: LinkError) => void;
  readonly #queue: OutboxQueue;
  readonly #statements: ReturnType<typeof prepare>;
  readonly #listeners = new Set<() => void>();
  /** Kept so that a push costs no count over 300,000 rows; null = unknown, counted again when next asked for. */
  #counts: { pending: number; parked: number } | null = null;

  /** @param onRefused called for each document that the platform itself refused for ever, in the transaction that parks it */
  constructor(db: Writer, onRefused: (documentId: Uuid, error: LinkError) => void = () => undefined) {
    this.#db = db;
    this.#onRefused = onRefused;
    this.#queue = new OutboxQueue(db);
    this.#statements = prepare(db);
  }

  /**
   * Makes the rows of a signed document: one for it, one for each distinct picture it names.
   * Inside the transaction that inserts the document; the pictures wait until the document has been answered.
   * @throws Error outside a transaction (a defect: a document without its rows would never be uploaded)
   */
  enqueue(document: Envelope): void {
    if (!this.#db.inTransaction) throw new Error('outbox rows belong into the transaction of their document');
    const madeMs = Date.parse(document.createdAt);
    this.#statements.insert.run('document', document.id, document.sequence, null, madeMs, READY);
    for (const sha256 of picturesOf(document))
      this.#statements.insert.run('photo', document.id, document.sequence, sha256, madeMs, HELD);
    this.#counts = null;
    // The transaction is synchronous: by the time this runs it is on disk, or rolled back and there is nothing to find.
    queueMicrotask(() => this.#tell());
  }

  /** Calls back after rows were made or changed; returns how to stop listening. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** See {@link OutboxQueue.next}. */
  next(nowMs: number, busy: ReadonlySet<number>): OutboxRow | undefined {
    return this.#queue.next(nowMs, busy);
  }

  /** See {@link OutboxQueue.nextDueMs}. */
  nextDueMs(nowMs: number): number | null {
    return this.#queue.nextDueMs(nowMs);
  }

  /** The stored bytes of a row's document. */
  content(row: OutboxRow): DocumentContent {
    const content = this.#statements.content.get(row.documentId);
    if (content === undefined) throw new Error(`outbox row ${row.id} names no document`);
    return content;
  }

  /** The media type a picture was stored with. */
  mime(sha256: string): string {
    return this.#statements.mime.get(sha256)?.mime ?? 'image/jpeg';
  }

  /** Writes what became of attempts, all in one transaction. */
  settle(settlements: readonly Settlement[]): void {
    if (settlements.length === 0) return;
    this.#changeRows(() => {
      for (const settlement of settlements) this.#settle(settlement);
      const receipted = settlements.filter(({ kind, row }) => kind === 'received' && row.part === 'document');
      // A head below this one is older than a receipt: the folder was taken back (platform/chain-guard.ts).
      if (receipted.length > 0)
        this.#statements.highest.run(String(Math.max(...receipted.map(({ row }) => row.sequence))));
    });
    this.#tell();
  }

  /** This part has its receipt. A document's receipt lets its pictures go. */
  received(row: OutboxRow, receivedAt: Timestamp, missingBlobs?: readonly string[]): void {
    this.settle([{ kind: 'received', row, receivedAt, ...(missingBlobs === undefined ? {} : { missingBlobs }) }]);
  }

  /** Refused for ever as it is, or not to be sent in that form: waits for a person; everything else goes on, its pictures included. */
  parked(row: OutboxRow, error: LinkError): void {
    this.settle([{ kind: 'parked', row, error }]);
  }

  /** Failed for now; due again at `nextAttemptAtMs` (wall clock). */
  putOff(row: OutboxRow, error: LinkError, nextAttemptAtMs: number): void {
    this.settle([{ kind: 'put-off', row, error, nextAttemptAtMs }]);
  }

  /** The line is back: nobody waits out a back-off that the line had caused. Waits the platform asked for stay. */
  hurry(): number {
    const { changes } = this.#changeRows(() => this.#statements.hurry.run());
    if (changes > 0) this.#tell();
    return changes;
  }

  /**
   * Makes parked and put-off parts due at once.
   * @param id an item's id, or a document's id for all its parts; left out = all
   * @returns how many parts were parked or put off and now are due
   * @throws CodedError outbox.not-found
   */
  retry(id?: string): number {
    const statements = this.#statements;
    const retried = this.#changeRows(() => {
      if (id === undefined) return this.#count(1, -1, statements.unpark.run()) + statements.hurryAll.run().changes;
      const rows = statements.named.all(/^\d{1,15}$/.test(id) ? Number(id) : -1, id, id);
      if (rows.length === 0) throw new CodedError('outbox.not-found', { id });
      return rows.reduce((sum, row) => {
        const unparked = this.#count(1, -1, statements.unparkOne.run(row.id));
        return sum + unparked + statements.hurryOne.run(row.id).changes;
      }, 0);
    });
    if (retried > 0) this.#tell();
    return retried;
  }

  /**
   * The interface is another one, or its mapping: what the last one had no place for is asked about again.
   * Looks at every row that is done, so only when there is reason to. @returns how many parts
   */
  reopenNotTaken(): number {
    const { changes } = this.#changeRows(() => this.#statements.reopenNotTaken.run());
    this.#counts = null;
    if (changes > 0) this.#tell();
    return changes;
  }

  counts(): OutboxCounts {
    const count = (state: OutboxItem['state']): number => this.#statements.count.get(state)?.count ?? 0;
    this.#counts ??= { pending: count('pending'), parked: count('parked') };
    return { ...this.#counts, oldestMs: this.#statements.oldest.get()?.createdAtMs ?? null };
  }

  #settle(settlement: Settlement): void {
    const { row } = settlement;
    const { received, parked, putOff } = this.#statements;
    switch (settlement.kind) {
      case 'received':
        this.#count(-1, 0, received.run(settlement.receivedAt, row.id));
        for (const sha256 of settlement.withPhotos ?? []) this.#receivedWith(row, sha256, settlement.receivedAt);
        if (row.part === 'document') this.#answered(row, settlement.missingBlobs ?? []);
        return;
      case 'not-taken':
        this.#count(-1, 0, this.#statements.notTaken.run(row.id));
        if (row.part === 'document') this.#answered(row, []);
        return;
      case 'parked': {
        const changes = this.#count(-1, 1, parked.run(JSON.stringify(settlement.error), row.id));
        if (row.part === 'document') this.#answered(row, []);
        const refused = row.part === 'document' && !isParkedHere(settlement.error.code);
        if (refused && changes > 0) this.#onRefused(row.documentId, settlement.error);
        return;
      }
      case 'put-off':
        putOff.run(
          settlement.nextAttemptAtMs,
          JSON.stringify({ ...settlement.error, asked: settlement.asked }),
          row.id,
        );
        return;
      default:
        settlement satisfies never;
    }
  }

  /** A picture may have been parked because its document was. */
  #receivedWith({ documentId }: OutboxRow, sha256: string, receivedAt: Timestamp): void {
    const { receivedWith } = this.#statements;
    this.#count(-1, 0, receivedWith.run(receivedAt, documentId, sha256, 'pending'));
    this.#count(0, -1, receivedWith.run(receivedAt, documentId, sha256, 'parked'));
  }

  /** Lets the pictures of an answered document go, and opens those again that the platform says it does not hold. */
  #answered(row: OutboxRow, missingBlobs: readonly string[]): void {
    this.#statements.release.run(row.documentId);
    for (const sha256 of missingBlobs) this.#count(1, 0, this.#statements.reopen.run(row.documentId, sha256));
  }

  /** Moves the kept counts with the rows that really changed. */
  #count(pending: number, parked: number, { changes }: { readonly changes: number }): number {
    if (this.#counts !== null) {
      this.#counts.pending += pending * changes;
      this.#counts.parked += parked * changes;
    }
    return changes;
  }

  /** One transaction; one that fails has changed nothing, so the kept counts are worth nothing then. */
  #changeRows<T>(change: () => T): T {
    try {
      return this.#db.immediate(change);
    } catch (error) {
      this.#counts = null;
      throw error;
    }
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function prepare(db: Writer) {
  const sql = OUTBOX_SQL;
  return {
    insert: db.prepare(sql.insert),
    content: db.prepare<DocumentContent>(sql.content),
    mime: db.prepare<{ mime: string }>(sql.mime),
    received: db.prepare(sql.received),
    receivedWith: db.prepare(sql.receivedWith),
    notTaken: db.prepare(sql.notTaken),
    reopenNotTaken: db.prepare(sql.reopenNotTaken),
    parked: db.prepare(sql.parked),
    putOff: db.prepare(sql.putOff),
    highest: db.prepare(sql.highest),
    release: db.prepare(sql.release),
    reopen: db.prepare(sql.reopen),
    hurry: db.prepare(sql.hurry),
    hurryAll: db.prepare(sql.hurryAll),
    unpark: db.prepare(sql.unpark),
    unparkOne: db.prepare(sql.unparkOne),
    hurryOne: db.prepare(sql.hurryOne),
    named: db.prepare<{ id: number }>(sql.named),
    count: db.prepare<{ count: number }>(sql.count),
    oldest: db.prepare<{ createdAtMs: number }>(sql.oldest),
  };
}
