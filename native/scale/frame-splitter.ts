/**
 * Finds frames in an arbitrary stream of bytes. It may be joined in mid-frame, get several frames or one byte a chunk,
 * junk, NULs and lost bytes: a start that turns out to be none costs one byte, never a frame length (protocols.md §1.2).
 * What it finds depends on the bytes alone, never on how they were cut into chunks.
 */
import type { DecodedFrame, FrameReader, RejectReason } from './protocols/protocol.ts';

export interface FrameSink {
  /** `bytes[at]` is the frame's first byte, as it came over the wire; valid during the call only. */
  frame(frame: DecodedFrame, bytes: Uint8Array, at: number): void;
  reject(reason: RejectReason): void;
}

export interface SplitterCounters {
  readonly bytes: number;
  readonly frames: number;
  /** Bytes that belonged to no frame. */
  readonly skippedBytes: number;
  readonly rejects: Readonly<Record<RejectReason, number>>;
}

/** Chunks are read where they lie; only the beginning of a frame that the chunk cut off is copied and kept. */
export class FrameSplitter {
  readonly #reader: FrameReader;
  readonly #sink: FrameSink;
  /** A frame's beginning from earlier chunks, with room for what can complete any frame that starts in it. */
  readonly #joint: Uint8Array;
  /** Bytes of it in use; they begin with a start byte and are fewer than a frame. */
  #held = 0;
  #bytes = 0;
  #frames = 0;
  #lost = 0;
  readonly #rejects: Record<RejectReason, number> = { framing: 0, checksum: 0, status: 0, charset: 0, range: 0 };

  constructor(reader: FrameReader, sink: FrameSink) {
    this.#reader = reader;
    this.#sink = sink;
    this.#joint = new Uint8Array(2 * reader.length - 2);
  }

  /** Bytes kept for the next chunk; always fewer than one frame. */
  get heldBytes(): number {
    return this.#held;
  }

  counters(): SplitterCounters {
    return {
      bytes: this.#bytes,
      frames: this.#frames,
      skippedBytes: this.#bytes - this.#frames * this.#reader.length - this.#held - this.#lost,
      rejects: { ...this.#rejects },
    };
  }

  push(chunk: Uint8Array): void {
    this.#bytes += chunk.length;
    let from = 0;
    if (this.#held > 0) {
      const held = this.#held;
      const added = Math.min(chunk.length, this.#reader.length - 1);
      this.#keep(chunk, 0, added, held);
      const stop = this.#scan(this.#joint, 0, held, held + added);
      if (stop < held) {
        // Still not whole, so the chunk is used up.
        this.#keep(this.#joint, stop, held + added, 0);
        this.#held = held + added - stop;
        return;
      }
      this.#held = 0;
      from = stop - held;
    }
    const stop = this.#scan(chunk, from, chunk.length, chunk.length);
    if (stop < chunk.length) {
      this.#keep(chunk, stop, chunk.length, 0);
      this.#held = chunk.length - stop;
    }
  }

  /**
   * The wire was cut: forgets the beginning of a frame.
   * @returns `incomplete` when there was one, `no-frame` when nothing ever began like a frame, else null.
   */
  end(): 'incomplete' | 'no-frame' | null {
    const begun = this.#held > 0;
    this.#lost += this.#held;
    this.#held = 0;
    if (begun) return 'incomplete';
    const rejected = Object.values(this.#rejects).some((count) => count > 0);
    return this.#frames === 0 && !rejected ? 'no-frame' : null;
  }

  /** Copies [from, to) to `into` of the joint; by hand, which is quicker than the built-in ways for so few bytes. */
  #keep(bytes: Uint8Array, from: number, to: number, into: number): void {
    for (let at = from; at < to; at += 1) this.#joint[into + at - from] = bytes[at] ?? 0;
  }

  /** Looks at the starts in [from, before) of bytes that reach to `end`; returns where it stopped: at a start without its whole frame, or ≥ before. */
  #scan(bytes: Uint8Array, from: number, before: number, end: number): number {
    const { start, length, mask } = this.#reader;
    let at = from;
    while (at < before) {
      if (((bytes[at] ?? 0) & mask) !== start) {
        at += 1;
        continue;
      }
      if (at + length > end) return at;
      const result = this.#reader.decode(bytes, at);
      if (typeof result === 'string') {
        this.#rejects[result] += 1;
        this.#sink.reject(result);
        at += 1;
      } else {
        this.#frames += 1;
        this.#sink.frame(result, bytes, at);
        at += length;
      }
    }
    return at;
  }
}
