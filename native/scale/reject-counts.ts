/** How often each reason for dropping came up. Bounded: some reasons quote the device (`device-…`, `exception-…`). */
import type { RejectReason } from './protocols/protocol.ts';

/** More than the closed reasons and all that one device says. */
const MOST_REASONS = 32;
/** What the reasons beyond that are counted under. */
const OTHERS: RejectReason = 'device-others';

export class RejectCounts {
  readonly #counts = new Map<RejectReason, number>();

  add(reason: RejectReason): void {
    const known = this.#counts.get(reason);
    if (known !== undefined) this.#counts.set(reason, known + 1);
    else if (this.#counts.size < MOST_REASONS) this.#counts.set(reason, 1);
    else this.#counts.set(OTHERS, (this.#counts.get(OTHERS) ?? 0) + 1);
  }

  of(reason: RejectReason): number {
    return this.#counts.get(reason) ?? 0;
  }

  get size(): number {
    return this.#counts.size;
  }

  /** The count of every reason that came up. */
  all(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }
}
