/**
 * HT9800 (衡天), the text stream of 12 bytes:
 *
 *   0 STX · 1 A · 2 B · 3 C · 4–9 weight, six digits, blank-filled · 10 CR · 11 LF
 *
 * A bits 2–0: decimals. B as Toledo's second status byte: bit 0 net, 1 negative, 2 out of range (the sign tells which
 * way), 3 see below. Bit 5 of A, B and C is always 1, bit 7 never. No unit, no tare, no checksum.
 *
 * Two sources contradict each other on bit 3 of B: stable, or in motion as with Toledo. So it is believed only where the
 * setting says what it means, found by lifting a weight; by default stability is computed.
 * Source: lpthqm.cn page on the HT9800; public repository file 18030030097. No capture of a real one was found.
 */
import { byteText } from './byte-text.ts';
import { numberField, readNumber } from './number-field.ts';
import { startsWith } from './protocol.ts';
import type { DecodedFrame, FrameReader, ScaleProtocol } from './protocol.ts';
import { NO_WEIGHT, weightPart } from './weight-part.ts';

const STX = 0x02;
const CR = 0x0d;
const LF = 0x0a;
const BLANK = 0x20;
const ZERO = 0x30;
const LENGTH = 12;
const WEIGHT_AT = 4;
const MOST_DECIMALS = 5;

/** Bit 5 set and bit 7 (parity or junk) clear. */
const isStatus = (code: number): boolean => (code & 0xa0) === 0x20;

export const ht9800Ascii12: ScaleProtocol = {
  id: 'ht9800-ascii12',
  talks: 'by-itself',
  options: [
    { key: 'bit3Means', values: ['unknown', 'stable', 'moving'] },
    { key: 'mask7', values: [false, true] },
  ],
  reader(options): FrameReader {
    const bit3 = options.bit3Means ?? 'unknown';
    const mask = options.mask7 === true ? 0x7f : 0xff;
    const field = numberField();
    return {
      starts: startsWith([STX], mask),
      longest: LENGTH,
      read(bytes, at, end) {
        if (end - at < LENGTH) return null;
        if (((bytes[at + 10] ?? 0) & mask) !== CR || ((bytes[at + 11] ?? 0) & mask) !== LF) return 'framing';
        const a = (bytes[at + 1] ?? 0) & mask;
        const b = (bytes[at + 2] ?? 0) & mask;
        if (!isStatus(a) || !isStatus(b) || !isStatus((bytes[at + 3] ?? 0) & mask)) return 'status';
        const outOfRange = (b & 0x04) !== 0;
        const minus = (b & 0x02) !== 0;
        if (!outOfRange) {
          for (let index = at + WEIGHT_AT; index < at + 10; index += 1) {
            const code = (bytes[index] ?? 0) & mask;
            // Neither point nor sign, which a number field may have elsewhere.
            if (code !== BLANK && (code < ZERO || code > ZERO + 9)) return 'charset';
          }
          if (!readNumber(bytes, at + WEIGHT_AT, at + 10, mask, field)) return 'charset';
          field.decimals = a & 0x07;
          if (field.decimals > MOST_DECIMALS) return 'range';
        }
        const part = outOfRange ? NO_WEIGHT : weightPart(field.digits, field.decimals, minus);
        const frame: DecodedFrame = {
          weight: part.weight,
          weightText: part.weightText,
          decimals: part.decimals,
          unit: null,
          stable: bit3 === 'unknown' ? null : ((b & 0x08) !== 0) === (bit3 === 'stable'),
          sign: part.sign ?? (minus ? '-' : '+'),
          tareOrNull: null,
          grossNet: (b & 0x01) !== 0 ? 'net' : 'gross',
          overload: outOfRange && !minus,
          raw: byteText(bytes, at + 1, at + 10, mask),
          ...(outOfRange && minus ? { underload: true } : {}),
        };
        return { length: LENGTH, frame };
      },
    };
  },
};
