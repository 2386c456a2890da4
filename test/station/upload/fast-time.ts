/** A clock and timers that run `factor` times as fast: real sockets, but no test waits out five real minutes. */
import type { Timers } from '../../../main/station/upload/surroundings.ts';
import type { Clock, EpochMs, MonotonicMs } from '../../../preload/contract/vocabulary.ts';

export class FastTime implements Clock, Timers {
  readonly #factor: number;
  readonly #wallAtStart: number;
  readonly #start = performance.now();

  constructor(factor: number, wallAtStart = Date.UTC(2026, 10, 22, 4)) {
    this.#factor = factor;
    this.#wallAtStart = wallAtStart;
  }

  wall(): EpochMs {
    return Math.round(this.#wallAtStart + this.monotonic()) as EpochMs;
  }

  monotonic(): MonotonicMs {
    return ((performance.now() - this.#start) * this.#factor) as MonotonicMs;
  }

  after(delayMs: number, action: () => void): () => void {
    const timer = setTimeout(action, delayMs / this.#factor);
    return () => clearTimeout(timer);
  }
}
