/** What people said of the trucks on the deck before their records were made. Append-only; the newest of a pass counts. */
import type { Timestamp, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { CaptureInput, Claim } from '../../../preload/contract/weighing.ts';
import type { Writer } from '../store/statement.ts';

/** What a person answered when the plate was doubted: kept with the claim, and no part of it. */
export type Answers = Pick<CaptureInput, 'otherAxles' | 'repeats'>;

type Kept = Claim & { readonly answers?: Answers };

export class ClaimStore {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  /** Inside the caller's transaction. */
  add(passId: Uuid, at: Timestamp, claim: Claim, answers: Answers = {}): void {
    const kept: Kept = Object.keys(answers).length === 0 ? claim : { ...claim, answers };
    this.#db.prepare('INSERT INTO claim (passId, at, body) VALUES (?, ?, ?)').run(passId, at, JSON.stringify(kept));
  }

  /** Each of the newest that was given for this pass. */
  answers(passId: Uuid): Answers {
    return this.#db
      .prepare<{ body: string }>('SELECT body FROM claim WHERE passId = ? ORDER BY id')
      .all(passId)
      .reduce<Answers>((all, { body }) => ({ ...all, ...(JSON.parse(body) as Kept).answers }), {});
  }

  newest(passId: Uuid): Claim | null {
    return this.newestSaid(passId)?.claim ?? null;
  }

  /** With when it was said. */
  newestSaid(passId: Uuid): { readonly claim: Claim; readonly at: Timestamp } | null {
    const row = this.#db
      .prepare<{ at: Timestamp; body: string }>('SELECT at, body FROM claim WHERE passId = ? ORDER BY id DESC LIMIT 1')
      .get(passId);
    if (row === undefined) return null;
    const { answers: _answers, ...claim } = JSON.parse(row.body) as Kept;
    return { claim, at: row.at };
  }
}
