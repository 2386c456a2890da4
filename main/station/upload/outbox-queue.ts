/**
 * Which part goes next (product.md U2), by index and never by scan: 100,000 documents in the queue cost what ten cost.
 *
 * The column `nextAttemptAtMs` is what makes that possible:
 *   READY (0)  may go now;
 *   a time     was put off until then by a failure (few rows: the line itself stops after three failures in a row);
 *   HELD       a picture whose document has not been answered yet.
 * So "ready, oldest first" is one seek in `outbox_due (state, part, nextAttemptAtMs, createdAtMs)`.
 */
import { BACKOFF_MAX_MS } from '../rules/backoff.ts';
import type { Statement, Writer } from '../store/statement.ts';
import type { DocumentKind } from '../../../preload/contract/documents.ts';
import type { Sha256, Uuid } from '../../../preload/contract/vocabulary.ts';

export const READY = 0;
/** The latest time a Date can hold: never due by itself. */
export const HELD = 8_640_000_000_000_000;
/** Younger parts are fresh: a truck that just left. */
export const FRESH_MS = 600_000;
/** Of ten slots seven go to the fresh and these three to the oldest, spread so that neither waits for a whole round. */
const SLOTS = 10;
const SLOTS_FOR_OLDEST: ReadonlySet<number> = new Set([2, 5, 8]);
/** Put-off rows looked at in one go; more than these are never due at once in practice, and the rest only waits a turn. */
const PUT_OFF_LIMIT = 200;
/** A put-off time farther away than any wait we ever set means that the clock was set back since. */
const FARTHEST_MS = 3_600_000 + BACKOFF_MAX_MS;

export interface OutboxRow {
  readonly id: number;
  readonly part: 'document' | 'photo';
  readonly documentId: Uuid;
  readonly sequence: number;
  readonly sha256: Sha256 | null;
  readonly createdAtMs: number;
  readonly attempts: number;
}
/** What goes over the line for a row. */
export interface DocumentContent {
  readonly kind: DocumentKind;
  readonly hash: Sha256;
  readonly bytes: Uint8Array;
}

const COLUMNS = 'id, part, documentId, sequence, sha256, createdAtMs, attempts';
/** Pinned: with the statistics of a large table SQLite might otherwise prefer a scan. A test asks for every plan. */
const DUE = `FROM outbox INDEXED BY outbox_due WHERE state = 'pending' AND part = ?`;
/** The queries, by name, so that a test can ask SQLite for the plan of each. */
export const QUEUE_SQL = {
  readyFresh: `SELECT ${COLUMNS} ${DUE} AND nextAttemptAtMs = ${READY} AND createdAtMs > ? ORDER BY createdAtMs, id LIMIT ?`,
  readyOld: `SELECT ${COLUMNS} ${DUE} AND nextAttemptAtMs = ${READY} AND createdAtMs <= ? ORDER BY createdAtMs, id LIMIT ?`,
  putOff: `SELECT ${COLUMNS} ${DUE} AND nextAttemptAtMs BETWEEN ? AND ? ORDER BY nextAttemptAtMs LIMIT ${PUT_OFF_LIMIT}`,
  nextDue: `SELECT nextAttemptAtMs AS at ${DUE} AND nextAttemptAtMs > ? AND nextAttemptAtMs < ${HELD} ORDER BY nextAttemptAtMs LIMIT 1`,
} as const;

export class OutboxQueue {
  readonly #readyFresh: Statement<OutboxRow>;
  readonly #readyOld: Statement<OutboxRow>;
  readonly #putOff: Statement<OutboxRow>;
  readonly #nextDue: Statement<{ at: number }>;
  #slot = 0;

  constructor(db: Writer) {
    this.#readyFresh = db.prepare<OutboxRow>(QUEUE_SQL.readyFresh);
    this.#readyOld = db.prepare<OutboxRow>(QUEUE_SQL.readyOld);
    this.#putOff = db.prepare<OutboxRow>(QUEUE_SQL.putOff);
    this.#nextDue = db.prepare<{ at: number }>(QUEUE_SQL.nextDue);
  }

  /**
   * The part that goes next, or undefined when nothing is due.
   * @param nowMs wall clock
   * @param busy rows under way already; as few as there are slots
   */
  next(nowMs: number, busy: ReadonlySet<number>): OutboxRow | undefined {
    const dueAgain = this.#dueAgain(nowMs).filter((row) => !busy.has(row.id));
    const lanes = {
      fresh: () => this.#fresh(nowMs, busy, dueAgain),
      oldest: () => this.#oldest(nowMs, busy, dueAgain),
    };
    const lane = SLOTS_FOR_OLDEST.has(this.#slot % SLOTS) ? 'oldest' : 'fresh';
    const row = lanes[lane]() ?? lanes[lane === 'fresh' ? 'oldest' : 'fresh']();
    if (row !== undefined) this.#slot++;
    return row;
  }

  /** When the next put-off part comes due, in wall-clock ms; null when none is put off. */
  nextDueMs(nowMs: number): number | null {
    const times = (['document', 'photo'] as const).map((part) => this.#nextDue.get(part, nowMs)?.at ?? HELD);
    const earliest = Math.min(...times);
    return earliest === HELD ? null : earliest;
  }

  /** Documents first (a record within 5 s), then their pictures: both before any backlog. */
  #fresh(nowMs: number, busy: ReadonlySet<number>, dueAgain: readonly OutboxRow[]): OutboxRow | undefined {
    const since = nowMs - FRESH_MS;
    const of = (part: OutboxRow['part']): OutboxRow | undefined =>
      oldestOf([
        ...free(this.#readyFresh.all(part, since, busy.size + 1), busy),
        ...dueAgain.filter((row) => row.part === part && row.createdAtMs > since),
      ]);
    return of('document') ?? of('photo');
  }

  /** Strictly by age, so that a document and its pictures leave together. */
  #oldest(nowMs: number, busy: ReadonlySet<number>, dueAgain: readonly OutboxRow[]): OutboxRow | undefined {
    const since = nowMs - FRESH_MS;
    return oldestOf([
      ...free(this.#readyOld.all('document', since, busy.size + 1), busy),
      ...free(this.#readyOld.all('photo', since, busy.size + 1), busy),
      ...dueAgain.filter((row) => row.createdAtMs <= since),
    ]);
  }

  #dueAgain(nowMs: number): OutboxRow[] {
    return (['document', 'photo'] as const).flatMap((part) => [
      ...this.#putOff.all(part, READY + 1, nowMs),
      ...this.#putOff.all(part, nowMs + FARTHEST_MS, HELD - 1),
    ]);
  }
}

function free(rows: readonly OutboxRow[], busy: ReadonlySet<number>): OutboxRow[] {
  return rows.filter((row) => !busy.has(row.id));
}

function oldestOf(rows: readonly OutboxRow[]): OutboxRow | undefined {
  return rows.reduce<OutboxRow | undefined>(
    (oldest, row) => (oldest === undefined || before(row, oldest) ? row : oldest),
    undefined,
  );
}

function before(a: OutboxRow, b: OutboxRow): boolean {
  if (a.createdAtMs !== b.createdAtMs) return a.createdAtMs < b.createdAtMs;
  return a.id < b.id;
}
