/**
 * `=` numbers: XK3190-A12/T7E, A26, A23p, D2+, Keli D2008 tF=2 and 3, Ding Song Adr=2, XK315A1 Adr=00. Text without a
 * checksum, in dialects that look alike:
 *
 *   =00.0050 → 500.00    lead, rev, 7 (T7E, D2+, D2008 tF=2)   =51.0700- → -70.15   lead, rev, 8 (Ding Song, A26 format 1)
 *   =-0001.00 → -1.00    lead, fwd, 8 (A26 format 2)           51.0700-= → -70.15   trail, rev, 8 (portable pads)
 *
 * rev: the least significant character comes first and the minus last; a point that is last after turning round means no
 * decimals. The width never varies on one unit, so another width is a lost byte. rev and fwd cannot be told apart by the
 * bytes unless a minus shows: look at the display while a load moves. A width set too small reads on with the foremost
 * characters cut off, so 8 is the default: with it a unit of 7 says nothing at all.
 * Source: XK3190-A26 manual p. 13, A23p manual p. 23–24, DS822-X protocol (github feewillowherb/MaterialMonospec).
 */
import { byteText } from './byte-text.ts';
import { startsWith } from './protocol.ts';
import type { DecodedFrame, ScaleProtocol } from './protocol.ts';
import { weightPart } from './weight-part.ts';

const EQUALS = 0x3d;
const BLANK = 0x20;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NUMBER = [...'0123456789.- '].map((character) => character.charCodeAt(0));

export const eqNumber: ScaleProtocol = {
  id: 'eq-number',
  talks: 'by-itself',
  options: [
    { key: 'form', values: ['lead', 'trail'] },
    { key: 'order', values: ['rev', 'fwd'] },
    { key: 'width', values: [8, 7, 6] },
    { key: 'mask7', values: [false, true] },
  ],
  reader(options) {
    const trail = options.form === 'trail';
    const step = options.order === 'fwd' ? 1 : -1;
    const width = options.width ?? 8;
    const mask = options.mask7 === true ? 0x7f : 0xff;
    const length = width + 1;
    return {
      starts: startsWith(trail ? NUMBER : [EQUALS], mask),
      longest: length,
      read(bytes, at, end) {
        const from = trail ? at : at + 1;
        const before = Math.min(from + width, end);
        for (let index = from; index < before; index += 1)
          if (((bytes[index] ?? 0) & mask) === EQUALS) return 'framing';
        if (end - at < length) return null;
        // A number that is longer, or something else altogether: it may begin at the next byte.
        if (trail && ((bytes[at + width] ?? 0) & mask) !== EQUALS) return 'no';

        let digits = 0;
        let count = 0;
        let point = -1;
        let minus = false;
        let index = step > 0 ? from : from + width - 1;
        for (let left = width; left > 0; left -= 1, index += step) {
          const code = (bytes[index] ?? 0) & mask;
          const digit = code - ZERO;
          const begun = count > 0 || point >= 0;
          if (digit >= 0 && digit <= 9) {
            digits = digits * 10 + digit;
            count += 1;
          } else if (code === POINT && point < 0) point = count;
          else if (code === MINUS && !begun && !minus) minus = true;
          else if (code !== BLANK || begun) return 'charset';
        }
        if (count === 0) return 'charset';
        const part = weightPart(digits, point < 0 ? 0 : count - point, minus);
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
          raw: byteText(bytes, from, from + width, mask),
        };
        return { length, frame };
      },
    };
  },
};
