/** A clock and timers that move only when told to. */
import type { After } from '../../../native/reconnect.ts';
import type { Clock, EpochMs, MonotonicMs } from '../../../preload/contract/vocabulary.ts';

interface Timer {
  readonly due: number;
  readonly run: () => void;
}

export class FakeTime {
  #now = 0;
  readonly #timers = new Set<Timer>();

  readonly clock: Clock = {
    wall: () => (1_795_000_000_000 + this.#now) as EpochMs,
    monotonic: () => this.#now as MonotonicMs,
  };

  readonly after: After = (ms, run) => {
    const timer = { due: this.#now + ms, run };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };

  get now(): MonotonicMs {
    return this.#now as MonotonicMs;
  }

  /** Timers that wait. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Runs what falls due on the way, in order. */
  advance(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const [next] = [...this.#timers].filter((timer) => timer.due <= until).sort((a, b) => a.due - b.due);
      if (next === undefined) break;
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.due);
      next.run();
    }
    this.#now = until;
  }
}
