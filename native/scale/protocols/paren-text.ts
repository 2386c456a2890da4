/**
 * Bracketed text (XK3 types, Keli XK3118T1): `=`, `GW:` gross or `NW:` net · minus or nothing · digits with a point or a
 * comma · unit in brackets · CR LF. No status, no checksum; `=` does not say whether gross or net.
 *
 *   =-001320(kg)   GW:0023,45(kg)   NW:-000,50(kg)
 *
 * Source: capture of an XK3 (public repository file 25441632377), note on the XK3118T1 (17024883808).
 */
import { byteText } from './byte-text.ts';
import { startsWith } from './protocol.ts';
import type { DecodedFrame, FrameUnit, ScaleProtocol } from './protocol.ts';
import { weightPart } from './weight-part.ts';

const EQUALS = 0x3d;
const LETTER_G = 0x47;
const LETTER_N = 0x4e;
const LETTER_W = 0x57;
const COLON = 0x3a;
const MINUS = 0x2d;
const POINT = 0x2e;
const COMMA = 0x2c;
const OPEN = 0x28;
const CLOSE = 0x29;
const CR = 0x0d;
const LF = 0x0a;
const ZERO = 0x30;
const MOST_DIGITS = 9;
const MOST_UNIT = 2;
/** `GW:`, minus, digits and point, brackets and unit, CR LF. */
const LONGEST = 3 + 1 + MOST_DIGITS + 1 + 2 + MOST_UNIT + 2;

/** Units by their letters, the first in the high byte. */
const UNITS: ReadonlyMap<number, FrameUnit> = new Map<number, FrameUnit>([
  [0x6b67, 'kg'],
  [0x74, 't'],
  [0x67, 'g'],
  [0x6c62, 'lb'],
]);

export const parenText: ScaleProtocol = {
  id: 'paren-text',
  talks: 'by-itself',
  options: [{ key: 'mask7', values: [false, true] }],
  reader(options) {
    const mask = options.mask7 === true ? 0x7f : 0xff;
    return {
      starts: startsWith([EQUALS, LETTER_G, LETTER_N], mask),
      longest: LONGEST,
      read(bytes, at, end) {
        const first = (bytes[at] ?? 0) & mask;
        let here = at + 1;
        if (first !== EQUALS) {
          // G and N may be letters of anything.
          if (here >= end) return null;
          if (((bytes[here] ?? 0) & mask) !== LETTER_W) return 'no';
          here += 1;
          if (here >= end) return null;
          if (((bytes[here] ?? 0) & mask) !== COLON) return 'no';
          here += 1;
        }
        if (here >= end) return null;
        const minus = ((bytes[here] ?? 0) & mask) === MINUS;
        if (minus) here += 1;

        let digits = 0;
        let count = 0;
        let point = -1;
        let code = 0;
        for (; ; here += 1) {
          if (here >= end) return null;
          code = (bytes[here] ?? 0) & mask;
          const digit = code - ZERO;
          if (digit >= 0 && digit <= 9 && count < MOST_DIGITS) {
            digits = digits * 10 + digit;
            count += 1;
          } else if ((code === POINT || code === COMMA) && point < 0) point = count;
          else break;
        }
        if (code !== OPEN || count === 0) return 'framing';
        here += 1;

        let letters = 0;
        for (let left = MOST_UNIT + 1; ; left -= 1, here += 1) {
          if (here >= end) return null;
          code = (bytes[here] ?? 0) & mask;
          if (code === CLOSE || left === 0) break;
          letters = (letters << 8) | code;
        }
        const unit = UNITS.get(letters);
        if (code !== CLOSE || unit === undefined) return 'framing';
        here += 1;
        if (here >= end) return null;
        if (((bytes[here] ?? 0) & mask) !== CR) return 'framing';
        if (here + 1 >= end) return null;
        if (((bytes[here + 1] ?? 0) & mask) !== LF) return 'framing';

        const part = weightPart(digits, point < 0 ? 0 : count - point, minus);
        const frame: DecodedFrame = {
          weight: part.weight,
          weightText: part.weightText,
          decimals: part.decimals,
          unit,
          stable: null,
          sign: part.sign,
          tareOrNull: null,
          grossNet: first === EQUALS ? null : first === LETTER_G ? 'gross' : 'net',
          overload: null,
          raw: byteText(bytes, at, here, mask),
        };
        return { length: here + 2 - at, frame };
      },
    };
  },
};
