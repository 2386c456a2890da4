import { pointBeside } from './decimal-point.ts';
import { type FittedLine } from './fit-line.ts';
import { type Place } from './places.ts';

/** Of the brightest place; below it a place is dark, whatever daylight makes of its unlit lamps. */
const LIT_SHARE = 0.28;
/** So far on either side of it nothing is sure. */
const UNSURE = 0.14;

/** Few displays show noughts before a number; more often a point was overlooked. */
const LEADING_NOUGHT = /^-?0\d/;

/** What a fitted line says, and how sure each part of that is (0 to 1). */
export interface LineText {
  readonly text: string;
  /** The places that are lit, from the left, each with whether a point follows. */
  readonly places: readonly { readonly place: Place; readonly point: boolean }[];
  readonly sure: Sureness;
}

export interface Sureness {
  /** The digit that comes nearest to another one. */
  readonly digits: number;
  /** No place between lit and dark. */
  readonly blanks: number;
  readonly points: number;
  /** The light is explained by digits. */
  readonly fit: number;
  /** It reads as a number, and nothing is cut off at the sides. */
  readonly form: number;
}

/** @param decimals digits behind the point, where that is known of the display; null: a point may stand anywhere */
export function lineText(fit: FittedLine, decimals: number | null): LineText {
  const brightest = Math.max(0, ...fit.places.map(({ brightness }) => brightness));
  // A place of which nothing is explained is no digit but something bright beside them.
  const share = (place: Place): number =>
    brightest > 0 ? (place.brightness / brightest) * ramp(place.explained, 0.1, 0.4) : 0;
  const lit = fit.places.map((place) => share(place) >= LIT_SHARE);
  const rightmost = lit.indexOf(true);
  const leftmost = lit.lastIndexOf(true);
  const places: { place: Place; point: boolean }[] = [];
  let digits = 1;
  let blanks = 1;
  let points = 1;
  let text = '';
  fit.places.forEach((place, index) => {
    const inside = rightmost >= 0 && index >= rightmost && index <= leftmost;
    blanks = Math.min(blanks, ramp(Math.abs(share(place) - LIT_SHARE), 0, UNSURE));
    if (!inside) {
      blanks = Math.min(blanks, 1 - dimDigit(place, brightest));
      return;
    }
    if (lit[index] !== true) {
      text = ` ${text}`;
      return;
    }
    const seen = pointBeside(fit, place, index > 0 ? fit.places[index - 1] : undefined);
    const { point, sure } = decimals === null ? seen : pointKnown(seen, decimals > 0 && index === rightmost + decimals);
    points = Math.min(points, sure);
    digits = Math.min(digits, place.margin * ramp(place.explained, 0.3, 0.75));
    text = `${place.text}${point ? '.' : ''}${text}`;
    places.unshift({ place, point });
  });
  return {
    text,
    places,
    sure: {
      digits: Math.max(0, digits),
      blanks,
      points,
      fit: ramp(fit.explained, 0.55, 0.9),
      form: /^-?\d+(\.\d+)?$/.test(text) ? uncut(fit, places) * (LEADING_NOUGHT.test(text) ? 0.5 : 1) : 0,
    },
  };
}

/** What a spot must be to stand against what is known of the display. */
const AGAINST = 0.8;
/** Where a point stands as it should so much of the doubt remains. */
const DOUBT = 0.6;

/** A point where the display has none, or none where it has one, is mostly glow or dirt: only a clear one is believed. */
function pointKnown(seen: { point: boolean; sure: number }, expected: boolean): { point: boolean; sure: number } {
  if (seen.point === expected) return { point: expected, sure: 1 - DOUBT * (1 - seen.sure) };
  return seen.sure >= AGAINST ? seen : { point: expected, sure: 1 - seen.sure };
}

/**
 * Is a dark place a dim digit after all (0 to 1): what a short exposure leaves of a multiplexed one. Unlit lamps in daylight
 * make an 8, noise and glow make nothing that a digit explains.
 */
function dimDigit({ text, brightness, explained, margin }: Place, brightest: number): number {
  if (brightest <= 0 || !/^[0-79]$/.test(text)) return 0;
  return ramp(brightness / brightest, 0.04, 0.1) * ramp(explained, 0.5, 0.8) * ramp(margin, 0.25, 0.6);
}

/** Half a digit at the side of what is seen may be half of a line. */
function uncut({ line, kernels }: FittedLine, places: LineText['places']): number {
  const left = places[0]?.place;
  const right = places.at(-1)?.place;
  if (left === undefined || right === undefined) return 0;
  const tall = line.digitHeight;
  const width = kernels.shape.width * tall;
  return ramp(Math.min(left.x, line.plane.width - right.x - width) / tall, -0.15, -0.05);
}

/** 0 up to `low`, 1 from `high` on, straight between. */
function ramp(value: number, low: number, high: number): number {
  return Math.min(1, Math.max(0, (value - low) / (high - low)));
}
