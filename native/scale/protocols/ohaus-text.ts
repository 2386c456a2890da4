/**
 * OHAUS-like text lines (Defender 3000 and 5000, Ranger, and programs that know them as "WeightSPUN"):
 *
 *   weight right-aligned · blank · unit · `?` while moving · `G` or `N` · CR LF
 *
 * The widths differ by model (weight 8 to 12 characters with its sign, unit up to 5, legend up to 3), the order does not.
 * The minus stands before the first digit, on Defender 3000 at the left end of the field. Legends: G gross, N or NET net,
 * none on models that name only the net weight. A line with T or PT is a tare and no weight: it is dropped.
 *
 * The weight field has at least 8 characters, which is more than the blanks within a line: so the rest of a number that
 * noise has cut in two (`45 00 kg`) is not taken for a whole one.
 * Source: OHAUS Defender 3000 (§5.2) and Defender 5000 (p. 51) manuals, a WeightSPUN line.
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
const MINUS = 0x2d;
const POINT = 0x2e;
const QUESTION = 0x3f;

const LEAST_FIELD = 8;
const MOST_FIELD = 12;
/** Weight, blank, unit of five, blank, `?`, blank, legend of three and its fill, CR LF. */
const LONGEST = 32;

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isLetter = (code: number): boolean => (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;

const LEGENDS: ReadonlyMap<string, 'gross' | 'net' | null> = new Map([
  ['', null],
  ['G', 'gross'],
  ['N', 'net'],
  ['NET', 'net'],
] as const);

export const ohausText: ScaleProtocol = {
  id: 'ohaus-text',
  talks: 'by-itself',
  options: [],
  reader: () => reader,
};

const field = numberField();
const reader: FrameReader = {
  starts: startsWith([BLANK, MINUS]),
  longest: LONGEST,
  // The answer is found from left to right, so that it never hangs on how much of the line is there already.
  read(bytes, at, end) {
    const stop = Math.min(end, at + LONGEST);
    let from = at;
    while (from < stop && bytes[from] === BLANK) from += 1;
    const minus = from < stop && bytes[from] === MINUS;
    if (minus) {
      from += 1;
      while (from < stop && bytes[from] === BLANK) from += 1;
    }
    if (from - at > MOST_FIELD) return 'no';
    if (from === stop) return null;
    if (!isDigit(bytes[from] ?? 0)) return 'no';
    let to = from + 1;
    while (to < stop && (isDigit(bytes[to] ?? 0) || bytes[to] === POINT)) to += 1;
    if (to - at > MOST_FIELD) return 'no';
    if (to === stop) return null;
    if (bytes[to] !== BLANK || !readNumber(bytes, from, to, 0xff, field)) return 'framing';
    if (to - at < LEAST_FIELD) return 'no';

    let unitAt = to + 1;
    while (unitAt < stop && bytes[unitAt] === BLANK) unitAt += 1;
    let unitEnd = unitAt;
    while (unitEnd < stop && isLetter(bytes[unitEnd] ?? 0)) unitEnd += 1;
    if (unitEnd === stop) return cutOff(at, stop);
    if (unitEnd === unitAt) return 'framing';

    let next = unitEnd;
    while (next < stop && bytes[next] === BLANK) next += 1;
    const moving = next < stop && bytes[next] === QUESTION;
    if (moving) next += 1;
    while (next < stop && bytes[next] === BLANK) next += 1;
    const legendAt = next;
    while (next < stop && isLetter(bytes[next] ?? 0)) next += 1;
    const legendEnd = next;
    while (next < stop && bytes[next] === BLANK) next += 1;
    if (next === stop) return cutOff(at, stop);
    if (bytes[next] !== CR) return 'framing';
    if (next + 1 === stop) return cutOff(at, stop);
    if (bytes[next + 1] !== LF) return 'framing';
    const unit = unitLetters(bytes, unitAt, unitEnd, 0xff);
    const grossNet = LEGENDS.get(byteText(bytes, legendAt, legendEnd));
    // Pieces and percent are no weight.
    if (unit === undefined || grossNet === undefined) return 'framing';
    const part = weightPart(field.digits, field.decimals, minus);
    const frame: DecodedFrame = {
      weight: part.weight,
      weightText: part.weightText,
      decimals: part.decimals,
      unit,
      stable: !moving,
      sign: part.sign,
      tareOrNull: null,
      grossNet,
      overload: null,
      raw: byteText(bytes, at, next),
    };
    return { length: next + 2 - at, frame };
  },
};

/** The bytes end within the line: more are needed, unless it is longer than any. */
function cutOff(at: number, stop: number): 'framing' | null {
  return stop - at >= LONGEST ? 'framing' : null;
}
