/** A day's chances from one number, so that a failure can be played again (mulberry32). */
export class SeededRandom {
  readonly seed: number;
  #state: number;

  constructor(seed: number) {
    this.seed = seed;
    this.#state = seed >>> 0;
  }

  /** Uniform in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Uniform in [0, below), whole. */
  whole(below: number): number {
    return Math.floor(this.next() * below);
  }

  shuffle<T>(values: readonly T[]): T[] {
    const left = [...values];
    return Array.from(values, () => left.splice(this.whole(left.length), 1)).flat();
  }
}
