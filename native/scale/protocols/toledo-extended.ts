/**
 * Mettler-Toledo continuous-extended (IND560, IND780 class), 24 bytes and a checksum where it is switched on:
 *
 *   0 SOH · 1 address · 2–5 status 1…4 · 6–14 weight, sign and point included · 15–22 tare · CR · (checksum)
 *
 * Status 1: bits 3–0 unit, 4 centre of zero, 6 in motion. Status 2: 0 net, 6 expanded ×10. Status 3: 0 data not good,
 * 1 under range, 2 over range, 3 zero not captured. Bit 5 is always 1. Checksum as toledo-continuous: all bytes add up to
 * 0 modulo 128. Not seen on a wire by us: compare the bits with the terminal's own manual at commissioning.
 * Source: Mettler-Toledo IND560/IND780 technical manuals, "continuous extended output".
 */
import { byteText } from './byte-text.ts';
import { numberField, readNumber, valueOf } from './number-field.ts';
import { startsWith } from './protocol.ts';
import type { DecodedFrame, FrameUnit, ScaleProtocol } from './protocol.ts';
import { NO_WEIGHT, weightPart } from './weight-part.ts';

const SOH = 0x01;
const CR = 0x0d;
const BLANK = 0x20;
const WEIGHT_AT = 6;
const TARE_AT = 15;
const CR_AT = 23;

const UNITS: ReadonlyMap<number, FrameUnit> = new Map<number, FrameUnit>([
  [1, 'lb'],
  [2, 'kg'],
  [3, 'g'],
  [4, 't'],
  [5, 'ton'],
  [8, 'oz'],
  [9, 'N'],
]);

/** Bit 5 set and bit 7 (parity or junk) clear. */
const isStatus = (code: number): boolean => (code & 0xa0) === 0x20;

export const toledoExtended: ScaleProtocol = {
  id: 'toledo-extended',
  talks: 'by-itself',
  options: [
    { key: 'checksum', values: ['ignore', 'required'] },
    { key: 'mask7', values: [false, true] },
  ],
  reader(options) {
    const checked = options.checksum === 'required';
    const mask = options.mask7 === true ? 0x7f : 0xff;
    const length = CR_AT + 1 + (checked ? 1 : 0);
    const weightField = numberField();
    const tareField = numberField();
    return {
      starts: startsWith([SOH], mask),
      longest: length,
      read(bytes, at, end) {
        if (end - at < length) return null;
        if (((bytes[at + CR_AT] ?? 0) & mask) !== CR) return 'framing';
        if (checked) {
          let sum = 0;
          for (let index = at; index < at + length; index += 1) sum += bytes[index] ?? 0;
          if ((sum & 0x7f) !== 0) return 'checksum';
        }
        const one = (bytes[at + 2] ?? 0) & mask;
        const two = (bytes[at + 3] ?? 0) & mask;
        const three = (bytes[at + 4] ?? 0) & mask;
        if (!isStatus(one) || !isStatus(two) || !isStatus(three)) return 'status';
        if ((three & 0x01) !== 0) return 'data-not-ok';

        const hasTare = !allBlank(bytes, at + TARE_AT, at + CR_AT, mask);
        if (hasTare && !readNumber(bytes, at + TARE_AT, at + CR_AT, mask, tareField)) return 'charset';
        const under = (three & 0x02) !== 0;
        const over = (three & 0x04) !== 0;
        const known = !under && !over;
        if (known && !readNumber(bytes, at + WEIGHT_AT, at + TARE_AT, mask, weightField)) return 'charset';
        const part = known ? weightPart(weightField.digits, weightField.decimals, weightField.minus) : NO_WEIGHT;
        const frame: DecodedFrame = {
          weight: part.weight,
          weightText: part.weightText,
          decimals: part.decimals,
          unit: UNITS.get(one & 0x0f) ?? null,
          stable: (one & 0x40) === 0,
          sign: part.sign,
          tareOrNull: hasTare ? valueOf(tareField) : null,
          grossNet: (two & 0x01) !== 0 ? 'net' : 'gross',
          overload: over,
          raw: byteText(bytes, at + 1, at + CR_AT, mask),
          ...(known ? { centreZero: (one & 0x10) !== 0 } : {}),
          ...(under ? { underload: true as const } : {}),
          ...((three & 0x08) !== 0 ? { zeroNotCaptured: true as const } : {}),
          ...((two & 0x40) !== 0 ? { expandedX10: true as const } : {}),
        };
        return { length, frame };
      },
    };
  },
};

function allBlank(bytes: Uint8Array, from: number, to: number, mask: number): boolean {
  for (let index = from; index < to; index += 1) if (((bytes[index] ?? 0) & mask) !== BLANK) return false;
  return true;
}
