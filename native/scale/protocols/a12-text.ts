/**
 * Text of XK3190-A12, A12E, A12+SS, HBT9:
 *
 *   plain  `w` · `w` gross, `n` net, `t` tare · value of 7 or 8 characters, minus first · `kg` or `lb` · CR LF
 *   A12E   `W` · `G` gross, `N` net · value of 7 characters · unit · XOR of these 11 as two hex capitals · CR LF
 *   A12E   nine blanks · `OL` overload, `LO` underload · `23` (the XOR; it does not see the order) · CR LF
 *
 * A `wt` line is the tare, not the weight. `checksum: required` takes only lines with a right XOR: those of an A12E.
 * Source: XK3190-A12E manual p. 13; HBT9 reader (public repository file 12443910858).
 */
import { byteText } from './byte-text.ts';
import { numberField, readNumber, valueOf } from './number-field.ts';
import { startsWith } from './protocol.ts';
import type { DecodedFrame, Found, RejectReason, ScaleProtocol } from './protocol.ts';
import { NO_WEIGHT, weightPart } from './weight-part.ts';

const BLANK = 0x20;
const CR = 0x0d;
const LF = 0x0a;
const NINE = 0x39;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const PLAIN = 0x77;
const A12E = 0x57;
/** The second letters of the two forms. */
const PLAIN_GROSS = 0x77;
const PLAIN_NET = 0x6e;
const PLAIN_TARE = 0x74;
const A12E_GROSS = 0x47;
const A12E_NET = 0x4e;
const OL = 0x4f4c;
const LO = 0x4c4f;
const KG = 0x6b67;
const LB = 0x6c62;
const LEAST_VALUE = 7;
const MOST_VALUE = 8;
const BLANKS = 9;
/** Two letters, value, unit, XOR, CR LF. */
const LONGEST = 2 + MOST_VALUE + 2 + 2 + 2;

/** The hex capital of a nibble, as a character code. */
const hexCode = (nibble: number): number => (nibble < 10 ? 0x30 : 0x37) + nibble;

const isLetter = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
const isOfNumber = (code: number): boolean =>
  (code >= ZERO && code <= NINE) || code === POINT || code === MINUS || code === BLANK;

export const a12Text: ScaleProtocol = {
  id: 'a12-text',
  talks: 'by-itself',
  options: [
    { key: 'checksum', values: ['ignore', 'required'] },
    { key: 'mask7', values: [false, true] },
  ],
  reader(options) {
    // `xor` is what the collected vectors call it.
    const checked = options.checksum === 'required' || options.checksum === 'xor';
    const mask = options.mask7 === true ? 0x7f : 0xff;
    const field = numberField();

    /** The rest of a line whose text ends before `here`: XOR or none, CR LF. @returns its length, a reason, or null */
    const finish = (bytes: Uint8Array, at: number, here: number, end: number): number | RejectReason | null => {
      if (here >= end) return null;
      const hasXor = ((bytes[here] ?? 0) & mask) !== CR;
      const crAt = hasXor ? here + 2 : here;
      if (crAt >= end) return null;
      if (((bytes[crAt] ?? 0) & mask) !== CR) return 'framing';
      if (crAt + 1 >= end) return null;
      if (((bytes[crAt + 1] ?? 0) & mask) !== LF) return 'framing';
      if (checked) {
        let xor = 0;
        for (let index = at; index < here; index += 1) xor ^= (bytes[index] ?? 0) & mask;
        const high = (bytes[here] ?? 0) & mask;
        const low = (bytes[here + 1] ?? 0) & mask;
        if (!hasXor || high !== hexCode(xor >> 4) || low !== hexCode(xor & 0x0f)) return 'checksum';
      }
      return crAt + 2 - at;
    };

    const noWeight = (bytes: Uint8Array, at: number, end: number): Found | RejectReason | 'no' | null => {
      for (let index = at; index < at + BLANKS; index += 1) {
        if (index >= end) return null;
        if (((bytes[index] ?? 0) & mask) !== BLANK) return 'no';
      }
      if (at + BLANKS + 2 > end) return null;
      const letters = (((bytes[at + BLANKS] ?? 0) & mask) << 8) | ((bytes[at + BLANKS + 1] ?? 0) & mask);
      if (letters !== OL && letters !== LO) return 'no';
      const length = finish(bytes, at, at + BLANKS + 2, end);
      if (typeof length !== 'number') return length;
      const frame: DecodedFrame = {
        ...NO_WEIGHT,
        unit: null,
        stable: null,
        tareOrNull: null,
        grossNet: null,
        overload: letters === OL,
        raw: byteText(bytes, at, at + BLANKS + 2, mask),
        ...(letters === LO ? { underload: true as const } : {}),
      };
      return { length, frame };
    };

    return {
      starts: startsWith([PLAIN, A12E, BLANK], mask),
      longest: LONGEST,
      read(bytes, at, end) {
        const first = (bytes[at] ?? 0) & mask;
        if (first === BLANK) return noWeight(bytes, at, end);
        if (end - at < 2) return null;
        const second = (bytes[at + 1] ?? 0) & mask;
        const gross = first === PLAIN ? second === PLAIN_GROSS : second === A12E_GROSS;
        const net = first === PLAIN ? second === PLAIN_NET : second === A12E_NET;
        const tare = first === PLAIN && second === PLAIN_TARE;
        if (!gross && !net && !tare) {
          // Another letter before a number is a line of another kind; a word is none.
          if (!isLetter(second)) return 'no';
          if (end - at < 3) return null;
          return isOfNumber((bytes[at + 2] ?? 0) & mask) ? 'framing' : 'no';
        }

        const most = at + 2 + (first === PLAIN ? MOST_VALUE : LEAST_VALUE);
        let here = at + 2;
        for (; here < most; here += 1) {
          if (here >= end) return null;
          const code = (bytes[here] ?? 0) & mask;
          if (!isOfNumber(code)) break;
        }
        if (here - at - 2 < LEAST_VALUE) return 'framing';
        if (here + 2 > end) return null;
        const letters = (((bytes[here] ?? 0) & mask) << 8) | ((bytes[here + 1] ?? 0) & mask);
        if (letters !== KG && letters !== LB) return 'framing';
        if (!readNumber(bytes, at + 2, here, mask, field)) return 'framing';
        const length = finish(bytes, at, here + 2, end);
        if (typeof length !== 'number') return length;
        const part = tare ? NO_WEIGHT : weightPart(field.digits, field.decimals, field.minus);
        const frame: DecodedFrame = {
          weight: part.weight,
          weightText: part.weightText,
          decimals: part.decimals,
          unit: letters === KG ? 'kg' : 'lb',
          stable: null,
          sign: part.sign,
          tareOrNull: tare ? valueOf(field) : null,
          grossNet: gross ? 'gross' : net ? 'net' : null,
          overload: null,
          raw: byteText(bytes, at, here + 2, mask),
        };
        return { length, frame };
      },
    };
  },
};
