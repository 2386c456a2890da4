import { difference } from './lamp-kernels.ts';
import { look, type Look } from './look.ts';
import { type Panel } from './panel.ts';
import { type RawPicture } from './raw-picture.ts';
import { type PanelReading } from './read-panel.ts';
import { ACCEPT, type PanelFound, type ReadingTrouble, type ReadOptions } from './reading.ts';

/** Does the picture show what the indicator says. */
export interface Verification {
  readonly verdict: 'matches' | 'differs' | 'cannot-tell';
  /** 0: surely something else; 100: surely that; 50: either. Whole. */
  readonly score: number;
  readonly legibility: number;
  readonly panel: Panel | null;
  readonly found: PanelFound | null;
  readonly trouble: ReadingTrouble | null;
}

/** The score that says nothing. */
const EITHER = 50;
/** What is expected needs less than a reading that stands for itself: of all numbers just this one was read. */
const MATCHES = 0.25;
/** So far behind another digit the expected one must be (share of what tells the two apart). */
const BEHIND = 0.4;
/** What else must be sure when one digit decides. */
const CLEAR = 0.6;

/**
 * Compares the picture with an expected text. It never changes a weight, and a picture never overrules the indicator:
 * what differs is shown to a person.
 * @param expected as the panel would show it, leading blanks left out: "19848", "-20", "6.04"
 */
export function verify(
  picture: RawPicture,
  panel: Panel | null,
  expected: string,
  options: ReadOptions = {},
): Verification {
  return verificationOf(look(picture, panel, options), expected);
}

/** What a look says of one expected text; the same look may be asked again. */
export function verificationOf(seen: Look, expected: string): Verification {
  if (seen.located === null) {
    const { trouble, panel } = seen;
    return { verdict: 'cannot-tell', score: EITHER, legibility: 0, panel, found: null, trouble };
  }
  const { panel, found, read } = seen.located;
  const { text, confidence, legibility } = read;
  const wanted = plain(expected);
  const told = { legibility, panel, found };
  if (plain(text) === wanted) {
    const matches = confidence >= (found === 'searched' ? ACCEPT : MATCHES);
    return {
      ...told,
      verdict: matches ? 'matches' : 'cannot-tell',
      score: Math.round(EITHER + EITHER * confidence),
      trouble: matches ? null : 'illegible',
    };
  }
  // Where nobody marked the display it may be something else that is read, and then no single digit decides.
  const differs = confidence >= ACCEPT || (found !== 'searched' && oneDigitDecides(read, wanted));
  return {
    ...told,
    verdict: differs ? 'differs' : 'cannot-tell',
    score: Math.round(EITHER - EITHER * confidence),
    trouble: differs ? null : 'illegible',
  };
}

/** Noughts before a number are the same number. */
const plain = (text: string): string => text.replace(/^(-?)0+(?=\d)/, '$1');

/** The number is as long as expected, and at one place the expected digit is clearly not what is lit. */
function oneDigitDecides({ places, sure, fit, confidence }: PanelReading, expected: string): boolean {
  const digits = [...expected.replace('.', '')];
  if (confidence <= 0 || digits.length !== places.length) return false;
  if (Math.min(sure.blanks, sure.fit, sure.form) < CLEAR) return false;
  return places.some(({ place }, index) => {
    const most = place.best.energy;
    if (most <= 0 || place.explained < CLEAR) return false;
    // The expected digit has several forms; the nearest of them counts.
    let nearest = Infinity;
    for (const match of place.matches) {
      if (fit.kernels.face.glyphs[match.glyph]?.text !== digits[index]) continue;
      const behind = (most - match.energy) / most / difference(fit.kernels, place.best.glyph, match.glyph);
      nearest = Math.min(nearest, behind);
    }
    return nearest !== Infinity && nearest >= BEHIND && place.text !== digits[index] && place.margin >= BEHIND;
  });
}
