/** Feeds bytes to a splitter in pieces and collects what comes out. */
import { FrameSplitter } from '../../../../native/scale/frame-splitter.ts';
import type { Decoded, DecodedFrame, FrameReader } from '../../../../native/scale/protocols/protocol.ts';

export interface Collected {
  readonly frames: readonly DecodedFrame[];
  /** Lower-case hex of each frame as it came. */
  readonly raw: readonly string[];
  readonly rejects: readonly string[];
  /** Traffic that is no weight. */
  readonly decoded: readonly Decoded[];
  /** The first reason for dropping, as indicator-vectors.json names it; null when nothing was dropped. */
  readonly firstReason: string | null;
  readonly mostHeld: number;
}

export function collect(reader: FrameReader, bytes: Uint8Array, sizes: readonly number[] = [bytes.length]): Collected {
  const frames: DecodedFrame[] = [];
  const raw: string[] = [];
  const rejects: string[] = [];
  const decoded: Decoded[] = [];
  let mostHeld = 0;
  const splitter = new FrameSplitter(reader, {
    frame: (frame, from, at, length) => {
      frames.push(frame);
      raw.push(Buffer.from(from.subarray(at, at + length)).toString('hex'));
    },
    traffic: (one) => decoded.push(one),
    reject: (reason) => rejects.push(reason),
  });
  let at = 0;
  for (let turn = 0; at < bytes.length; turn += 1) {
    const size = Math.max(1, sizes[turn % sizes.length] ?? 1);
    // A copy that is spoilt afterwards: nothing may be kept that lies in the chunk.
    const chunk = Uint8Array.from(bytes.subarray(at, at + size));
    splitter.push(chunk);
    chunk.fill(0x02);
    mostHeld = Math.max(mostHeld, splitter.heldBytes);
    at += size;
  }
  const last = splitter.end();
  return { frames, raw, rejects, decoded, firstReason: rejects[0] ?? last, mostHeld };
}

export const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
