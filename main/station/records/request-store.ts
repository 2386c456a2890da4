/** Calls with effects by their request id, so that a repeated call gets the stored answer (architecture.md §2). */
import type { Clock } from '../../../preload/contract/vocabulary.ts';
import type { RequestStore as Requests, StoredRequest } from '../rpc-server.ts';
import type { Writer } from '../store/statement.ts';

const KEPT_MS = 30 * 24 * 3_600_000;
/** A bound on one purge, so that it never holds the loop. */
const PURGE_LIMIT = 500;

export class RequestStore implements Requests {
  readonly #db: Writer;
  readonly #clock: Clock;

  constructor(db: Writer, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  find(requestId: string): StoredRequest | null {
    const sql = 'SELECT requestId, call, inputSha256, answer FROM request WHERE requestId = ?';
    return this.#db.prepare<StoredRequest>(sql).get(requestId) ?? null;
  }

  /** In the transaction of the effect. */
  remember({ requestId, call, inputSha256, answer }: StoredRequest): void {
    this.#db
      .prepare('INSERT INTO request (requestId, call, inputSha256, answer, atMs) VALUES (?, ?, ?, ?, ?)')
      .run(requestId, call, inputSha256, answer, this.#clock.wall());
  }

  /** Forgets requests older than 30 days, the oldest 500 at most; answers how many. */
  purge(): number {
    const sql =
      'DELETE FROM request WHERE requestId IN (SELECT requestId FROM request WHERE atMs < ? ORDER BY atMs LIMIT ?)';
    return this.#db.prepare(sql).run(this.#clock.wall() - KEPT_MS, PURGE_LIMIT).changes;
  }
}
