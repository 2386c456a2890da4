/**
 * The empty deck does not read zero: before the truck, or after it (domain.md W21, 零点漂移 / 空磅不回零). What the zero is off,
 * every weight is off.
 */
import type { Finding, Pass } from './curve.ts';

/** Below zero there is no mud, no snow and nobody: only a zero that was set wrong. */
export function zeroDrift(pass: Pass): Finding[] {
  const { facts, levels, at } = pass;
  const limit = facts.scale.zeroBandE + 1;
  const before = facts.zeroBeforeKg === null ? 0 : pass.inE(facts.zeroBeforeKg);
  if (Math.abs(before) > limit)
    return [{ code: 'zero-drift', atMs: at[0] ?? 0, detail: { zeroE: before, bandE: facts.scale.zeroBandE } }];
  const under = levels.find((level) => level.e < -limit);
  if (under === undefined) return [];
  return [{ code: 'zero-drift', atMs: under.fromMs, detail: { zeroE: under.e, bandE: facts.scale.zeroBandE } }];
}
