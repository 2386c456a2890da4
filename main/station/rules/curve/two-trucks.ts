/**
 * While one truck left, another came: after the saved weight the curve falls, rises again by more than a bouncing body does,
 * and never was at zero between. A truck that rolls back to where it stood is one truck.
 */
import type { Finding, Pass } from './curve.ts';

/** More than a body that bounces at an edge, and for longer. */
const RISES_KG = 1000;
const RISES_SHARE = 0.025;
const LASTS_MS = 700;
/** How far a body bounces goes with what it weighs: by so large a share for so long it never does. */
const AXLE_SHARE = 0.05;
const AXLE_MS = 100;
/** Two readings of one truck, its driver in or out. */
const SAME_KG = 200;
const SAME_E = 2;
/** A truck that rolls back was never further gone than this. */
const GONE_SHARE = 0.65;

export function twoTrucks(pass: Pass): Finding[] {
  const { at, e, saved } = pass;
  if (saved === null) return [];
  const rises = Math.max(pass.inE(RISES_KG), saved.e * RISES_SHARE);
  let highE = saved.e;
  let lowE = Infinity;
  let lowMs = 0;
  let above = -1;
  let farAbove = -1;
  for (let i = saved.index; i < e.length; i += 1) {
    const value = e[i] ?? 0;
    // The deck is empty. Whatever is set at its zero now is no truck.
    if (value <= 0) break;
    // Nothing has left yet; more may come on.
    if (lowE === Infinity && value > highE) highE = value;
    if (value < lowE && value <= highE - rises) [lowE, lowMs] = [value, at[i] ?? 0];
    if (value < lowE + rises) {
      [above, farAbove] = [-1, -1];
      continue;
    }
    if (above < 0) above = i;
    if (value < lowE + Math.max(rises, saved.e * AXLE_SHARE)) farAbove = -1;
    else if (farAbove < 0) farAbove = i;
    const lasts = (since: number, atLeastMs: number): boolean =>
      since >= 0 && (at[i] ?? 0) - (at[since] ?? 0) >= atLeastMs;
    if (!lasts(above, LASTS_MS) && !lasts(farAbove, AXLE_MS)) continue;
    const topE = topAfter(e, above, rises);
    const same = Math.abs(topE - saved.e) <= Math.max(pass.inE(SAME_KG), SAME_E);
    // Nor was it ever heavier than itself.
    if (!same || lowE < GONE_SHARE * saved.e || highE > saved.e + rises)
      return [{ code: 'two-trucks', atMs: lowMs, detail: { savedE: saved.e, lowE, topE } }];
    // The same truck stands as it stood; what comes is judged from here.
    [highE, lowE, above, farAbove] = [saved.e, Infinity, -1, -1];
  }
  return [];
}

/** How high it gets before it falls again. */
function topAfter(e: Float64Array, from: number, falls: number): number {
  let top = -Infinity;
  for (let i = from; i < e.length; i += 1) {
    const value = e[i] ?? 0;
    top = Math.max(top, value);
    if (value < top - falls) break;
  }
  return top;
}
