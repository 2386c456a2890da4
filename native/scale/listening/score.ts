/** How good a reading of the bytes is, as a number from 0 to 100 and the reasons for it. Pure. */
import type { Attempt } from './attempt.ts';
import { explainedByChance, refusesSpoilt } from './chance.ts';
import type { Arrival } from './heard.ts';

/** What speaks for or against a reading; the words are the window's. `percent` and counts are whole numbers. */
export type Reason =
  | { readonly code: 'frames'; readonly count: number; readonly perSecond: number }
  | { readonly code: 'explained'; readonly percent: number }
  | { readonly code: 'rejected'; readonly count: number; readonly why: string }
  | {
      readonly code:
        'checksum-right' | 'no-checksum' | 'loose-form' | 'by-chance' | 'weights-jump' | 'beyond-any-scale';
    }
  /** Every frame would fail a required checksum: the indicator sends none, or another than its maker's manual says. */
  | { readonly code: 'checksum-not-sent' | 'checksum-other' }
  /** Bit 7 of every character is its parity. */
  | { readonly code: 'parity-in-bit-7'; readonly parity: 'even' | 'odd' }
  | { readonly code: 'two-stop-bits' }
  /** Right after a pause a frame begins. */
  | { readonly code: 'begins-after-pause' }
  /** The flag "stable" is set while the number stands still, and only then. */
  | { readonly code: 'flag-agrees' }
  /** Of several readings this is the one whose last digits are the restless ones. */
  | { readonly code: 'restless-digits' }
  /** A person saw this number on the display. */
  | { readonly code: 'as-on-display' };

export interface Scored extends Attempt {
  /** 0…100. */
  readonly score: number;
  /** 0…1: frames it refuses when one bit is wrong. */
  readonly guard: number;
  /** Its form is loose, and the number never moved: it may be rubbish that repeats itself. */
  readonly unproven: boolean;
  /** 0…1 of the pauses after which one of its frames begins; null without pauses. */
  readonly afterPause: number | null;
  /** 0…1 of the frames whose stable flag fits the numbers around them; null where it cannot be told. */
  readonly flagAgrees: number | null;
  readonly perSecond: number;
  readonly reasons: readonly Reason[];
}

/** Below this a protocol has not been found at all. */
export const LEAST_FRAMES = 3;

/** Points. With a checksum the frames speak for themselves, whatever a radio box puts between them. */
const LOOSE_WEIGHT = { explained: 50, clean: 15, plausible: 15, guard: 20 } as const;
const GUARDED_WEIGHT = { explained: 25, clean: 15, plausible: 15, guard: 45 } as const;
/** Fewer bits than this go wrong unseen: there is a checksum. */
export const GUARDED = 0.95;
/** A form that lets nearly everything pass (ff-bcd): the same rubbish over and over may look like it. */
const LOOSE = 0.45;
/** Different numbers with which even a loose form has proved itself. */
const MOVED = 4;
/** From frame to frame a weight seldom moves by more than this part of the largest one heard. */
const SMALL_STEP = 0.25;
/** No scale for lorries shows more, in whatever unit. */
const BEYOND_ANY_SCALE = 1_000_000;
/** So many frames may be spoilt by noise and yet be frames. */
const NOISE = 0.1;
/** What a reading loses that shows more: it is no rival of one that does not. */
const BEYOND_POINTS = 30;
/** Characters of 10 bits that a pause is longer than, in ms at 600 baud; at higher speeds it is longer still. */
const PAUSE_MS = 25;
/** Equal numbers in a row that make a standstill. */
const STANDSTILL = 8;
/** Frames of a standstill after which the flag has to be set. */
const LEAST_STILL = 8;

/** null where too little was found to speak of. */
export function score(attempt: Attempt, bytes: Uint8Array, arrivals: readonly Arrival[], forMs: number): Scored | null {
  const { explained, frames, rejected, rejects } = attempt;
  if (frames.length < LEAST_FRAMES) return null;
  const chance = explainedByChance(attempt, bytes);
  const proven = chance >= 1 ? 0 : Math.max(0, (explained - chance) / (1 - chance));
  const clean = frames.length / (frames.length + rejected);
  const plausible = plausibleShare(attempt);
  const guard = refusesSpoilt(attempt, bytes);
  const beyond = beyondShare(attempt) > NOISE;
  const weight = guard >= GUARDED ? GUARDED_WEIGHT : LOOSE_WEIGHT;
  const points =
    weight.explained * proven +
    weight.clean * clean +
    weight.plausible * plausible +
    weight.guard * guard -
    (beyond ? BEYOND_POINTS : 0);
  const perSecond = forMs > 0 ? Math.round((10_000 * frames.length) / forMs) / 10 : 0;
  const reasons: Reason[] = [
    { code: 'frames', count: frames.length, perSecond },
    { code: 'explained', percent: Math.round(100 * explained) },
  ];
  const [why] = Object.entries(rejects).toSorted(([, a], [, b]) => b - a);
  if (why !== undefined) reasons.push({ code: 'rejected', count: rejected, why: why[0] });
  reasons.push({ code: guard >= GUARDED ? 'checksum-right' : 'no-checksum' });
  const unproven = guard < LOOSE && new Set(attempt.frames.map(({ decoded }) => decoded.weight)).size < MOVED;
  if (unproven) reasons.push({ code: 'loose-form' });
  if (proven < explained / 2) reasons.push({ code: 'by-chance' });
  if (beyond) reasons.push({ code: 'beyond-any-scale' });
  if (plausible < 0.8) reasons.push({ code: 'weights-jump' });
  return {
    ...attempt,
    score: Math.max(0, Math.round(points * (guard >= GUARDED ? 1 : Math.min(1, proven * 2)))),
    guard,
    unproven,
    afterPause: afterPauseShare(attempt, arrivals),
    flagAgrees: flagAgreement(attempt),
    perSecond,
    reasons,
  };
}

/** 0…1: frames with more than any scale shows. */
function beyondShare({ frames }: Attempt): number {
  return frames.filter(({ decoded }) => Math.abs(decoded.weight ?? 0) > BEYOND_ANY_SCALE).length / frames.length;
}

/** 0…1: steps from weight to weight that a deck can make. */
function plausibleShare({ frames }: Attempt): number {
  const weights = frames.map(({ decoded }) => decoded.weight).filter((weight) => weight !== null);
  if (weights.length < 2) return 1;
  const largest = Math.max(...weights.map(Math.abs));
  let small = 0;
  for (const [index, weight] of weights.entries()) {
    const before = weights[index - 1] ?? weight;
    if (Math.abs(weight - before) <= SMALL_STEP * largest) small += 1;
  }
  return small / weights.length;
}

function afterPauseShare({ frames }: Attempt, arrivals: readonly Arrival[]): number | null {
  const begins = new Set(frames.map(({ at }) => at));
  const last = frames.at(-1);
  const first = frames[0];
  if (first === undefined || last === undefined) return null;
  let pauses = 0;
  let begun = 0;
  for (const [index, { at, ms }] of arrivals.entries()) {
    const before = arrivals[index - 1];
    if (before === undefined || ms - before.ms < PAUSE_MS || at < first.at || at > last.at) continue;
    pauses += 1;
    if (begins.has(at)) begun += 1;
  }
  return pauses < LEAST_FRAMES ? null : begun / pauses;
}

function flagAgreement({ frames }: Attempt): number | null {
  let agree = 0;
  let samples = 0;
  let still = 0;
  let since = 0;
  for (const [index, { decoded }] of frames.entries()) {
    const before = frames[index - 1]?.decoded;
    const moved = before !== undefined && before.weightText !== decoded.weightText;
    since = moved ? 0 : since + 1;
    if (decoded.stable === null || (!moved && since < STANDSTILL)) continue;
    samples += 1;
    if (!moved) still += 1;
    if (decoded.stable !== moved) agree += 1;
  }
  // A flag that is never set agrees with a deck that never rests.
  return still < LEAST_STILL ? null : agree / samples;
}
