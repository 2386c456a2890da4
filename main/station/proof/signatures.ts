/** Signatures checked beside the reading of documents, on the thread pool. */
import type { Unproven } from '../records/document-check.ts';

/** Waiting at once: enough to keep every thread busy, few enough to hold little. */
const WAITING = 64;

export class Signatures {
  #waiting = 0;
  #wake: (() => void) | null = null;
  #failed: unknown = null;
  /** The lowest sequence whose signature is not its document's. */
  #broken: number | null = null;

  /** Takes one more; a promise when it has to be waited for. */
  add(sequence: number, { check, jws, payload }: Unproven): Promise<void> | undefined {
    this.#waiting += 1;
    check.later(jws, payload).then(
      (good) => this.#done(() => this.#settle(sequence, good)),
      (error: unknown) => this.#done(() => (this.#failed = error)),
    );
    return this.#waiting < WAITING ? undefined : this.#until(WAITING / 2);
  }

  /** All of them. @returns the lowest sequence with a wrong one, or null */
  async end(): Promise<number | null> {
    await this.#until(0);
    if (this.#failed instanceof Error) throw this.#failed;
    return this.#broken;
  }

  async #until(few: number): Promise<void> {
    while (this.#waiting > few) await new Promise<void>((wake) => (this.#wake = wake));
  }

  #done(deed: () => void): void {
    this.#waiting -= 1;
    deed();
    this.#wake?.();
    this.#wake = null;
  }

  #settle(sequence: number, good: boolean): void {
    if (!good && (this.#broken === null || sequence < this.#broken)) this.#broken = sequence;
  }
}
