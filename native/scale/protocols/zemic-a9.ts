/**
 * ZEMIC variant of the A9 stream, 12 bytes, no end character and no checksum:
 *
 *   0 STX · 1 blank or minus · 2–8 seven digits · 9–10 `KG` · 11 blank
 *
 * The one site it was seen on sends ten times the weight (`0000110` is 11 kg): hence `scale`. Unproven elsewhere.
 * Source: two samples in a driver's comment (public repository file 25441632377); no manual was found.
 */
import { byteText } from './byte-text.ts';
import { startsWith } from './protocol.ts';
import type { DecodedFrame, ScaleProtocol } from './protocol.ts';
import { weightPart } from './weight-part.ts';

const STX = 0x02;
const BLANK = 0x20;
const MINUS = 0x2d;
const ZERO = 0x30;
const LETTER_K = 0x4b;
const LETTER_G = 0x47;
const LENGTH = 12;

export const zemicA9: ScaleProtocol = {
  id: 'zemic-a9',
  talks: 'by-itself',
  options: [
    { key: 'scale', values: ['1', '0.1'] },
    { key: 'mask7', values: [false, true] },
  ],
  reader(options) {
    const tenths = options.scale === '0.1';
    const mask = options.mask7 === true ? 0x7f : 0xff;
    return {
      starts: startsWith([STX], mask),
      longest: LENGTH,
      read(bytes, at, end) {
        if (end - at < LENGTH) return null;
        const unit = (((bytes[at + 9] ?? 0) & mask) << 8) | ((bytes[at + 10] ?? 0) & mask);
        if (unit !== ((LETTER_K << 8) | LETTER_G) || ((bytes[at + 11] ?? 0) & mask) !== BLANK) return 'framing';
        const sign = (bytes[at + 1] ?? 0) & mask;
        if (sign !== BLANK && sign !== MINUS) return 'charset';
        let digits = 0;
        for (let index = at + 2; index < at + 9; index += 1) {
          const digit = ((bytes[index] ?? 0) & mask) - ZERO;
          if (digit < 0 || digit > 9) return 'charset';
          digits = digits * 10 + digit;
        }
        // A whole number of tenths is said without the point.
        const whole = tenths && digits % 10 === 0;
        const part = weightPart(whole ? digits / 10 : digits, tenths && !whole ? 1 : 0, sign === MINUS);
        const frame: DecodedFrame = {
          weight: part.weight,
          weightText: part.weightText,
          decimals: part.decimals,
          unit: 'kg',
          stable: null,
          sign: part.sign,
          tareOrNull: null,
          grossNet: null,
          overload: null,
          raw: byteText(bytes, at + 1, at + 11, mask),
        };
        return { length: LENGTH, frame };
      },
    };
  },
};
