/**
 * How well something is recognised, and how much of that is proven: the rate and its exact lower bound (product.md P4).
 *
 * Source: C. J. Clopper, E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial",
 * Biometrika 26 (1934) 404–413. One-sided: with 95 % confidence the true rate is not lower. By it 299 without an error, or
 * 473 with one, prove at least 99 % (domain.md §5 N4).
 */

/** How surely the bound holds. */
const CONFIDENCE = 0.95;
/** What the acceptance asks (domain.md B9, B11). */
const TARGET_RATE = 0.99;
/** As many as a number of this machine has places. */
const HALVINGS = 53;

export interface Proof {
  readonly right: number;
  readonly wrong: number;
  /** right ÷ (right + wrong); null before the first. */
  readonly rate: number | null;
  /** Not lower than this, with 95 % confidence; 0 before the first. */
  readonly lowerBound: number;
  /** So many more, all of them right, until at least 99 % is proven; 0 = it is. */
  readonly moreToProve: number;
}

/** @throws RangeError unless both are whole numbers from 0 on */
export function proofOf(right: number, wrong: number): Proof {
  const total = right + wrong;
  return {
    right,
    wrong,
    rate: total === 0 ? null : right / total,
    lowerBound: lowerBound(right, wrong),
    moreToProve: moreToProve(right, wrong),
  };
}

/**
 * The lowest true rate that gives so few wrong ones in at least one of twenty such series.
 * @throws RangeError unless both are whole numbers from 0 on
 */
export function lowerBound(right: number, wrong: number): number {
  check(right, wrong);
  if (right === 0) return 0;
  const total = right + wrong;
  const tail = fewerWrong(total, wrong);
  // The share of wrong ones at which the tail is exactly what is left of the confidence: it falls as the share grows.
  let [low, high] = [wrong / total, 1];
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (low + high) / 2;
    if (tail(middle) > 1 - CONFIDENCE) low = middle;
    else high = middle;
  }
  return 1 - high;
}

/**
 * How many more right ones prove the target; 0 when it is proven already.
 * @throws RangeError unless both are whole numbers from 0 on
 */
export function moreToProve(right: number, wrong: number): number {
  check(right, wrong);
  const proven = (more: number): boolean =>
    right + more > 0 && fewerWrong(right + wrong + more, wrong)(1 - TARGET_RATE) <= 1 - CONFIDENCE;
  if (proven(0)) return 0;
  let [not, enough] = [0, 1];
  while (!proven(enough)) [not, enough] = [enough, enough * 2];
  while (enough - not > 1) {
    const middle = Math.floor((not + enough) / 2);
    if (proven(middle)) enough = middle;
    else not = middle;
  }
  return enough;
}

/** The chance of at most `wrong` wrong ones among `total`, by the chance of one. Summed from the last term: it is the largest. */
function fewerWrong(total: number, wrong: number): (share: number) => number {
  const ways = logFactorial(total) - logFactorial(wrong) - logFactorial(total - wrong);
  return (share) => {
    if (share <= 0) return 1;
    if (share >= 1) return wrong >= total ? 1 : 0;
    const last = ways + wrong * Math.log(share) + (total - wrong) * Math.log1p(-share);
    let [term, sum] = [1, 1];
    for (let k = wrong; k > 0 && term > sum * Number.EPSILON; k -= 1) {
      term *= (k * (1 - share)) / ((total - k + 1) * share);
      sum += term;
    }
    return Math.min(1, Math.exp(last + Math.log(sum)));
  };
}

/** Small ones summed up, larger ones by Stirling's series: its first term left out is below 1e-15 from here on. */
const SUMMED = 256;
const SUMS = Array.from({ length: SUMMED }).reduce<number[]>(
  (sums, _, n) => [...sums, n < 2 ? 0 : (sums[n - 1] ?? 0) + Math.log(n)],
  [],
);

function logFactorial(n: number): number {
  if (n < SUMMED) return SUMS[n] ?? 0;
  return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1 / (12 * n) - 1 / (360 * n ** 3);
}

function check(right: number, wrong: number): void {
  for (const count of [right, wrong])
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`not a count: ${String(count)}`);
}
