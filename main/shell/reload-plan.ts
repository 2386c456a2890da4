/** How long to wait before a crashed page is loaded again: at once, then ever slower, but never given up. */
const WAITS_MS = [0, 1_000, 5_000, 30_000, 60_000] as const;
const WINDOW_MS = 10 * 60_000;

export class ReloadPlan {
  #crashes: number[] = [];

  /** Counts one crash at `now` (milliseconds); returns how long to wait. Crashes older than ten minutes count no more. */
  next(now: number): number {
    this.#crashes = [...this.#crashes.filter((at) => now - at < WINDOW_MS), now].slice(-WAITS_MS.length);
    return WAITS_MS[this.#crashes.length - 1] ?? 0;
  }
}
