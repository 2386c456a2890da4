/**
 * The line of Yaohua XK3190 indicators to their big outdoor display (20 mA loop, often with an RS-232 tap), read where no
 * serial port is free. 600 baud; start, eight data bits, a ninth bit, stop. Every 100 ms three characters:
 *
 *   1 (ninth bit 0)  bits 0–2 decimals 0–4 · 3 minus · 4 free · 5–7 bits 16–18 of the number
 *   2 (ninth bit 0)  bits 8–15 · 3 (ninth bit 1)  bits 0–7
 *
 * Nothing but the ninth bit says where a frame is: read a character off, three bytes are another weight. So bytes without
 * it give no weight, ever. No port hands it over; the driver takes it from the pause between two frames (burst-link.ts).
 * No checksum, unit or mark of rest. The stream is that of ninth-bit.ts.
 * Source: Yaohua XK3190-A9+ manual p. 9, Kala DS1 manual p. 4–5. Not seen on a wire.
 */
import { hexOf } from './byte-hex.ts';
import type { DecodedFrame, FrameReader, ScaleProtocol } from './protocol.ts';
import { weightPart } from './weight-part.ts';

const CHARACTERS = 3;
const NINTH = 0x100;
const DECIMALS = 0b0000_0111;
const MINUS = 0b0000_1000;
const MOST_DECIMALS = 4;
/** In place of a character that is cut off, and of bytes that are none. */
const CUT = -1;
const NONE = -2;

export const yaohuaBigscreen: ScaleProtocol = {
  id: 'yaohua-bigscreen',
  talks: 'by-itself',
  ninthBit: true,
  options: [],
  reader: () => reader,
};

/** Every byte begins a character but the second ones. */
const starts = Uint8Array.from({ length: 256 }, (_, byte) => ((byte & 0xc0) === 0x80 ? 0 : 1));

const reader: FrameReader = {
  starts,
  longest: 2 * CHARACTERS,
  read(bytes, at, end) {
    const first = character(bytes, at, end);
    if (first === CUT) return null;
    // The end of a frame that was joined in the middle.
    if (first === NONE || first >= NINTH) return 'no';
    const secondAt = at + size(first);
    const second = character(bytes, secondAt, end);
    if (second === CUT) return null;
    if (second === NONE || second >= NINTH) return 'no';
    const thirdAt = secondAt + size(second);
    const third = character(bytes, thirdAt, end);
    if (third === CUT) return null;
    if (third < NINTH) return 'framing';
    const decimals = first & DECIMALS;
    if (decimals > MOST_DECIMALS) return 'range';
    const low = third & 0xff;
    const number = ((first >> 5) << 16) | (second << 8) | low;
    const part = weightPart(number, decimals, (first & MINUS) !== 0);
    const frame: DecodedFrame = {
      weight: part.weight,
      weightText: part.weightText,
      decimals: part.decimals,
      unit: null,
      stable: null,
      sign: part.sign,
      tareOrNull: null,
      grossNet: null,
      overload: null,
      raw: hexOf(first) + hexOf(second) + hexOf(low),
    };
    return { length: thirdAt + 2 - at, frame };
  },
};

/** Bytes of a character. */
const size = (code: number): number => (code < 0x80 ? 1 : 2);

/** The character at a place: 0…511, CUT where more bytes are needed, NONE where there is none. */
function character(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end) return CUT;
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return lead;
  if (lead < 0xc2 || lead > 0xc7) return NONE;
  if (at + 1 >= end) return CUT;
  const next = bytes[at + 1] ?? 0;
  return (next & 0xc0) === 0x80 ? ((lead & 0x1f) << 6) | (next & 0x3f) : NONE;
}
