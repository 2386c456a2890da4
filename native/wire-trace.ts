/** The last raw bytes of a wire with their times: the first thing support asks for, and evidence in a dispute (protocols.md §1.11). */
import type { EpochMs } from '../preload/contract/vocabulary.ts';

export interface WireChunk {
  /** When the bytes arrived, by the wall clock. */
  readonly at: EpochMs;
  readonly hex: string;
}

const DEFAULT_BYTES = 64 * 1024;
/** Chunks remembered; a wire that brings one byte at a time runs out of these before it runs out of bytes. */
const MAX_CHUNKS = 8192;

/** A ring bounded in bytes and in chunks; what no longer fits is dropped from the old end and counted. */
export class WireTrace {
  readonly #ring: Uint8Array;
  readonly #maxChunks: number;
  /** Oldest first, from `#first` on. */
  readonly #times: Float64Array;
  readonly #lengths: Uint32Array;
  #first = 0;
  #count = 0;
  /** Where the next byte goes in the ring. */
  #head = 0;
  #held = 0;
  #dropped = 0;

  constructor(maxBytes: number = DEFAULT_BYTES, maxChunks: number = MAX_CHUNKS) {
    this.#ring = new Uint8Array(maxBytes);
    this.#maxChunks = maxChunks;
    this.#times = new Float64Array(maxChunks);
    this.#lengths = new Uint32Array(maxChunks);
  }

  /** Bytes held now; never more than the size given. */
  get bytes(): number {
    return this.#held;
  }

  /** Bytes that had to make room. */
  get droppedBytes(): number {
    return this.#dropped;
  }

  push(bytes: Uint8Array, at: EpochMs): void {
    const size = this.#ring.length;
    const kept = bytes.length > size ? bytes.subarray(bytes.length - size) : bytes;
    this.#dropped += bytes.length - kept.length;
    if (kept.length === 0) return;
    while (this.#count === this.#maxChunks || this.#held + kept.length > size) this.#dropOldest();
    const untilEnd = Math.min(kept.length, size - this.#head);
    this.#ring.set(kept.subarray(0, untilEnd), this.#head);
    this.#ring.set(kept.subarray(untilEnd), 0);
    this.#head = (this.#head + kept.length) % size;
    const slot = (this.#first + this.#count) % this.#maxChunks;
    this.#times[slot] = at;
    this.#lengths[slot] = kept.length;
    this.#count += 1;
    this.#held += kept.length;
  }

  /** What is held, oldest first. */
  chunks(): WireChunk[] {
    const size = this.#ring.length;
    let from = (this.#head - this.#held + size) % size;
    return Array.from({ length: this.#count }, (_, index) => {
      const slot = (this.#first + index) % this.#maxChunks;
      const length = this.#lengths[slot] ?? 0;
      const bytes = Buffer.alloc(length);
      for (let offset = 0; offset < length; offset += 1) bytes[offset] = this.#ring[(from + offset) % size] ?? 0;
      from = (from + length) % size;
      return { at: (this.#times[slot] ?? 0) as EpochMs, hex: bytes.toString('hex') };
    });
  }

  #dropOldest(): void {
    const length = this.#lengths[this.#first] ?? 0;
    this.#first = (this.#first + 1) % this.#maxChunks;
    this.#count -= 1;
    this.#held -= length;
    this.#dropped += length;
  }
}
