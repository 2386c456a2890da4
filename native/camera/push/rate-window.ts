/** So many in any one second, and no more. Pure but for the clock it is given. */
import type { Clock } from '../../../preload/contract/vocabulary.ts';

const SECOND_MS = 1000;

export class RateWindow {
  readonly #most: number;
  readonly #clock: Pick<Clock, 'monotonic'>;
  /** When those of the last second came, oldest first; never more than `most`. */
  #taken: number[] = [];

  constructor(most: number, clock: Pick<Clock, 'monotonic'>) {
    this.#most = most;
    this.#clock = clock;
  }

  /** false: that would be one too many; it is not counted, so that the next second begins with a full measure. */
  take(): boolean {
    const now = this.#clock.monotonic();
    this.#taken = this.#taken.filter((at) => now - at < SECOND_MS);
    if (this.#taken.length >= this.#most) return false;
    this.#taken.push(now);
    return true;
  }
}
