/** One RTP packet. Source: RFC 3550 §5.1 (fixed header), §5.3.1 (extension). */

export interface RtpPacket {
  /** The last packet of a picture (RFC 6184 §5.1). */
  readonly marker: boolean;
  readonly payloadType: number;
  readonly sequence: number;
  readonly timestamp: number;
  readonly ssrc: number;
  /** A view into the bytes given; may be empty. */
  readonly payload: Uint8Array;
}

const HEADER = 12;

/** Null for anything that is no RTP packet of version 2. Never throws. */
export function readRtpPacket(bytes: Uint8Array): RtpPacket | null {
  const first = bytes[0] ?? 0;
  const second = bytes[1] ?? 0;
  if (bytes.length < HEADER || first >> 6 !== 2) return null;
  let from = HEADER + 4 * (first & 0x0f); // contributing sources
  if ((first & 0x10) !== 0) from += 4 + 4 * (((bytes[from + 2] ?? 0) << 8) | (bytes[from + 3] ?? 0));
  // The last byte of the padding says how much there is, itself included.
  const padding = (first & 0x20) === 0 ? 0 : (bytes.at(-1) ?? 0);
  const to = bytes.length - padding;
  if (from > to || ((first & 0x20) !== 0 && padding === 0)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER);
  return {
    marker: (second & 0x80) !== 0,
    payloadType: second & 0x7f,
    sequence: view.getUint16(2),
    timestamp: view.getUint32(4),
    ssrc: view.getUint32(8),
    payload: bytes.subarray(from, to),
  };
}
