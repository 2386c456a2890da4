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
/** Rows read ahead in one go; more than can be under way at once. */
const AHEAD = 200;
/**
 * A put-off time farther away than the longest wait of its kind means that the clock was set back since: then the part is
 * due. Our own back-off, or an hour of Retry-After (RETRY_AFTER_MAX_MS of the adapters, which is obeyed).
 */
const FARTHEST_MS = BACKOFF_MAX_MS;
const FARTHEST_ASKED_MS = 3_600_000 + BACKOFF_MAX_MS;

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

/** Pinned: with the statistics of a large table SQLite might otherwise prefer a scan. A test asks for every plan. */
const DUE = `FROM outbox INDEXED BY outbox_due WHERE state = 'pending'`;
/** All of it stands in the index: the rows under way, which come first, are skipped without touching the table. */
const CANDIDATE = 'SELECT id, part, createdAtMs';
type PartKind = OutboxRow['part'];
/**
 * Part and LIMIT stand in the text and not as a `?`: SQLite plans by them (there are indexes WHERE part = …), so it would
 * prepare the statement anew each time it is run.
 */
const readyRows = (part: PartKind, age: '>' | '<='): string =>
  `${CANDIDATE} ${DUE} AND part = '${part}' AND nextAttemptAtMs = ${READY} AND createdAtMs ${age} ? ORDER BY createdAtMs, id LIMIT ${AHEAD}`;
const putOffRows = (part: PartKind, between: string): string =>
  `SELECT * FROM (${CANDIDATE} ${DUE} AND part = '${part}' AND nextAttemptAtMs BETWEEN ${between} ORDER BY nextAttemptAtMs LIMIT ${PUT_OFF_LIMIT})`;
const NOT_ASKED = `json_extract(lastError, '$.asked') IS NULL`;
const nextDue = (part: PartKind): string =>
  `SELECT nextAttemptAtMs AS at ${DUE} AND part = '${part}' AND nextAttemptAtMs > ? AND nextAttemptAtMs < ${HELD} ORDER BY nextAttemptAtMs LIMIT 1`;
/** The queries, by name, so that a test can ask SQLite for the plan of each. */
export const QUEUE_SQL = {
  freshDocument: readyRows('document', '>'),
  freshPhoto: readyRows('photo', '>'),
  oldDocument: readyRows('document', '<='),
  oldPhoto: readyRows('photo', '<='),
  putOff: (['document', 'photo'] as const)
    .flatMap((part) => [
      putOffRows(part, `${READY + 1} AND ?`),
      putOffRows(part, `? AND ${HELD - 1} AND (${NOT_ASKED} OR nextAttemptAtMs > ?)`),
    ])
    .join(' UNION ALL '),
  nextDueDocument: nextDue('document'),
  nextDuePhoto: nextDue('photo'),
  row: 'SELECT id, part, documentId, sequence, sha256, createdAtMs, attempts FROM outbox WHERE id = ?',
} as const;

type Candidate = Pick<OutboxRow, 'id' | 'part' | 'createdAtMs'>;
type Ready = 'freshDocument' | 'freshPhoto' | 'oldDocument' | 'oldPhoto';

export class OutboxQueue {
  readonly #ready: Readonly<Record<Ready, Statement<Candidate>>>;
  readonly #putOff: Statement<Candidate>;
  readonly #row: Statement<OutboxRow>;
  readonly #nextDue: readonly Statement<{ at: number }>[];
  readonly #changes: Statement<{ rows: number }>;
  /** What was read ahead, and when: good until any row of the database changed, or a second went by. */
  #ahead: Partial<Record<Ready, readonly Candidate[]>> = {};
  #readAt = '';
  #slot = 0;

  constructor(db: Writer) {
    const sql = QUEUE_SQL;
    this.#ready = {
      freshDocument: db.prepare<Candidate>(sql.freshDocument),
      freshPhoto: db.prepare<Candidate>(sql.freshPhoto),
      oldDocument: db.prepare<Candidate>(sql.oldDocument),
      oldPhoto: db.prepare<Candidate>(sql.oldPhoto),
    };
    this.#putOff = db.prepare<Candidate>(sql.putOff);
    this.#row = db.prepare<OutboxRow>(sql.row);
    this.#nextDue = [sql.nextDueDocument, sql.nextDuePhoto].map((text) => db.prepare<{ at: number }>(text));
    this.#changes = db.prepare<{ rows: number }>('SELECT total_changes() AS rows');
  }

  /**
   * The part that goes next, or undefined when nothing is due.
   * @param nowMs wall clock
   * Outside transactions only: what is read ahead must be true.
   * @param busy rows under way already; fewer than are read ahead
   */
  next(nowMs: number, busy: ReadonlySet<number>): OutboxRow | undefined {
    this.#forgetChanged(nowMs);
    const due = [nowMs, nowMs + FARTHEST_MS + 1, nowMs + FARTHEST_ASKED_MS];
    const dueAgain = this.#putOff.all(...due, ...due).filter((row) => !busy.has(row.id));
    const lanes = {
      fresh: () => this.#fresh(nowMs, busy, dueAgain),
      oldest: () => this.#oldest(nowMs, busy, dueAgain),
    };
    const lane = SLOTS_FOR_OLDEST.has(this.#slot % SLOTS) ? 'oldest' : 'fresh';
    const chosen = lanes[lane]() ?? lanes[lane === 'fresh' ? 'oldest' : 'fresh']();
    if (chosen === undefined) return undefined;
    this.#slot++;
    return this.#row.get(chosen.id);
  }

  /** When the next put-off part comes due, in wall-clock ms; null when none is put off. */
  nextDueMs(nowMs: number): number | null {
    const earliest = Math.min(...this.#nextDue.map((statement) => statement.get(nowMs)?.at ?? HELD));
    return earliest === HELD ? null : earliest;
  }

  /** A drain asks hundreds of times a second and writes ten times: most answers are found in what was read before. */
  #forgetChanged(nowMs: number): void {
    const at = `${this.#changes.get()?.rows} ${Math.floor(nowMs / 1000)}`;
    if (at === this.#readAt) return;
    this.#readAt = at;
    this.#ahead = {};
  }

  #read(name: Ready, since: number): readonly Candidate[] {
    return (this.#ahead[name] ??= this.#ready[name].all(since));
  }

  /** Documents first (a record within 5 s), then their pictures: both before any backlog. */
  #fresh(nowMs: number, busy: ReadonlySet<number>, dueAgain: readonly Candidate[]): Candidate | undefined {
    const since = nowMs - FRESH_MS;
    const of = (part: PartKind): Candidate | undefined =>
      oldestOf([
        free(this.#read(part === 'document' ? 'freshDocument' : 'freshPhoto', since), busy),
        ...dueAgain.filter((row) => row.part === part && row.createdAtMs > since),
      ]);
    return of('document') ?? of('photo');
  }

  /** Strictly by age, so that a document and its pictures leave together. */
  #oldest(nowMs: number, busy: ReadonlySet<number>, dueAgain: readonly Candidate[]): Candidate | undefined {
    const since = nowMs - FRESH_MS;
    return oldestOf([
      free(this.#read('oldDocument', since), busy),
      free(this.#read('oldPhoto', since), busy),
      ...dueAgain.filter((row) => row.createdAtMs <= since),
    ]);
  }
}

/** The first that is not under way already. */
function free(candidates: readonly Candidate[], busy: ReadonlySet<number>): Candidate | undefined {
  return candidates.find((candidate) => !busy.has(candidate.id));
}

function oldestOf(candidates: readonly (Candidate | undefined)[]): Candidate | undefined {
  return candidates.reduce(
    (oldest, next) => (next !== undefined && (oldest === undefined || before(next, oldest)) ? next : oldest),
    undefined,
  );
}

function before(a: Candidate, b: Candidate): boolean {
  if (a.createdAtMs !== b.createdAtMs) return a.createdAtMs < b.createdAtMs;
  return a.id < b.id;
}
