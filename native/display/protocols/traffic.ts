/** Readers of what goes to a display board: no weight, only `{ decoded }`. */

/** Why bytes that began like a frame are none (names of indicator-vectors.json). */
export type TrafficFault = 'framing' | 'checksum' | 'length' | 'escape' | 'unknown-command';

export interface FoundTraffic {
  /** Bytes used. */
  readonly length: number;
  readonly decoded: Readonly<Record<string, string | number>>;
}

/**
 * The readers of indicators (native/scale/protocols/protocol.ts, where each rule is explained) without weights: whoever
 * splits a stream into frames takes either. Told again here because the families of devices do not know one another.
 */
export interface TrafficReader {
  /** 256 flags by raw byte: 1 where a frame may begin. */
  readonly starts: Uint8Array;
  /** No frame is longer; with this many bytes `read` never answers null. */
  readonly longest: number;
  /** null: more bytes, please. 'no': nothing began here. Pure, and an answer other than null stays whatever follows. */
  read(bytes: Uint8Array, at: number, end: number): FoundTraffic | TrafficFault | 'no' | null;
}

export interface BoardProtocol {
  readonly id: string;
  /** It has no settings: what it needs stands in the bytes. */
  reader(): TrafficReader;
}

/** {@link TrafficReader.starts} for the given codes. */
export function startsWith(codes: Iterable<number>): Uint8Array {
  const starts = new Uint8Array(256);
  for (const code of codes) starts[code] = 1;
  return starts;
}
