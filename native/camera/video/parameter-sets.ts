/**
 * The parameter sets that a stream has shown so far, from its description or in band, and the format that they make.
 * Source for the ids: H.264 §7.3.2.1, §7.3.2.2; H.265 §7.3.2.1 to §7.3.2.3.
 */
import { BitReader } from './bit-reader.ts';
import { h264CodecString, h265CodecString } from './codec-string.ts';
import { readH264Sps } from './h264-sps.ts';
import { readH265Sps } from './h265-sps.ts';
import type { VideoCodec, VideoFormat } from './video-format.ts';

export type SetKind = 'vps' | 'sps' | 'pps';

/** Real sets have 10 to 200 bytes. */
const MOST_BYTES = 4096;
/** Real streams have one of each, some two or three PPS. */
const MOST_SETS = 16;

export class ParameterSets {
  readonly #codec: VideoCodec;
  readonly #sets: Readonly<Record<SetKind, Map<number, Uint8Array>>> = {
    vps: new Map(),
    sps: new Map(),
    pps: new Map(),
  };
  /** The sequence set that came last: the one in use, as far as cameras go. */
  #spsInUse = 0;
  #format: VideoFormat | null = null;
  /** Sets that could not be read, or were more than any stream needs. */
  refused = 0;

  constructor(codec: VideoCodec) {
    this.#codec = codec;
  }

  /**
   * @param nal is kept, not copied
   * @returns whether anything is different now
   */
  add(kind: SetKind, nal: Uint8Array): boolean {
    const id = nal.length > MOST_BYTES ? null : this.#idOf(kind, nal);
    const sets = this.#sets[kind];
    if (id === null || (!sets.has(id) && sets.size >= MOST_SETS)) {
      this.refused += 1;
      return false;
    }
    const before = sets.get(id);
    const repeated = before !== undefined && sameBytes(before, nal);
    if (repeated && (kind !== 'sps' || this.#spsInUse === id)) return false;
    if (!repeated) sets.set(id, nal);
    if (kind === 'sps') {
      this.#spsInUse = id;
      // A new sequence set makes the picture sets of the old one void (H.264 §7.4.1.2.1): they are sent again.
      if (before !== undefined && !repeated) this.#sets.pps.clear();
    }
    this.#format = null;
    return true;
  }

  /** Null until everything is there. The same object until a set changes. */
  format(): VideoFormat | null {
    this.#format ??= this.#codec === 'h264' ? this.#h264() : this.#h265();
    return this.#format;
  }

  #h264(): VideoFormat | null {
    const [sps, ...others] = this.#sequenceSets();
    const read = sps === undefined ? null : readH264Sps(sps);
    if (sps === undefined || read === null || this.#sets.pps.size === 0) return null;
    const { width, height, frameRate } = read;
    const pps = [...this.#sets.pps.values()];
    const codecString = h264CodecString(read);
    return { codec: 'h264', vps: [], sps: [sps, ...others], pps, width, height, frameRate, codecString };
  }

  #h265(): VideoFormat | null {
    const [sps, ...others] = this.#sequenceSets();
    const read = sps === undefined ? null : readH265Sps(sps);
    if (sps === undefined || read === null || this.#sets.pps.size === 0 || this.#sets.vps.size === 0) return null;
    const { width, height, frameRate } = read;
    const vps = [...this.#sets.vps.values()];
    const pps = [...this.#sets.pps.values()];
    const codecString = h265CodecString(read);
    return { codec: 'h265', vps, sps: [sps, ...others], pps, width, height, frameRate, codecString };
  }

  /** The one in use first. */
  #sequenceSets(): Uint8Array[] {
    const { sps } = this.#sets;
    const inUse = sps.get(this.#spsInUse);
    return inUse === undefined ? [] : [inUse, ...[...sps.values()].filter((set) => set !== inUse)];
  }

  #idOf(kind: SetKind, nal: Uint8Array): number | null {
    if (kind === 'sps') return (this.#codec === 'h264' ? readH264Sps(nal) : readH265Sps(nal))?.id ?? null;
    const reader = new BitReader(nal, this.#codec === 'h264' ? 1 : 2);
    const id = kind === 'vps' ? reader.bits(4) : reader.unsigned();
    return reader.failed || id > 255 ? null : id;
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}
