/**
 * Yaohua XK3190 tF=0, continuous; "the A9 protocol" of most Chinese weighbridges (A9, A9+, A1, A6, A23p, DS1, DS3, C8,
 * Keli D2008F with tF=0 and many clones). 12 bytes without pause:
 *
 *   0 STX · 1 sign + or - · 2–7 six digits · 8 decimals 0–4 · 9–10 XOR of bytes 1…8 as two hex capitals · 11 ETX
 *
 * No unit, no stable flag, no gross/net, no overload: the weight is what the display shows.
 * Source: Yaohua XK3190-A9+ manual (easymanua.ls/pro/xk3190-a9plus), Kala DS1 manual, StackOverflow 48203304.
 */
import { decimalText } from './decimal-text.ts';
import { startsWith } from './protocol.ts';
import type { DecodedFrame, FrameReader, ScaleProtocol } from './protocol.ts';

const STX = 0x02;
const ETX = 0x03;
const PLUS = 0x2b;
const MINUS = 0x2d;
const ZERO = 0x30;
const LENGTH = 12;
const MOST_DECIMALS = 4;
const POWERS = [1, 10, 100, 1000, 10_000] as const;

/** The hex capital of a nibble, as a character code. */
const hexCode = (nibble: number): number => (nibble < 10 ? 0x30 : 0x37) + nibble;

export const yaohuaTf0: ScaleProtocol = {
  id: 'yaohua-tf0',
  talks: 'by-itself',
  options: [
    { key: 'checksum', values: ['required', 'ignore'] },
    { key: 'mask7', values: [false, true] },
  ],
  reader(options): FrameReader {
    const checked = options.checksum !== 'ignore';
    const mask = options.mask7 === true ? 0x7f : 0xff;
    return {
      starts: startsWith([STX], mask),
      longest: LENGTH,
      read(bytes, at, end) {
        if (end - at < LENGTH) return null;
        if (((bytes[at + 11] ?? 0) & mask) !== ETX) return 'framing';
        const sign = (bytes[at + 1] ?? 0) & mask;
        const dp = (bytes[at + 8] ?? 0) & mask;
        let xor = sign ^ dp;
        let digits = 0;
        let digitsOnly = true;
        for (let index = at + 2; index < at + 8; index += 1) {
          const code = (bytes[index] ?? 0) & mask;
          xor ^= code;
          const digit = code - ZERO;
          if (digit < 0 || digit > 9) digitsOnly = false;
          digits = digits * 10 + digit;
        }
        if (checked) {
          const high = (bytes[at + 9] ?? 0) & mask;
          const low = (bytes[at + 10] ?? 0) & mask;
          if (high !== hexCode(xor >> 4) || low !== hexCode(xor & 0x0f)) return 'checksum';
        }
        const decimals = dp - ZERO;
        if (!digitsOnly || (sign !== PLUS && sign !== MINUS) || decimals < 0 || decimals > 9) return 'charset';
        if (decimals > MOST_DECIMALS) return 'range';
        const negative = sign === MINUS && digits !== 0;
        const frame: DecodedFrame = {
          weight: (negative ? -digits : digits) / (POWERS[decimals] ?? 1),
          weightText: decimalText(digits, decimals, negative),
          decimals,
          unit: null,
          stable: null,
          sign: negative ? '-' : '+',
          tareOrNull: null,
          grossNet: null,
          overload: null,
          raw: rawText(bytes, at, mask),
        };
        return { length: LENGTH, frame };
      },
    };
  },
};

/** Sign, digits and decimals as characters; in one call, because this is most of the work of a good frame. */
function rawText(bytes: Uint8Array, at: number, mask: number): string {
  return String.fromCharCode(
    (bytes[at + 1] ?? 0) & mask,
    (bytes[at + 2] ?? 0) & mask,
    (bytes[at + 3] ?? 0) & mask,
    (bytes[at + 4] ?? 0) & mask,
    (bytes[at + 5] ?? 0) & mask,
    (bytes[at + 6] ?? 0) & mask,
    (bytes[at + 7] ?? 0) & mask,
    (bytes[at + 8] ?? 0) & mask,
  );
}
