/** What people said of the trucks on the deck before their records were made. Append-only; the newest of a pass counts. */
import type { Timestamp, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Claim } from '../../../preload/contract/weighing.ts';
import type { Writer } from '../store/statement.ts';

export class ClaimStore {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  /** Inside the caller's transaction. */
  add(passId: Uuid, at: Timestamp, claim: Claim): void {
    this.#db.prepare('INSERT INTO claim (passId, at, body) VALUES (?, ?, ?)').run(passId, at, JSON.stringify(claim));
  }

  newest(passId: Uuid): Claim | null {
    return this.newestSaid(passId)?.claim ?? null;
  }

  /** With when it was said. */
  newestSaid(passId: Uuid): { readonly claim: Claim; readonly at: Timestamp } | null {
    const row = this.#db
      .prepare<{ at: Timestamp; body: string }>('SELECT at, body FROM claim WHERE passId = ? ORDER BY id DESC LIMIT 1')
      .get(passId);
    return row === undefined ? null : { claim: JSON.parse(row.body) as Claim, at: row.at };
  }
}
