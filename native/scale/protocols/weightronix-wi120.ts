/**
 * Weigh-Tronix WI-120, also a stream of Rice Lake 482 and 920i and of Fairbanks:
 *
 *   blank · `G` or `N` · sign + or - · six characters of weight · blank · unit · CR LF
 *
 * Weight right-aligned, blank- or zero-filled, with or without a point; some send a seventh character then. Unit in one
 * to three letters (lb, kg, g, tn the short ton, t, oz). No mark of rest, and out of range the indicator falls silent.
 * Source: Rice Lake 920i manual §10.7.3 and 482 manual figure 3-12 (both name the string). Not seen on a wire.
 */
import { byteText } from './byte-text.ts';
import { numberField, readNumber } from './number-field.ts';
import { startsWith } from './protocol.ts';
import type { DecodedFrame, FrameReader, ScaleProtocol } from './protocol.ts';
import { unitLetters } from './unit-letters.ts';
import { weightPart } from './weight-part.ts';

const LF = 0x0a;
const CR = 0x0d;
const BLANK = 0x20;
const PLUS = 0x2b;
const MINUS = 0x2d;
const GROSS = 0x47;
const NET = 0x4e;

const WEIGHT_AT = 3;
const FIELD = 6;
const MOST_UNIT = 3;
/** A seventh weight character, the longest unit and the line's end. */
const LONGEST = WEIGHT_AT + FIELD + 1 + 1 + MOST_UNIT + 2;

const isSign = (code: number): boolean => code === PLUS || code === MINUS;

export const weightronixWi120: ScaleProtocol = {
  id: 'weightronix-wi120',
  talks: 'by-itself',
  options: [],
  reader: () => reader,
};

const field = numberField();
const reader: FrameReader = {
  starts: startsWith([BLANK]),
  longest: LONGEST,
  // The answer is found from left to right, so that it never hangs on how much of the line is there already.
  read(bytes, at, end) {
    if (end - at < WEIGHT_AT) return null;
    const mode = bytes[at + 1] ?? 0;
    const sign = bytes[at + 2] ?? 0;
    const known = mode === GROSS || mode === NET;
    // Blanks stand within a line as well: only with the letter or the sign behind it does one begin a frame.
    if (!known && !isSign(sign)) return 'no';
    if (!known || !isSign(sign)) return 'framing';

    const from = at + WEIGHT_AT;
    if (end - from < FIELD + 1) return null;
    const to = from + FIELD + (bytes[from + FIELD] === BLANK ? 0 : 1);
    if (bytes[to - 1] === BLANK || !readNumber(bytes, from, to, 0xff, field) || field.minus) return 'framing';
    if (end <= to) return null;
    if (bytes[to] !== BLANK) return 'framing';

    let cr = to + 1;
    while (cr < end && cr <= to + MOST_UNIT && isLetter(bytes[cr])) cr += 1;
    if (cr === end) return null;
    if (cr === to + 1 || bytes[cr] !== CR) return 'framing';
    if (cr + 1 === end) return null;
    if (bytes[cr + 1] !== LF) return 'framing';
    const unit = unitLetters(bytes, to + 1, cr, 0xff);
    if (unit === undefined) return 'framing';
    const part = weightPart(field.digits, field.decimals, sign === MINUS);
    const frame: DecodedFrame = {
      weight: part.weight,
      weightText: part.weightText,
      decimals: part.decimals,
      unit,
      stable: null,
      sign: part.sign,
      tareOrNull: null,
      grossNet: mode === GROSS ? 'gross' : 'net',
      overload: null,
      raw: byteText(bytes, at, cr),
    };
    return { length: cr + 2 - at, frame };
  },
};

/** A to Z, or a blank that fills the field. */
function isLetter(code = 0): boolean {
  const lower = code | 0x20;
  return code === BLANK || (lower >= 0x61 && lower <= 0x7a);
}
