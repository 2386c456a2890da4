/** What was heard at one setting of a port: bytes and when they came. It is all that the judgement knows. */

export interface Arrival {
  /** Where in the bytes it begins. */
  readonly at: number;
  /** When it came, in ms since listening began. */
  readonly ms: number;
}

/** How the characters of a line are made. */
export interface WordForm {
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
}

export interface Heard {
  /** How the port was opened. */
  readonly form: WordForm;
  readonly bytes: Uint8Array;
  /** In order; one a chunk, as the system handed them over. */
  readonly arrivals: readonly Arrival[];
  /** How long these bytes took to come, in ms: since listening began, or since the oldest that is still kept. */
  readonly forMs: number;
}

/** 20 s of the busiest text line there is, minutes of most; more is not needed to judge and would only take longer. */
const MOST_BYTES = 4096;
const MOST_ARRIVALS = 2048;
/** Older bytes tell of the indicator before somebody changed its menu. */
const MOST_MS = 30_000;

/** Collects what is heard: the newest bytes, bounded in number and age; what falls out at the old end is counted. */
export class HeardBytes {
  #bytes: Uint8Array = new Uint8Array();
  #arrivals: readonly Arrival[] = [];
  #total = 0;

  /** Bytes heard in all. */
  get total(): number {
    return this.#total;
  }

  get dropped(): number {
    return this.#total - this.#bytes.length;
  }

  /** @param ms since listening began */
  push(chunk: Uint8Array, ms: number): void {
    if (chunk.length === 0) return;
    this.#total += chunk.length;
    const all = new Uint8Array(this.#bytes.length + chunk.length);
    all.set(this.#bytes);
    all.set(chunk, this.#bytes.length);
    const arrivals = [...this.#arrivals, { at: this.#bytes.length, ms }].slice(-MOST_ARRIVALS);
    const young = arrivals.find((arrival) => ms - arrival.ms <= MOST_MS)?.at ?? 0;
    const cut = Math.max(0, young, all.length - MOST_BYTES);
    this.#bytes = all.subarray(cut);
    this.#arrivals = arrivals.map((arrival) => ({ at: arrival.at - cut, ms: arrival.ms })).filter(({ at }) => at >= 0);
  }

  /** @param ms now, since listening began */
  heard(form: WordForm, ms: number): Heard {
    const since = this.dropped === 0 ? 0 : (this.#arrivals[0]?.ms ?? ms);
    return { form, bytes: this.#bytes, arrivals: this.#arrivals, forMs: Math.max(0, ms - since) };
  }

  /** The newest bytes, at most this many. */
  tail(most: number): Uint8Array {
    return this.#bytes.subarray(Math.max(0, this.#bytes.length - most));
  }
}
