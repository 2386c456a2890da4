/**
 * Mettler-Toledo standard continuous (IND245/331/560/880, 8142, 8530/8540 and many clones, among them Flintec FT-11):
 *
 *   0 STX · 1 SWA · 2 SWB · 3 SWC · 4–9 weight · 10–15 tare (absent in the short form) · CR · (LF) · (checksum)
 *
 * SWA bits 2–0: 000 `XXXX00`, 001 `XXXXX0`, 010 whole, 011…111 one to five decimals. Bit 5 of SWA, SWB, SWC is always 1.
 * SWB: 0 net, 1 negative, 2 out of range (the sign tells which way), 3 in motion, 4 kg (else lb), 6 zero not captured.
 * SWC bits 2–0 unit (000: see SWB bit 4), bit 4 expanded ×10. Digits are blank- or zero-filled, without point or sign.
 * Checksum: seven-bit two's complement; all bytes from STX to the checksum add up to 0 modulo 128.
 *
 * The codes 000 and 001 are read as they stand (`dpPolicy: complete`): IND245 and Flintec captures show that the digits
 * are already complete, though the texts suggest ×100 and ×10; check against the display at commissioning.
 * Source: Mettler-Toledo IND245/IND560 technical manuals, Flintec FT-111 manual p. 86, captures of FT-11 and 8142.
 */
import { decimalText } from './decimal-text.ts';
import { startsWith } from './protocol.ts';
import type { DecodedFrame, FrameReader, FrameUnit, ScaleProtocol } from './protocol.ts';

const STX = 0x02;
const CR = 0x0d;
const LF = 0x0a;
const BLANK = 0x20;
const ZERO = 0x30;
const FIELD = 6;
const WEIGHT_AT = 4;

/** Bit 5 set and bit 7 (parity or junk) clear. */
const isStatus = (code: number): boolean => (code & 0xa0) === 0x20;

/** By SWC bits 2–0; 000 leaves it to SWB bit 4. */
const UNITS: readonly (FrameUnit | null)[] = [null, 'g', 't', 'oz', 'ozt', 'dwt', 'ton', 'custom'];

const NO_NUMBER = -1;
const NOT_DIGITS = -2;

/** Six characters: blanks, then digits. All blank is NO_NUMBER, anything else NOT_DIGITS. */
function field(bytes: Uint8Array, at: number, mask: number): number {
  let value = NO_NUMBER;
  for (let index = at; index < at + FIELD; index += 1) {
    const code = (bytes[index] ?? 0) & mask;
    const digit = code - ZERO;
    if (digit >= 0 && digit <= 9) value = value === NO_NUMBER ? digit : value * 10 + digit;
    else if (code !== BLANK || value !== NO_NUMBER) return NOT_DIGITS;
  }
  return value;
}

export const toledoContinuous: ScaleProtocol = {
  id: 'toledo-continuous',
  talks: 'by-itself',
  options: [
    // Most of these indicators leave the factory with the checksum switched off.
    { key: 'checksum', values: ['ignore', 'required'] },
    { key: 'dpPolicy', values: ['complete', 'multiply'] },
    { key: 'mask7', values: [false, true] },
    { key: 'short', values: [false, true] },
    { key: 'lf', values: [false, true] },
  ],
  reader(options): FrameReader {
    const checked = options.checksum === 'required';
    const multiply = options.dpPolicy === 'multiply';
    const short = options.short === true;
    const lf = options.lf === true;
    const mask = options.mask7 === true ? 0x7f : 0xff;
    const crAt = WEIGHT_AT + (short ? FIELD : 2 * FIELD);
    const length = crAt + 1 + (lf ? 1 : 0) + (checked ? 1 : 0);
    return {
      starts: startsWith([STX], mask),
      longest: length,
      read(bytes, at, end) {
        if (end - at < length) return null;
        if (((bytes[at + crAt] ?? 0) & mask) !== CR) return 'framing';
        if (lf && ((bytes[at + crAt + 1] ?? 0) & mask) !== LF) return 'framing';
        if (checked) {
          let sum = 0;
          for (let index = at; index < at + length; index += 1) sum += bytes[index] ?? 0;
          if ((sum & 0x7f) !== 0) return 'checksum';
        }
        const swa = (bytes[at + 1] ?? 0) & mask;
        const swb = (bytes[at + 2] ?? 0) & mask;
        const swc = (bytes[at + 3] ?? 0) & mask;
        if (!isStatus(swa) || !isStatus(swb) || !isStatus(swc)) return 'status';

        const tareDigits = short ? NO_NUMBER : field(bytes, at + WEIGHT_AT + FIELD, mask);
        if (tareDigits === NOT_DIGITS) return 'charset';
        const outOfRange = (swb & 0x04) !== 0;
        // Out of range the weight field may be blanks or dashes: there is no weight to read.
        const weightDigits = outOfRange ? NO_NUMBER : field(bytes, at + WEIGHT_AT, mask);
        if (!outOfRange && weightDigits < 0) return 'charset';

        const point = swa & 0x07;
        const decimals = point < 2 ? 0 : point - 2;
        const factor = multiply && point < 2 ? (point === 0 ? 100 : 10) : 1;
        const scale = 10 ** decimals;
        const digits = weightDigits * factor;
        const minus = (swb & 0x02) !== 0;
        const negative = minus && digits !== 0;
        const frame: DecodedFrame = {
          weight: outOfRange ? null : (negative ? -digits : digits) / scale,
          weightText: outOfRange ? null : decimalText(digits, decimals, negative),
          decimals: outOfRange ? null : decimals,
          unit: UNITS[swc & 0x07] ?? ((swb & 0x10) !== 0 ? 'kg' : 'lb'),
          stable: (swb & 0x08) === 0,
          sign: negative ? '-' : '+',
          tareOrNull: tareDigits === NO_NUMBER ? null : (tareDigits * factor) / scale,
          grossNet: (swb & 0x01) !== 0 ? 'net' : 'gross',
          overload: outOfRange && !minus,
          raw: rawText(bytes, at + 1, at + crAt, mask),
          ...(outOfRange && minus ? { underload: true as const } : {}),
          ...((swb & 0x40) !== 0 ? { zeroNotCaptured: true as const } : {}),
          ...((swc & 0x10) !== 0 ? { expandedX10: true as const } : {}),
        };
        return { length, frame };
      },
    };
  },
};

/** Status words, weight and tare as characters. */
function rawText(bytes: Uint8Array, from: number, to: number, mask: number): string {
  let text = '';
  for (let index = from; index < to; index += 1) text += String.fromCharCode((bytes[index] ?? 0) & mask);
  return text;
}
