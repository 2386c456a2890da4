/**
 * What the signatures look at: the curve of one pass, what was saved of it, and the passes before (product.md W8).
 * Everything is told by the caller; nothing here reads a clock.
 */
import type { Kg } from '../../../../preload/contract/vocabulary.ts';

/** Why a curve does not look like one honest truck. Words for people are in the locale files. */
export const CURVE_CODES = [
  'constant-across-trucks',
  'crossing-without-record',
  'half-on',
  'held-value',
  'jump-without-ramp',
  'ramp-without-axles',
  'replayed',
  'step-after-steady',
  'two-trucks',
  'zero-drift',
] as const;
export type CurveCode = (typeof CURVE_CODES)[number];

export interface Finding {
  readonly code: CurveCode;
  /** Where in the curve: milliseconds on the clock of its points. */
  readonly atMs: number;
  /** What was seen: weights in divisions (names end in `E`), times in milliseconds (`Ms`), counts. */
  readonly detail: Readonly<Record<string, number>>;
}

/** One frame: its time on a clock that never jumps, and its weight; null where it carried none (out of range). */
export interface CurvePoint {
  readonly atMs: number;
  readonly weightKg: Kg | null;
}

/** A pass that was recorded before this one. */
export interface EarlierPass {
  /** Who it was, as far as anybody knows (a plate); null when nobody does. */
  readonly vehicle: string | null;
  /** The saved weight; null when nothing was saved of it. */
  readonly savedKg: Kg | null;
  /** Its curve. Only asked for where the weight is the same as this one's. */
  readonly points: () => readonly CurvePoint[];
}

export interface ScaleFacts {
  readonly divisionKg: Kg;
  /** How far from zero an empty deck may read, in divisions. */
  readonly zeroBandE: number;
}

export interface PassFacts {
  readonly points: readonly CurvePoint[];
  readonly scale: ScaleFacts;
  /** The weight that stands in the record, and the time of its frame in the curve; null when nothing was saved. */
  readonly saved: { readonly atMs: number; readonly weightKg: Kg } | null;
  /** True when the deck is empty again: the curve is whole. */
  readonly ended: boolean;
  /** What the deck read while it rested before this pass, within the zero band or not; null when nobody saw it rest. */
  readonly zeroBeforeKg: Kg | null;
  /** As {@link EarlierPass.vehicle}. */
  readonly vehicle: string | null;
  /** The passes before this one on this scale, oldest first; a few dozen are plenty. */
  readonly earlier: readonly EarlierPass[];
}

/** A stretch in which the weight stays within a band: something stands there. Indices of the curve, `to` included. */
export interface Level {
  readonly from: number;
  readonly to: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** The middle value, in divisions. */
  readonly e: number;
}

/** The pass in divisions of its scale, looked at once for all signatures. */
export interface Pass {
  readonly facts: PassFacts;
  /** Times of the frames that carry a weight; they never go back. */
  readonly at: Float64Array;
  /** Their weights in divisions. */
  readonly e: Float64Array;
  readonly levels: readonly Level[];
  /** The saved weight in divisions and the index of its frame; null when nothing was saved. */
  readonly saved: { readonly e: number; readonly index: number } | null;
  /** So many kilograms in divisions of this scale: what people, axles and trucks weigh does not depend on it. */
  inE(kilograms: number): number;
}

/** Shorter than this nothing is said to stand. */
const STANDS_MS = 1000;
/** A standing truck moves the display less: wind, a driver who gets out. Never below a few divisions. */
const LEVEL_KG = 250;
const LEVEL_E = 4;

/** Frames without a weight are left out; a time that goes back is held at the newest before it. Never throws. */
export function passOf(facts: PassFacts): Pass {
  const { divisionKg } = facts.scale;
  const at = new Float64Array(facts.points.length);
  const e = new Float64Array(facts.points.length);
  let used = 0;
  let newest = -Infinity;
  for (const { atMs, weightKg } of facts.points) {
    if (weightKg === null || !Number.isFinite(weightKg) || !Number.isFinite(atMs)) continue;
    newest = Math.max(newest, atMs);
    at[used] = newest;
    e[used] = weightKg / divisionKg;
    used += 1;
  }
  const track = { at: at.subarray(0, used), e: e.subarray(0, used) };
  const { saved } = facts;
  return {
    facts,
    ...track,
    levels: levelsOf(track, Math.max(LEVEL_E, LEVEL_KG / divisionKg)),
    saved:
      saved === null || used === 0 ? null : { e: saved.weightKg / divisionKg, index: indexAt(track.at, saved.atMs) },
    inE: (kilograms) => kilograms / divisionKg,
  };
}

/** Levels that follow each other within this are one stand. */
const MOVES_MS = 1500;

/** The levels around one of them that hardly differ from it, without a gap: the same load stands there all the while. */
export function standAround(levels: readonly Level[], index: number, nearE: number): readonly Level[] {
  const mine = levels[index];
  const belongs = (at: number, next: number): boolean => {
    const [one, two] = [levels[at], levels[next]];
    if (mine === undefined || one === undefined || two === undefined) return false;
    return two.fromMs - one.toMs < MOVES_MS && [one, two].every(({ e }) => Math.abs(e - mine.e) < nearE);
  };
  let [first, last] = [index, index];
  while (belongs(first - 1, first)) first -= 1;
  while (belongs(last, last + 1)) last += 1;
  return levels.slice(Math.max(0, first), last + 1);
}

/** The last index whose time is at or before `atMs`; 0 when there is none. */
export function indexAt(at: Float64Array, atMs: number): number {
  let [low, high] = [0, at.length];
  while (low < high) {
    const half = (low + high) >> 1;
    if ((at[half] ?? 0) <= atMs) low = half + 1;
    else high = half;
  }
  return Math.max(0, low - 1);
}

/** All stretches of at least a second whose weights lie within `bandE` divisions, in order, without overlap. */
function levelsOf({ at, e }: Pick<Pass, 'at' | 'e'>, bandE: number): Level[] {
  const levels: Level[] = [];
  let from = 0;
  let low = Infinity;
  let high = -Infinity;
  const close = (to: number): boolean => {
    const [fromMs, toMs] = [at[from] ?? 0, at[to] ?? 0];
    if (to <= from || toMs - fromMs < STANDS_MS) return false;
    levels.push({ from, to, fromMs, toMs, e: middle(e, from, to) });
    return true;
  };
  for (let i = 0; i < e.length; i += 1) {
    const value = e[i] ?? 0;
    low = Math.min(low, value);
    high = Math.max(high, value);
    if (high - low <= bandE) continue;
    const stood = close(i - 1);
    const earliest = stood ? i : (levels.at(-1)?.to ?? -1) + 1;
    // As much of what came before as fits together with this frame, unless it stands already.
    [from, low, high] = [i, value, value];
    for (let k = i - 1; k >= earliest; k -= 1) {
      const before = e[k] ?? 0;
      if (Math.max(high, before) - Math.min(low, before) > bandE) break;
      [from, low, high] = [k, Math.min(low, before), Math.max(high, before)];
    }
  }
  close(e.length - 1);
  return levels;
}

function middle(e: Float64Array, from: number, to: number): number {
  const sorted = e.slice(from, to + 1).sort();
  return sorted[sorted.length >> 1] ?? 0;
}
