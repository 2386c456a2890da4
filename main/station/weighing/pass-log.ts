/** The rows of passes that ended. A full disk may refuse one: it is kept and tried again, and never holds up the deck. */
import { timestamp } from '../../../preload/contract/vocabulary.ts';
import type { CaptureStore } from '../records/capture-store.ts';
import type { PassRow, PassStore } from '../records/pass-store.ts';
import type { Writer } from '../store/statement.ts';
import type { EndedPass } from './deck.ts';

/** Kept for the next try; past that the oldest is given up, and said so. */
const OWED_MAX = 100;

export interface PassLogParts {
  readonly scaleId: string;
  readonly db: Writer;
  readonly captures: CaptureStore;
  readonly passes: PassStore;
  readonly log: { warn(fields: object, text: string): void };
}

export class PassLog {
  readonly #parts: PassLogParts;
  #owed: PassRow[] = [];

  constructor(parts: PassLogParts) {
    this.#parts = parts;
  }

  /** Written by the next {@link write}. */
  add({ endedAt, pass, points, zeroAfterKg }: EndedPass): void {
    const { captures, log, scaleId } = this.#parts;
    this.#owed.push({
      id: pass.id,
      scaleId,
      startedAt: timestamp(pass.startedAt),
      endedAt: timestamp(endedAt),
      zeroBeforeKg: pass.zeroBeforeKg,
      zeroAfterKg,
      points,
      keptEvery: pass.trace.keptEvery,
      weighingIds: captures.ofPass(pass.id).map((row) => row.id),
    });
    if (this.#owed.length > OWED_MAX)
      log.warn({ passId: this.#owed.shift()?.id }, 'the row of a pass is lost: the disk was full too long');
  }

  /** Writes what is owed, oldest first; what the disk refuses stays owed. */
  write(): void {
    const { db, log, passes } = this.#parts;
    try {
      for (let row = this.#owed[0]; row !== undefined; row = this.#owed[0]) {
        const owed = row;
        db.immediate(() => passes.insert(owed));
        this.#owed.shift();
      }
    } catch (err) {
      log.warn({ err, owed: this.#owed.length }, 'the end of a pass could not be written yet');
    }
  }
}
