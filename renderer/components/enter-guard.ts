/** Enter is dead for a moment after its meaning changed: a key already on its way down was meant for the old one. */

const DEAD_MS = 400;

export class EnterGuard {
  #meaning = '';
  #since = -Infinity;

  /** Called whenever the screen is drawn, with what Enter means now. `nowMs` is a clock that never jumps. */
  means(meaning: string, nowMs: number): void {
    if (meaning === this.#meaning) return;
    this.#meaning = meaning;
    this.#since = nowMs;
  }

  allows(nowMs: number): boolean {
    return nowMs - this.#since >= DEAD_MS;
  }
}
