/**
 * Finds frames in an arbitrary stream of bytes. It may be joined in mid-frame, get several frames or one byte a chunk,
 * junk, NULs and lost bytes: a start that turns out to be none costs one byte, never a frame length (protocols.md §1.2).
 * What it finds depends on the bytes alone, never on how they were cut into chunks.
 */
import type { Decoded, DecodedFrame, FrameReader, RejectReason } from './protocols/protocol.ts';
import { RejectCounts } from './reject-counts.ts';

export interface FrameSink {
  /** The frame is bytes[at…at+length), as it came over the wire; valid during the call only. */
  frame(frame: DecodedFrame, bytes: Uint8Array, at: number, length: number): void;
  /** Traffic that is no weight. */
  traffic?(decoded: Decoded): void;
  reject(reason: RejectReason): void;
}

export interface SplitterCounters {
  readonly bytes: number;
  readonly frames: number;
  /** Good frames that are no weight. */
  readonly traffic: number;
  /** Bytes that belonged to no frame. */
  readonly skippedBytes: number;
  /** Only the reasons that came up. */
  readonly rejects: Readonly<Record<string, number>>;
}

/** Chunks are read where they lie; only the beginning of a frame that the chunk cut off is copied and kept. */
export class FrameSplitter {
  readonly #reader: FrameReader;
  readonly #sink: FrameSink;
  /** A frame's beginning from earlier chunks, with room for what can complete any frame that starts in it. */
  readonly #joint: Uint8Array;
  /** Bytes of it in use; they begin with a start byte and are fewer than the longest frame. */
  #held = 0;
  #bytes = 0;
  #frames = 0;
  #traffic = 0;
  /** Bytes of frames and traffic. */
  #used = 0;
  #lost = 0;
  readonly #rejects = new RejectCounts();

  constructor(reader: FrameReader, sink: FrameSink) {
    this.#reader = reader;
    this.#sink = sink;
    // Of the kind that wires hand over: readers that see one kind of array only are quicker.
    this.#joint = Buffer.alloc(2 * reader.longest - 2);
  }

  /** Bytes kept for the next chunk; always fewer than the longest frame. */
  get heldBytes(): number {
    return this.#held;
  }

  counters(): SplitterCounters {
    return {
      bytes: this.#bytes,
      frames: this.#frames,
      traffic: this.#traffic,
      skippedBytes: this.#bytes - this.#used - this.#held - this.#lost,
      rejects: this.#rejects.all(),
    };
  }

  push(chunk: Uint8Array): void {
    this.#bytes += chunk.length;
    let from = 0;
    if (this.#held > 0) {
      const held = this.#held;
      const added = Math.min(chunk.length, this.#reader.longest - 1);
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
    return this.#used === 0 && this.#rejects.size === 0 ? 'no-frame' : null;
  }

  /** Copies [from, to) to `into` of the joint; by hand, which is quicker than the built-in ways for so few bytes. */
  #keep(bytes: Uint8Array, from: number, to: number, into: number): void {
    for (let at = from; at < to; at += 1) this.#joint[into + at - from] = bytes[at] ?? 0;
  }

  /** Looks at the starts in [from, before) of bytes that reach to `end`; returns where it stopped: at a start without its whole frame, or ≥ before. */
  #scan(bytes: Uint8Array, from: number, before: number, end: number): number {
    const reader = this.#reader;
    const { starts } = reader;
    let at = from;
    while (at < before) {
      if (starts[bytes[at] ?? 0] === 0) {
        at += 1;
        continue;
      }
      const found = reader.read(bytes, at, end);
      if (found === null) return at;
      if (typeof found === 'string') {
        if (found !== 'no') this.#reject(found);
        at += 1;
        continue;
      }
      if ('frame' in found) {
        this.#used += found.length;
        this.#frames += 1;
        this.#sink.frame(found.frame, bytes, at, found.length);
      } else if ('decoded' in found) {
        this.#used += found.length;
        this.#traffic += 1;
        this.#sink.traffic?.(found.decoded);
      }
      at += found.length;
    }
    return at;
  }

  #reject(reason: RejectReason): void {
    this.#rejects.add(reason);
    this.#sink.reject(reason);
  }
}
