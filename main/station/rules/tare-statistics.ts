/**
 * What a truck usually weighs empty, and whether a tare is out of the usual (product.md W5). A tare pressed too high hides
 * goods, one too low charges for mud: neither is forbidden, so a person is asked and the list keeps it.
 */
import { kg, type Kg } from '../../../preload/contract/vocabulary.ts';

/** Fewer tares say nothing of what is usual. */
export const FEWEST_TARES = 5;
/** Of a normal distribution, the median of the distances from the median is 0.6745 σ. */
const SIGMA_OF_MAD = 1.4826;
const SIGMAS = 3;
/** Rounding and a driver on or off the deck are no news (issue: at least two divisions). */
const FEWEST_DIVISIONS = 2;

export interface TareStatistics {
  readonly count: number;
  readonly medianKg: Kg;
  /** One standard deviation, by the median of the distances: one wrong tare in the history does not widen it. */
  readonly sigmaKg: number;
}

/** @param tares in any order; @returns null where there are too few */
export function tareStatistics(tares: readonly Kg[]): TareStatistics | null {
  if (tares.length < FEWEST_TARES) return null;
  const middle = median(tares);
  const sigmaKg = SIGMA_OF_MAD * median(tares.map((tare) => Math.abs(tare - middle)));
  return { count: tares.length, medianKg: kg(Math.round(middle)), sigmaKg: Math.round(sigmaKg * 10) / 10 };
}

/** The distance from the median above which a tare is asked about, in kg. Two whole divisions are asked about themselves. */
export function usualDistance(statistics: TareStatistics, divisionKg: Kg): number {
  return Math.max(SIGMAS * statistics.sigmaKg, FEWEST_DIVISIONS * divisionKg - 1);
}

/** How far a tare lies from the usual, in kg with its sign, where that is far enough to ask; else null. */
export function tareDeviation(tareKg: Kg, statistics: TareStatistics, divisionKg: Kg): Kg | null {
  const off = tareKg - statistics.medianKg;
  return Math.abs(off) > usualDistance(statistics, divisionKg) ? kg(off) : null;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
