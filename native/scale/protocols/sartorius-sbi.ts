/**
 * Sartorius SBI, printed by itself (auto print) as lines of 16 or, with an identifier, of 22 characters:
 *
 *   (0–5 identifier) · sign or blank · blank · 8 value, right-aligned · blank · 3 unit · CR · LF
 *
 * Identifiers: `N`, `N1` net · `G#` gross · `T`, `T1`, `T2`, `PT2` tare · `Stat` no weight: `H`, `High` over, `L`, `Low`
 * under, `C`, `Cal.` calibrating, `ERR nnn` and the like an error. Without identifier such a text stands alone between
 * blanks. Lines of any other identifier (sums, pieces, per cent) are traffic. A unit is printed only while stable.
 * Old ones talk 1200 7O1, new ones 9600 8O1.
 * Source: Sartorius Combics manual p. 98 (manualslib 1170119), Master series manual p. 55, Entris II output format, gc803s
 * manual p. 57.
 */
import { byteText } from './byte-text.ts';
import { numberField, readNumber, valueOf } from './number-field.ts';
import { startsWith } from './protocol.ts';
import type { DecodedFrame, Found, FrameReader, RejectReason, ScaleProtocol } from './protocol.ts';
import { unitLetters } from './unit-letters.ts';
import { NO_WEIGHT, weightPart } from './weight-part.ts';

const CR = 0x0d;
const LF = 0x0a;
const BLANK = 0x20;
const PLUS = 0x2b;
const MINUS = 0x2d;
const TILDE = 0x7e;
const HASH = 0x23;
const G = 0x47;
const N = 0x4e;
/** Characters of a line without and with identifier, up to CR. */
const SHORT = 14;
const LONG = 20;
const ID_WIDTH = 6;
const LONGEST = 22;
const NET: readonly string[] = ['N', 'N1'];
const TARE: readonly string[] = ['T', 'T1', 'T2', 'PT2'];

export const sartoriusSbi: ScaleProtocol = {
  id: 'sartorius-sbi',
  talks: 'by-itself',
  options: [{ key: 'mask7', values: [false, true] }],
  reader(options): FrameReader {
    const mask = options.mask7 === true ? 0x7f : 0xff;
    const printable = Array.from({ length: TILDE - BLANK + 1 }, (_, index) => BLANK + index);
    const starts = startsWith(printable, mask);
    const field = numberField();

    /** The line bytes[at…cr), whose data begin at `from`, under the identifier `id`. */
    function value(bytes: Uint8Array, at: number, from: number, cr: number, id: string): Found | RejectReason | 'no' {
      const length = cr + 2 - at;
      if (id === 'Stat') return status(bytes, at, from, cr);
      const gross = id === 'G#';
      const net = NET.includes(id);
      const tare = TARE.includes(id);
      if (id !== '' && !gross && !net && !tare) {
        return { length, decoded: { identifier: id, text: byteText(bytes, from, cr, mask).trim() } };
      }
      const sign = (bytes[from] ?? 0) & mask;
      // The middle of something else may happen to end here.
      if (sign !== PLUS && sign !== MINUS && sign !== BLANK) return 'no';
      if (sign === BLANK && isText(bytes, from, cr)) return status(bytes, at, from, cr);
      if (((bytes[from + 1] ?? 0) & mask) !== BLANK || ((bytes[from + 10] ?? 0) & mask) !== BLANK) return 'charset';
      if (!readNumber(bytes, from + 2, from + 10, mask, field)) return 'charset';
      const unit = unitLetters(bytes, from + 11, cr, mask);
      if (unit === undefined) return 'charset';
      field.minus = sign === MINUS;
      const part = tare ? NO_WEIGHT : weightPart(field.digits, field.decimals, field.minus);
      const frame: DecodedFrame = {
        weight: part.weight,
        weightText: part.weightText,
        decimals: part.decimals,
        unit,
        stable: unit !== null,
        sign: part.sign,
        tareOrNull: tare ? valueOf(field) : null,
        grossNet: gross ? 'gross' : net ? 'net' : null,
        overload: false,
        raw: byteText(bytes, at, cr, mask),
      };
      return { length, frame };
    }

    /** The six characters of it without their blanks. The two that nearly every line has are told by their bytes. */
    function identifier(bytes: Uint8Array, at: number): string {
      const first = (bytes[at] ?? 0) & mask;
      const second = (bytes[at + 1] ?? 0) & mask;
      let index = at + 2;
      while (index < at + ID_WIDTH && ((bytes[index] ?? 0) & mask) === BLANK) index += 1;
      if (index === at + ID_WIDTH && first === G && second === HASH) return 'G#';
      if (index === at + ID_WIDTH && first === N && second === BLANK) return 'N';
      return byteText(bytes, at, at + ID_WIDTH, mask).trim();
    }

    /** What an indicator says that has no weight. */
    function status(bytes: Uint8Array, at: number, from: number, cr: number): Found | RejectReason | 'no' {
      const text = byteText(bytes, from, cr, mask).trim().toUpperCase();
      const over = text === 'H' || text === 'HH' || text === 'HIGH';
      const under = text === 'L' || text === 'LL' || text === 'LOW';
      if (!over && !under) {
        if (text === 'C' || text.startsWith('CAL')) return 'device-calibrating';
        return text === '' || (from === at && !text.startsWith('ERR')) ? 'no' : 'device-error';
      }
      const frame: DecodedFrame = {
        ...NO_WEIGHT,
        unit: null,
        stable: null,
        tareOrNull: null,
        grossNet: null,
        overload: over,
        raw: byteText(bytes, at, cr, mask),
        ...(under ? { underload: true } : {}),
      };
      return { length: cr + 2 - at, frame };
    }

    /** Blanks and then a letter, or nothing but blanks. */
    function isText(bytes: Uint8Array, from: number, to: number): boolean {
      let index = from;
      while (index < to && ((bytes[index] ?? 0) & mask) === BLANK) index += 1;
      return index === to || ((bytes[index] ?? 0) & mask) >= 0x41;
    }

    return {
      starts,
      longest: LONGEST,
      read(bytes, at, end) {
        const first = (bytes[at] ?? 0) & mask;
        // A sign begins a line without identifier, unless a foreign one stands before it; other characters begin any text.
        const otherwise = first === PLUS || first === MINUS ? 'framing' : 'no';
        const stop = Math.min(end, at + LONG + 1);
        let cr = at + 1;
        while (cr < stop && starts[bytes[cr] ?? 0] === 1) cr += 1;
        if (cr === stop) return stop === end && end - at <= LONG ? null : otherwise;
        const width = cr - at;
        if (((bytes[cr] ?? 0) & mask) !== CR || (width !== SHORT && width !== LONG)) return otherwise;
        if (cr + 1 >= end) return null;
        if (((bytes[cr + 1] ?? 0) & mask) !== LF) return otherwise;
        if (width === SHORT) return value(bytes, at, at, cr, '');
        const id = identifier(bytes, at);
        return id === '' ? 'no' : value(bytes, at, at + ID_WIDTH, cr, id);
      },
    };
  },
};
