/** 超限: the gross above the legal mass (domain.md §3.3.4, §3.4). Not to be mixed with ./over-load. Pure. */
import { kg, type Kg } from '../../../../preload/contract/vocabulary.ts';

export interface OverLimit {
  readonly overKg: Kg;
  /** Excess over the limit in per cent, two decimals (domain.md §3.3.5). */
  readonly overRatePct: number;
}

/** How far a gross weight is over its limit; tolerance 0 unless the site configures one. */
export function overLimit(grossKg: Kg, limitKg: Kg, toleranceKg: Kg): OverLimit {
  const over = grossKg - limitKg;
  if (over <= toleranceKg) return { overKg: kg(0), overRatePct: 0 };
  return { overKg: kg(over), overRatePct: Math.round((over * 10_000) / limitKg) / 100 };
}
