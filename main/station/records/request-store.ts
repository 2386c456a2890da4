/** Calls with effects by their request id, so that a repeated one gives the stored answer (architecture.md §2). */
import { CodedError } from '../../../preload/contract/errors.ts';
import type { EpochMs } from '../../../preload/contract/vocabulary.ts';
import type { Writer } from '../store/statement.ts';
import { canonicalSha256 } from './canonical.ts';

const KEPT_MS = 30 * 24 * 3_600_000;
/** A bound on one purge, so that it never holds the loop. */
const PURGED_AT_ONCE = 500;

interface Row {
  readonly call: string;
  readonly inputSha256: string;
  readonly answer: string;
}

export class RequestStore {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  /**
   * The stored answer of this request; null when it is new.
   * @param input as parsed
   * @throws CodedError rpc.request-id-reused {call} for the same id with another call or another input
   */
  find(requestId: string, call: string, input: unknown): { readonly answer: unknown } | null {
    const row = this.#db
      .prepare<Row>('SELECT call, inputSha256, answer FROM request WHERE requestId = ?')
      .get(requestId);
    if (row === undefined) return null;
    if (row.call !== call || row.inputSha256 !== canonicalSha256(input))
      throw new CodedError('rpc.request-id-reused', { call: row.call });
    return { answer: JSON.parse(row.answer) };
  }

  /** In the transaction of the effect. */
  remember(request: {
    readonly requestId: string;
    readonly call: string;
    readonly input: unknown;
    readonly answer: unknown;
    readonly atMs: EpochMs;
  }): void {
    const { requestId, call, input, answer, atMs } = request;
    this.#db
      .prepare('INSERT INTO request (requestId, call, inputSha256, answer, atMs) VALUES (?, ?, ?, ?, ?)')
      .run(requestId, call, canonicalSha256(input), JSON.stringify(answer), atMs);
  }

  /** Forgets requests older than 30 days, the oldest 500 at most; answers how many. */
  purge(nowMs: EpochMs): number {
    return this.#db
      .prepare(
        `DELETE FROM request WHERE requestId IN
           (SELECT requestId FROM request WHERE atMs < ? ORDER BY atMs LIMIT ${PURGED_AT_ONCE})`,
      )
      .run(nowMs - KEPT_MS).changes;
  }
}
