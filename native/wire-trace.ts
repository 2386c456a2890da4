/** The last happenings on a wire with their times: the first thing support asks for, and evidence in a dispute (protocols.md §1.11). */
import type { EpochMs, MonotonicMs } from '../preload/contract/vocabulary.ts';

/** `received` and `written`: bytes. `closed`: why, in the system's words. */
export type WireHappening = 'opened' | 'received' | 'written' | 'closed';

export interface WireEntry {
  /** By the wall clock. */
  readonly at: EpochMs;
  readonly what: WireHappening;
  /** The bytes; of `closed` the reason in UTF-8, of `opened` none. */
  readonly bytes: Uint8Array;
}

const HAPPENINGS: readonly WireHappening[] = ['opened', 'received', 'written', 'closed'];
const CODES: Readonly<Record<WireHappening, number>> = { opened: 0, received: 1, written: 2, closed: 3 };

export interface TraceBounds {
  readonly bytes: number;
  /** A wire that brings one byte at a time runs out of these before it runs out of bytes. */
  readonly entries: number;
  readonly ageMs: number;
}

/** Nine minutes of an indicator that sends 12 bytes ten times a second; half an hour of one that says little. */
const BOUNDS: TraceBounds = { bytes: 64 * 1024, entries: 8192, ageMs: 1_800_000 };

/**
 * A ring bounded in bytes, entries and age; what no longer fits is dropped from the old end and its bytes counted. Age
 * is counted back from the last byte that came, so that after a night of silence the last words are still here.
 */
export class WireTrace {
  readonly #bounds: TraceBounds;
  readonly #ring: Uint8Array;
  /** Oldest first, from `#first` on. */
  readonly #walls: Float64Array;
  readonly #times: Float64Array;
  readonly #codes: Uint8Array;
  readonly #lengths: Uint32Array;
  #first = 0;
  #count = 0;
  /** Where the next byte goes in the ring. */
  #head = 0;
  #held = 0;
  #dropped = 0;

  constructor(bounds: Partial<TraceBounds> = {}) {
    this.#bounds = { ...BOUNDS, ...bounds };
    const { bytes, entries } = this.#bounds;
    this.#ring = new Uint8Array(bytes);
    this.#walls = new Float64Array(entries);
    this.#times = new Float64Array(entries);
    this.#codes = new Uint8Array(entries);
    this.#lengths = new Uint32Array(entries);
  }

  /** Bytes held now; never more than the bound. */
  get bytes(): number {
    return this.#held;
  }

  /** Bytes that had to make room. */
  get droppedBytes(): number {
    return this.#dropped;
  }

  /** @param time by the clock that never jumps: the age is counted by it */
  push(what: WireHappening, bytes: Uint8Array, at: EpochMs, time: MonotonicMs): void {
    if (what === 'opened') this.#forgetEmptyOpening();
    else if (what === 'received')
      while (this.#count > 0 && time - this.#oldest() > this.#bounds.ageMs) this.#dropOldest();
    const size = this.#ring.length;
    const kept = bytes.length > size ? bytes.subarray(bytes.length - size) : bytes;
    this.#dropped += bytes.length - kept.length;
    if (kept.length === 0 && (what === 'received' || what === 'written')) return;
    while (this.#count === this.#bounds.entries || this.#held + kept.length > size) this.#dropOldest();
    const untilEnd = Math.min(kept.length, size - this.#head);
    this.#ring.set(kept.subarray(0, untilEnd), this.#head);
    this.#ring.set(kept.subarray(untilEnd), 0);
    this.#head = (this.#head + kept.length) % size;
    const slot = this.#slot(this.#count);
    this.#walls[slot] = at;
    this.#times[slot] = time;
    this.#codes[slot] = CODES[what];
    this.#lengths[slot] = kept.length;
    this.#count += 1;
    this.#held += kept.length;
  }

  /** What is held, oldest first. */
  entries(): WireEntry[] {
    let from = this.#head - this.#held;
    return Array.from({ length: this.#count }, (_, index) => {
      const slot = this.#slot(index);
      const length = this.#lengths[slot] ?? 0;
      const bytes = this.#copy(from, length);
      from += length;
      const what = HAPPENINGS[this.#codes[slot] ?? 0] ?? 'opened';
      return { at: (this.#walls[slot] ?? 0) as EpochMs, what, bytes };
    });
  }

  /** The newest received bytes in order, at most this many. */
  tail(most: number): Uint8Array {
    const tail = Buffer.alloc(Math.max(0, most));
    let free = tail.length;
    let end = this.#head;
    for (let index = this.#count - 1; index >= 0 && free > 0; index -= 1) {
      const slot = this.#slot(index);
      const length = this.#lengths[slot] ?? 0;
      if (this.#codes[slot] === CODES.received) {
        const part = this.#copy(end - Math.min(length, free), Math.min(length, free));
        free -= part.length;
        tail.set(part, free);
      }
      end -= length;
    }
    return tail.subarray(free);
  }

  #slot(index: number): number {
    return (this.#first + index) % this.#bounds.entries;
  }

  #oldest(): number {
    return this.#times[this.#first] ?? 0;
  }

  /** @param from a place in the ring, counted on beyond its ends */
  #copy(from: number, length: number): Uint8Array {
    const size = this.#ring.length;
    const start = (from + size) % size;
    const bytes = this.#ring.slice(start, start + length);
    if (bytes.length === length) return bytes;
    const joined = new Uint8Array(length);
    joined.set(bytes);
    joined.set(this.#ring.subarray(0, length - bytes.length), bytes.length);
    return joined;
  }

  /** A silent port is opened every few seconds: of openings that brought nothing the newest is enough. */
  #forgetEmptyOpening(): void {
    if (this.#count < 2) return;
    const last = this.#slot(this.#count - 1);
    if (this.#codes[last] !== CODES.closed || this.#codes[this.#slot(this.#count - 2)] !== CODES.opened) return;
    const length = this.#lengths[last] ?? 0;
    this.#count -= 2;
    this.#held -= length;
    this.#head = (this.#head - length + this.#ring.length) % this.#ring.length;
  }

  #dropOldest(): void {
    const length = this.#lengths[this.#first] ?? 0;
    this.#first = this.#slot(1);
    this.#count -= 1;
    this.#held -= length;
    this.#dropped += length;
  }
}
