/** One measured figure: what it is compared with, and what it must reach. */

/** What a measurement brings home. Both numbers come from the same run, interleaved, on the same machine. */
export interface Measured {
  /** In the figure's unit. */
  readonly value: number;
  /** What the same work costs without us, or what the outside world dictates; in the figure's unit. */
  readonly baseline: number;
  /** The same work done plainly, where the bench has a rival; in the figure's unit. */
  readonly rival?: number;
}

export interface Bench {
  readonly name: string;
  readonly unit: string;
  /** `ratio` is value ÷ baseline. */
  readonly goal: { readonly of: 'ratio' | 'value'; readonly is: 'at-least' | 'at-most'; readonly bound: number };
  /** What else the value must not fall behind. */
  readonly rival?: string;
  /** Says on stderr what it saw on the way. @throws Error when what was measured did not do its work */
  measure(): Promise<Measured>;
}

/** The line on stdout. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly baseline: number;
  readonly ratio: number;
  readonly goal: number;
  readonly ok: boolean;
  readonly rival?: string;
  /** value ÷ rival; at least 1. */
  readonly rivalRatio?: number;
}

export function judge(
  { name, unit, goal, rival: rivalName }: Omit<Bench, 'measure'>,
  { value, baseline, rival }: Measured,
): Figure {
  const ratio = value / baseline;
  const judged = goal.of === 'ratio' ? ratio : value;
  const rivalRatio = rival === undefined ? undefined : value / rival;
  const reached = goal.is === 'at-least' ? judged >= goal.bound : judged <= goal.bound;
  return {
    name,
    value: rounded(value),
    unit,
    baseline: rounded(baseline),
    ratio: rounded(ratio),
    goal: goal.bound,
    ok: reached && (rivalRatio ?? 1) >= 1,
    ...(rivalName === undefined || rivalRatio === undefined
      ? {}
      : { rival: rivalName, rivalRatio: rounded(rivalRatio) }),
  };
}

/** The smallest sample that at least `share` of all samples do not exceed (nearest rank); never an invented one. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (found === undefined) throw new Error('no samples');
  return found;
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5);

/** `p50 12.3  p95 20.1  p99 31.0  max 40.2`, for people. */
export function spread(samples: readonly number[]): string {
  const at = (share: number): string => percentile(samples, share).toFixed(1);
  return `p50 ${at(0.5)}  p95 ${at(0.95)}  p99 ${at(0.99)}  max ${at(1)}`;
}

/** Progress and everything else that is no figure. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Four significant digits: more would pretend. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
