/**
 * Toledo 8217, a retail scale's protocol; it answers `W` with STX · weight · CR, or with STX · `?` · status · CR where it
 * has no weight to give. Status: bit 0 moving, 1 over capacity, 2 under zero, 3 outside the zero range, 4 centre of zero,
 * 5 net, 6 always 1. A weight is given only when it is stable; gross unless the status says net.
 * Source: github odoo/odoo, addons hw_drivers, serial_scale_driver (9600 7E1).
 */
import { byteText } from './byte-text.ts';
import { startsWith } from './protocol.ts';
import type { DecodedFrame, Found, ScaleProtocol } from './protocol.ts';
import { NO_WEIGHT, weightPart } from './weight-part.ts';

const STX = 0x02;
const CR = 0x0d;
const POINT = 0x2e;
const ZERO = 0x30;
const QUESTION_MARK = 0x3f;
const ASK = 0x57;
const EVERY_MS = 250;
const MOST_DIGITS = 7;
/** STX, digits, point, CR. */
const LONGEST = 1 + MOST_DIGITS + 1 + 1;

export const toledo8217: ScaleProtocol = {
  id: 'toledo-8217',
  talks: 'when-asked',
  options: [{ key: 'mask7', values: [false, true] }],
  reader(options) {
    const mask = options.mask7 === true ? 0x7f : 0xff;
    return {
      starts: startsWith([STX], mask),
      longest: LONGEST,
      read(bytes, at, end) {
        let digits = 0;
        let count = 0;
        let point = -1;
        for (let here = at + 1; here < at + LONGEST; here += 1) {
          if (here >= end) return null;
          const code = (bytes[here] ?? 0) & mask;
          const digit = code - ZERO;
          if (code === QUESTION_MARK && here === at + 1) {
            if (here + 1 >= end) return null;
            const status = (bytes[here + 1] ?? 0) & mask;
            if ((status & 0xc0) !== 0x40) return 'framing';
            if (here + 2 >= end) return null;
            return ((bytes[here + 2] ?? 0) & mask) === CR ? noWeight(status) : 'framing';
          }
          if (digit >= 0 && digit <= 9 && count < MOST_DIGITS) {
            digits = digits * 10 + digit;
            count += 1;
          } else if (code === POINT && point < 0) point = count;
          else if (code !== CR) return 'charset';
          else if (count === 0) return 'framing';
          else {
            const part = weightPart(digits, point < 0 ? 0 : count - point, false);
            const frame: DecodedFrame = {
              weight: part.weight,
              weightText: part.weightText,
              decimals: part.decimals,
              unit: null,
              stable: true,
              sign: part.sign,
              tareOrNull: null,
              grossNet: 'gross',
              overload: false,
              raw: byteText(bytes, at + 1, here, mask),
            };
            return { length: here + 1 - at, frame };
          }
        }
        return 'framing';
      },
    };
  },
  poll: () => ({ request: Uint8Array.of(ASK), everyMs: EVERY_MS }),
};

function noWeight(status: number): Found {
  const frame: DecodedFrame = {
    ...NO_WEIGHT,
    unit: null,
    stable: (status & 0x01) === 0,
    tareOrNull: null,
    grossNet: (status & 0x20) !== 0 ? 'net' : 'gross',
    overload: (status & 0x02) !== 0,
    raw: `?${String.fromCharCode(status)}`,
    underload: (status & 0x04) !== 0,
    outsideZeroRange: (status & 0x08) !== 0,
    centreZero: (status & 0x10) !== 0,
  };
  return { length: 4, frame };
}
