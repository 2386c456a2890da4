/**
 * Mettler-Toledo MT-SICS, level 0 and 1: the indicator answers, lines of text with CR LF.
 *
 *   `S S` stable, `S D` in motion · blanks and value, right-aligned in ten · blank · unit
 *   `T S`, `TI S`, `TI D`, `TA A` the same with the tare · `S I` busy · `S +` over, `S -` below its range
 *   `ES` not understood, `ET` transmission error, `EL` cannot be executed
 *
 * Asked with `SI`, which is answered at once, in motion too (`S` waits for rest).
 * Source: Mettler-Toledo "Reference Manual Standard Interface Command Set (MT-SICS)", level 0 and 1; github
 * HerrRiebmann/Scale_Simulator (values of another width).
 */
import { byteText, printableEnd } from './byte-text.ts';
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
const A = 0x41;
const D = 0x44;
const E = 0x45;
const I = 0x49;
const L = 0x4c;
const S = 0x53;
const T = 0x54;
const LONGEST = 32;
const EVERY_MS = 200;

export const mtSics: ScaleProtocol = {
  id: 'mt-sics',
  talks: 'when-asked',
  options: [{ key: 'mask7', values: [false, true] }],
  reader(options): FrameReader {
    const mask = options.mask7 === true ? 0x7f : 0xff;
    const field = numberField();

    /** The answer bytes[at…cr), whose value and unit stand from `from` on. */
    function value(
      bytes: Uint8Array,
      at: number,
      from: number,
      cr: number,
      stable: boolean,
      tare: boolean,
    ): Found | RejectReason {
      // At least one blank stands before the unit.
      let unitAt = cr;
      while (unitAt > from && ((bytes[unitAt - 1] ?? 0) & mask) === BLANK) unitAt -= 1;
      while (unitAt > from && ((bytes[unitAt - 1] ?? 0) & mask) !== BLANK) unitAt -= 1;
      const unit = unitLetters(bytes, unitAt, cr, mask);
      if (unit === undefined || unit === null || !readNumber(bytes, from, unitAt, mask, field)) return 'framing';
      const part = tare ? NO_WEIGHT : weightPart(field.digits, field.decimals, field.minus);
      const frame: DecodedFrame = {
        weight: part.weight,
        weightText: part.weightText,
        decimals: part.decimals,
        unit,
        stable,
        sign: part.sign,
        tareOrNull: tare ? valueOf(field) : null,
        grossNet: null,
        overload: false,
        raw: byteText(bytes, at, cr, mask),
      };
      return { length: cr + 2 - at, frame };
    }

    /** `S +` and `S -`. */
    function outOfRange(bytes: Uint8Array, at: number, over: boolean): Found {
      const frame: DecodedFrame = {
        ...NO_WEIGHT,
        unit: null,
        stable: null,
        tareOrNull: null,
        grossNet: null,
        overload: over,
        raw: byteText(bytes, at, at + 3, mask),
        ...(over ? {} : { underload: true }),
      };
      return { length: 5, frame };
    }

    /** Whether a line ends at `cr`: null while that cannot be said yet. */
    function endsAt(bytes: Uint8Array, cr: number, end: number): boolean | null {
      if (cr >= end) return null;
      if (((bytes[cr] ?? 0) & mask) !== CR) return false;
      return cr + 1 >= end ? null : ((bytes[cr + 1] ?? 0) & mask) === LF;
    }

    /** `short` where the line ends here, 'no' where it does not. */
    function ending<Short>(ends: boolean | null, short: Short): Short | 'no' | null {
      return ends === null ? null : ends ? short : 'no';
    }

    return {
      starts: startsWith([S, T, E], mask),
      longest: LONGEST,
      read(bytes, at, end) {
        if (end - at < 2) return null;
        const first = (bytes[at] ?? 0) & mask;
        const second = (bytes[at + 1] ?? 0) & mask;
        if (first === E) {
          const reason = second === S ? 'syntax' : second === T ? 'transmission' : second === L ? 'logical' : null;
          return reason === null ? 'no' : ending(endsAt(bytes, at + 2, end), `device-${reason}-error` as const);
        }
        // `T S`, or `TI S` and `TA A`: where the letter of the state stands.
        const stateAt = first === T && (second === I || second === A) ? at + 3 : at + 2;
        if (stateAt - 1 >= end) return null;
        if (((bytes[stateAt - 1] ?? 0) & mask) !== BLANK) return 'no';
        if (stateAt >= end) return null;
        const state = (bytes[stateAt] ?? 0) & mask;
        if (first === S) {
          if (state === I) return ending(endsAt(bytes, at + 3, end), 'device-busy' as const);
          if (state === PLUS || state === MINUS) {
            const ends = endsAt(bytes, at + 3, end);
            return ends === true ? outOfRange(bytes, at, state === PLUS) : ending(ends, 'no' as const);
          }
        }
        if (state !== S && state !== D && (state !== A || second !== A)) return 'no';
        const from = stateAt + 1;
        if (from >= end) return null;
        if (((bytes[from] ?? 0) & mask) !== BLANK) return 'no';
        const stop = Math.min(end, at + LONGEST - 1);
        const cr = printableEnd(bytes, from, stop, mask);
        if (cr === stop) return end - at < LONGEST ? null : 'framing';
        const ends = endsAt(bytes, cr, end);
        if (ends === null) return null;
        return ends ? value(bytes, at, from, cr, state !== D, first === T) : 'framing';
      },
    };
  },
  poll() {
    return { request: Uint8Array.of(S, I, CR, LF), everyMs: EVERY_MS };
  },
};
