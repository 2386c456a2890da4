/**
 * When what a gate camera notices is one more vehicle. Pure. Without recognition nobody can tell two trucks that drive
 * through as one motion from a long one: such a convoy is one pass, and a person adds the others (gate.record).
 *
 * A vehicle begins when something is noticed after quiet, and not before the site's interval since the one before. It
 * lasts until nothing has been noticed for a while. A line or a field set up at the camera says more than motion anywhere
 * in the picture: once a camera has told of one, its motion begins nothing any more.
 */
import type { MonotonicMs } from '../../../preload/contract/vocabulary.ts';

export interface GateSign {
  readonly kind: 'motion' | 'line' | 'field' | 'vehicle';
  /** True when it begins or happens. */
  readonly active: boolean;
  /** Which of the camera's sources; each ends for itself. */
  readonly source: string;
  readonly at: MonotonicMs;
}

export interface GateTriggerRule {
  /** Two vehicles are at least so far apart. */
  readonly minIntervalMs: number;
}

/** Nothing noticed for so long: the vehicle has passed. */
const QUIET_MS = 3000;
/** A beginning without an end (the message was lost) does not blind the gate for ever. */
const FORGOTTEN_MS = 120_000;
const MOST_SOURCES = 32;

export class GateTrigger {
  readonly #rule: GateTriggerRule;
  /** What has begun and not ended, and when it was last said. */
  readonly #active = new Map<string, MonotonicMs>();
  #lastSign: MonotonicMs | null = null;
  #lastPass: MonotonicMs | null = null;
  #specific = false;

  constructor(rule: GateTriggerRule) {
    this.#rule = rule;
  }

  /** @returns whether a vehicle begins with this */
  take(sign: GateSign): boolean {
    const { active, at, kind, source } = sign;
    for (const [other, since] of this.#active) if (at - since > FORGOTTEN_MS) this.#active.delete(other);
    if (kind !== 'motion') this.#specific = true;
    else if (this.#specific) return false;
    const quiet = this.#active.size === 0 && (this.#lastSign === null || at - this.#lastSign >= QUIET_MS);
    if (!active) {
      // An end is the last moment at which something was there; an end of nothing is none.
      if (this.#active.delete(source)) this.#lastSign = at;
      return false;
    }
    this.#lastSign = at;
    if (kind !== 'line' && this.#active.size < MOST_SOURCES) this.#active.set(source, at);
    const early = this.#lastPass !== null && at - this.#lastPass < this.#rule.minIntervalMs;
    // A line is crossed once by each vehicle: it needs no quiet before it.
    if (early || (!quiet && kind !== 'line')) return false;
    this.#lastPass = at;
    return true;
  }

  /** A pass that came another way (a person): the interval runs from it. */
  passed(at: MonotonicMs): void {
    this.#lastPass = at;
    this.#lastSign = at;
  }

  /** Nobody listens any more: what had begun may have ended unheard. */
  reset(): void {
    this.#active.clear();
    this.#lastSign = null;
  }
}
