/**
 * Reads a line of moments under the grammar (CTC prefix beam search: Graves 2006, Hannun 2014): only what can still become a
 * plate is followed, so a separator, a bolt or a letter O cannot become part of the answer.
 */
import { CTC_WIDTH, type CtcColumns } from './ctc-columns.ts';
import { PLACE, PLATE_CHARACTERS, characterNumbers } from './plate-alphabet.ts';
import { ALL_FORMS, MOST_PLACES, formsEnding, formsWith } from './plate-forms.ts';
import { type ScoredText, addLogs, best } from './scored-text.ts';

const BEAM = 32;
/** Nothing is impossible: a class that the model ruled out costs this much, so that the grammar can still overrule it. */
const FLOOR = 1e-5;

interface Path {
  readonly numbers: readonly number[];
  readonly forms: number;
  /** Log probability of this prefix, ended by nothing, and by its last character. */
  quiet: number;
  sounding: number;
}

const probability = ({ data }: CtcColumns, moment: number, column: number) =>
  Math.log(Math.max(FLOOR, data[moment * CTC_WIDTH + column] ?? 0));

/** Provinces, letters, digits, suffixes: where a place wants one of a group, its likeliest few are followed. */
const GROUPS = [PLACE.province, PLACE.letter, PLACE.digit, '挂学警港澳使领'].map(characterNumbers);

/** The characters of this moment that can matter: the likely ones, and the two likeliest of every group. */
function worthFollowing(columns: CtcColumns, moment: number): number[] {
  const value = (number: number) => columns.data[moment * CTC_WIDTH + number + 1] ?? 0;
  return GROUPS.flatMap((group) => {
    const sorted = [...group].sort((a, b) => value(b) - value(a));
    return sorted.filter((number, i) => i < 2 || value(number) > 1e-3);
  });
}

/** The plates of the grammar that explain the line best, best first. */
export function readColumns(columns: CtcColumns, most: number): ScoredText[] {
  let beam = new Map<string, Path>([['', { numbers: [], forms: ALL_FORMS, quiet: 0, sounding: -Infinity }]]);
  for (let moment = 0; moment < columns.moments; moment++) {
    const heard = worthFollowing(columns, moment);
    const next = new Map<string, Path>();
    const reach = (key: string, numbers: readonly number[], forms: number) => {
      let path = next.get(key);
      if (path === undefined) next.set(key, (path = { numbers, forms, quiet: -Infinity, sounding: -Infinity }));
      return path;
    };
    for (const [key, path] of beam) {
      const whole = addLogs(path.quiet, path.sounding);
      const same = reach(key, path.numbers, path.forms);
      same.quiet = addLogs(same.quiet, whole + probability(columns, moment, 0));
      const last = path.numbers.at(-1);
      if (last !== undefined) {
        same.sounding = addLogs(same.sounding, path.sounding + probability(columns, moment, last + 1));
      }
      if (path.numbers.length === MOST_PLACES) continue;
      for (const number of heard) {
        const forms = formsWith(path.forms, path.numbers.length, number);
        if (forms === 0) continue;
        const from = number === last ? path.quiet : whole;
        if (from === -Infinity) continue;
        const longer = reach(`${key}${PLATE_CHARACTERS[number]}`, [...path.numbers, number], forms);
        longer.sounding = addLogs(longer.sounding, from + probability(columns, moment, number + 1));
      }
    }
    const kept = best(
      [...next].map(([key, path]) => ({ key, path, score: addLogs(path.quiet, path.sounding) })),
      BEAM,
    );
    beam = new Map(kept.map(({ key, path }) => [key, path]));
  }
  const ended = [...beam]
    .filter(([, path]) => formsEnding(path.forms, path.numbers.length) !== 0)
    .map(([text, path]) => ({ text, score: addLogs(path.quiet, path.sounding) }));
  return best(ended, most);
}

/** What the line says when no grammar binds it: the likeliest of every moment, repeats together. */
export function readColumnsFreely({ moments, data }: CtcColumns): string {
  let text = '';
  let last = 0;
  for (let moment = 0; moment < moments; moment++) {
    let most = 0;
    for (let column = 1; column < CTC_WIDTH; column++) {
      if (data[moment * CTC_WIDTH + column]! > data[moment * CTC_WIDTH + most]!) most = column;
    }
    if (most !== 0 && most !== last) text += PLATE_CHARACTERS[most - 1];
    last = most;
  }
  return text;
}

/** How well this text explains the line: the sum over all its alignments. */
export function scoreOfLine(columns: CtcColumns, text: string): number {
  const states: number[] = [0];
  for (const number of characterNumbers(text)) states.push(number + 1, 0);
  let alpha = states.map((column, i) => (i < 2 && columns.moments > 0 ? probability(columns, 0, column) : -Infinity));
  for (let moment = 1; moment < columns.moments; moment++) {
    alpha = states.map((column, i) => {
      let from = addLogs(alpha[i] ?? -Infinity, alpha[i - 1] ?? -Infinity);
      if (column !== 0 && states[i - 2] !== column) from = addLogs(from, alpha[i - 2] ?? -Infinity);
      return from + probability(columns, moment, column);
    });
  }
  return addLogs(alpha.at(-1) ?? -Infinity, alpha.at(-2) ?? -Infinity);
}
