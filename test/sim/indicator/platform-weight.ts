/** What lies on the weighing platform: steps, ramps with a swing that dies away, and the small noise of a real deck. */

interface Move {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly overMs: number;
}

/** A loaded deck swings about twice a second and is quiet after two seconds. */
const SWING_HZ = 2;
const SWING_DIES_MS = 500;
const SWING_SHARE = 0.01;

/** A seeded generator (mulberry32): the same seed gives the same day. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export class PlatformWeight {
  /** Half the width of the noise, in kg. */
  noiseKg: number;
  readonly #random: () => number;
  #move: Move = { from: 0, to: 0, at: 0, overMs: 0 };

  constructor(noiseKg: number, seed: number) {
    this.noiseKg = noiseKg;
    this.#random = seeded(seed);
  }

  /** From `now` on at once. */
  set(toKg: number, now: number): void {
    this.#move = { from: toKg, to: toKg, at: now, overMs: 0 };
  }

  /** From what lies there now, over `overMs`, then swinging a little. */
  ramp(toKg: number, overMs: number, now: number): void {
    this.#move = { from: this.#settled(now), to: toKg, at: now, overMs };
  }

  /** The weight at `now`, with swing and noise. */
  kg(now: number): number {
    const { from, to, at, overMs } = this.#move;
    const sinceEnd = now - at - overMs;
    const swing =
      overMs === 0 || sinceEnd < 0
        ? 0
        : (to - from) *
          SWING_SHARE *
          Math.exp(-sinceEnd / SWING_DIES_MS) *
          Math.sin((2 * Math.PI * SWING_HZ * sinceEnd) / 1000);
    return this.#settled(now) + swing + (this.#random() * 2 - 1) * this.noiseKg;
  }

  #settled(now: number): number {
    const { from, to, at, overMs } = this.#move;
    if (now >= at + overMs) return to;
    const share = Math.max(0, (now - at) / overMs);
    return from + (to - from) * share * share * (3 - 2 * share);
  }
}
