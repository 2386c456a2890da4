/** The part of a frame that says the weight. */
import { decimalText } from './decimal-text.ts';
import type { DecodedFrame } from './protocol.ts';

export type WeightPart = Pick<DecodedFrame, 'weight' | 'weightText' | 'decimals' | 'sign'>;

const POWERS: readonly number[] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000];

/** Whole digits ≥ 0 of which the last `decimals` stand behind the point. A minus before a zero is no sign. */
export function weightPart(digits: number, decimals: number, minus: boolean): WeightPart {
  const negative = minus && digits !== 0;
  return {
    // One division of two exact numbers, so that it is the very number that the text names.
    weight: (negative ? -digits : digits) / (POWERS[decimals] ?? 10 ** decimals),
    weightText: decimalText(digits, decimals, negative),
    decimals,
    sign: negative ? '-' : '+',
  };
}

/** The same of an indicator that says itself that it has no weight. */
export const NO_WEIGHT = { weight: null, weightText: null, decimals: null, sign: null } as const;
