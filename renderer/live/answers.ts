/**
 * What the station is told of units that were dealt with: several at once, where they come fast, for each message costs both
 * processes more than what it says. Where the next unit comes only after the answer, it is said at once.
 */
/** Far less than the station sends ahead. */
const MOST_UNSAID = 5;
/** One that comes alone is said at once. */
const SAID_WITHIN_MS = 150;

export class Answers {
  readonly #say: (count: number) => void;
  readonly #now: () => number;
  #unsaid = 0;
  #saidAt = -Infinity;

  /** @param now milliseconds of a clock that never jumps */
  constructor(say: (count: number) => void, now: () => number) {
    this.#say = say;
    this.#now = now;
  }

  add(count: number): void {
    this.#unsaid += count;
    if (this.#unsaid >= MOST_UNSAID || this.#now() - this.#saidAt >= SAID_WITHIN_MS) this.#sayAll();
  }

  addAtOnce(count: number): void {
    this.#unsaid += count;
    this.#sayAll();
  }

  #sayAll(): void {
    if (this.#unsaid === 0) return;
    const count = this.#unsaid;
    this.#unsaid = 0;
    this.#saidAt = this.#now();
    this.#say(count);
  }
}
