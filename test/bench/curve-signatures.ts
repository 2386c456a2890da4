/**
 * What it costs to look at one pass: all signatures on curves of 3,000 points, as long as a record keeps. Honest ones and cheats,
 * among them replays, for which an earlier curve is looked at too.
 */
import { compact, MAX_CURVE_POINTS } from '../../main/station/rules/curve/compact.ts';
import { curveSignatures } from '../../main/station/rules/curve/curve-signatures.ts';
import type { CurvePoint, PassFacts } from '../../main/station/rules/curve/curve.ts';
import { passFacts } from '../measure/pass-facts.ts';
import { TUNING_SEEDS } from '../measure/seeds.ts';
import { CHEATS } from '../sim/curves/cheats.ts';
import { HONEST } from '../sim/curves/honest.ts';
import { draw } from '../sim/curves/kind.ts';
import { median, say, spread, type Bench } from './figure.ts';

const CURVES = 24;
const WARM_UP = 5;
const ROUNDS = 25;
/** Fewer points of a curve would be a cheaper curve. */
const LEAST_POINTS = 0.9 * MAX_CURVE_POINTS;

export const curveSignatures3000: Bench = {
  name: 'curve-signatures-3000',
  unit: 'ms',
  goal: { of: 'value', is: 'at-most', bound: 5 },
  measure: async () => measure(),
};

function measure() {
  const curves = longCurves();
  const ours: number[] = [];
  const plain: number[] = [];
  let found = 0;
  for (let round = -WARM_UP; round < ROUNDS; round += 1) {
    const turns = [
      () => timed(ours, round, () => (found = sumOf(curves, (facts) => curveSignatures(facts).length))),
      () => timed(plain, round, () => sumOf(curves, ({ points }) => rangeOf(points))),
    ];
    for (const turn of round % 2 === 0 ? turns : turns.toReversed()) turn();
  }
  if (found === 0) throw new Error('nothing was found in curves of which some are cheats');
  say(`  ms of processor time a curve: ${spread(ours)}`);
  return { value: median(ours), baseline: median(plain) };
}

/** Kind after kind, seed after seed, whatever is long enough. */
function longCurves(): PassFacts[] {
  const kinds = [...CHEATS, ...HONEST];
  const curves: PassFacts[] = [];
  for (let seed = TUNING_SEEDS.from; curves.length < CURVES; seed += 1)
    for (const kind of kinds) {
      const facts = passFacts(draw(kind, seed));
      const points = compact(facts.points);
      if (points.length < LEAST_POINTS || curves.length >= CURVES) continue;
      const earlier = facts.earlier.map((past) => {
        const past3000 = compact(past.points());
        return { ...past, points: () => past3000 };
      });
      curves.push({ ...facts, points, earlier });
    }
  return curves;
}

function sumOf(curves: readonly PassFacts[], of: (facts: PassFacts) => number): number {
  return curves.reduce((sum, facts) => sum + of(facts), 0);
}

/** One plain pass over the points: from the lowest to the highest. */
function rangeOf(points: readonly CurvePoint[]): number {
  let [low, high] = [Infinity, -Infinity];
  for (const { weightKg } of points) {
    if (weightKg === null) continue;
    low = Math.min(low, weightKg);
    high = Math.max(high, weightKg);
  }
  return high - low;
}

/** Milliseconds of processor time a curve, garbage collector included. */
function timed(times: number[], round: number, run: () => number): void {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  if (round >= 0) times.push((user + system) / 1000 / CURVES);
}
