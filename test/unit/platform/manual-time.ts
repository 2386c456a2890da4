/** A clock that stands still until it is told to go on, and timers that fire in its order. */
import type { Timers } from '../../../main/station/upload/surroundings.ts';
import type { Clock, EpochMs, MonotonicMs } from '../../../preload/contract/vocabulary.ts';

export class ManualTime implements Clock, Timers {
  #now = 0;
  /** How far the wall clock was set. */
  wallSetBy = 0;
  readonly #pending = new Set<{ at: number; action: () => void }>();

  wall(): EpochMs {
    return (Date.UTC(2026, 10, 22, 4) + this.#now + this.wallSetBy) as EpochMs;
  }

  monotonic(): MonotonicMs {
    return this.#now as MonotonicMs;
  }

  after(delayMs: number, action: () => void): () => void {
    const timer = { at: this.#now + delayMs, action };
    this.#pending.add(timer);
    return () => void this.#pending.delete(timer);
  }

  get timers(): number {
    return this.#pending.size;
  }

  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const next = [...this.#pending].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#pending.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.action();
    }
    this.#now = end;
  }
}

export const quiet = { info: (): void => undefined, warn: (): void => undefined };
