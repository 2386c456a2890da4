/** Seeded chance: the same seed gives the same truck, weather and indicator. */
import { seeded } from '../indicator/platform-weight.ts';

export class Chance {
  readonly #next: () => number;

  constructor(seed: number) {
    this.#next = seeded(seed);
  }

  /** A seed for something that is drawn apart, so that drawing more here does not change it. */
  seed(): number {
    return Math.floor(this.#next() * 4_294_967_296);
  }

  /** Even between `low` and `high`. */
  between(low: number, high: number): number {
    return low + (high - low) * this.#next();
  }

  /** Even in its logarithm: as often between 1 and 2 as between 2 and 4. */
  betweenTimes(low: number, high: number): number {
    return low * (high / low) ** this.#next();
  }

  whole(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1));
  }

  one<T>(things: readonly [T, ...T[]]): T {
    return things[Math.floor(this.#next() * things.length)] ?? things[0];
  }

  happens(share: number): boolean {
    return this.#next() < share;
  }

  /** A normal one with deviation 1: twelve even ones, so never beyond 6. */
  normal(): number {
    let sum = -6;
    for (let i = 0; i < 12; i += 1) sum += this.#next();
    return sum;
  }

  /** As {@link normal} with four draws (never beyond 3.5): for what is drawn at every step. */
  roughNormal(): number {
    return (this.#next() + this.#next() + this.#next() + this.#next() - 2) * 1.732;
  }
}
