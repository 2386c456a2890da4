/** One picture as it goes into a decoder or a file. */
import type { VideoFormat } from './video-format.ts';

export interface AccessUnit {
  readonly format: VideoFormat;
  /** NAL units in decoding order, without start codes, parameter sets and delimiters; never empty. */
  readonly nals: readonly Uint8Array[];
  /** Decoding can start here. */
  readonly key: boolean;
  /** When to show it, in 90,000ths of a second since some moment of the connection; never wraps. */
  readonly timestamp90k: number;
}

/** The same in microseconds, as WebCodecs counts. */
export function timestampUs(unit: AccessUnit): number {
  return Math.round((unit.timestamp90k * 100) / 9);
}

/**
 * The picture as a byte stream with start codes (H.264 and H.265 annex B), a key picture with all parameter sets before
 * it: what a WebCodecs decoder without `description` takes.
 */
export function annexB(unit: AccessUnit): Uint8Array {
  const { vps, sps, pps } = unit.format;
  const nals = unit.key ? [...vps, ...sps, ...pps, ...unit.nals] : unit.nals;
  return join(nals, () => 1);
}

/** The picture as it stands in an MP4 file (ISO/IEC 14496-15 §5.3.2): every NAL unit behind its length in four bytes. */
export function lengthPrefixed(unit: AccessUnit): Uint8Array {
  return join(unit.nals, (nal) => nal.length);
}

function join(nals: readonly Uint8Array[], prefix: (nal: Uint8Array) => number): Uint8Array {
  const bytes = new Uint8Array(nals.reduce((sum, nal) => sum + 4 + nal.length, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const nal of nals) {
    view.setUint32(at, prefix(nal));
    bytes.set(nal, at + 4);
    at += 4 + nal.length;
  }
  return bytes;
}
