/**
 * Weight that comes and goes evenly, as if it were poured: every truck makes stairs, one for each axle or group, and no filter
 * of an indicator smooths a slow one's away. A box that draws its own pass does.
 */
import type { Finding, Pass } from './curve.ts';

/** Both ways are cut into so many equal weights; the first and the last are left to bounce and filter. */
const PARTS = 12;
/** Quicker ways a heavy filter (averages over 2 s are seen) may smooth, slower ones it cannot. */
const SLOW_MS = 3800;
/** ...but no filter makes the way off the mirror of the way on: a truck stops on the one and starts on the other. */
const MIRROR = 0.08;
const QUICK_MS = 1500;
/** The slowest part takes at most so many times the mean of all. Stairs of two axles make it 4 and more. */
const EVEN = 1.36;

export function rampWithoutAxles(pass: Pass): Finding[] {
  const { at, saved, facts } = pass;
  if (saved === null || !facts.ended) return [];
  const on = way(pass, saved.e, saved.index, -1);
  const off = way(pass, saved.e, saved.index, 1);
  if (on === null || off === null) return [];
  const [quickest, slowest] = [Math.min(on.lastsMs, off.lastsMs), Math.max(on.lastsMs, off.lastsMs)];
  const needsMs = slowest - quickest <= MIRROR * slowest ? QUICK_MS : SLOW_MS;
  if (quickest < needsMs || Math.max(on.uneven, off.uneven) > EVEN) return [];
  return [
    {
      code: 'ramp-without-axles',
      atMs: at[0] ?? 0,
      detail: { onMs: on.lastsMs, offMs: off.lastsMs, unevenness: Math.max(on.uneven, off.uneven) },
    },
  ];
}

/** How long the way from or to the empty deck takes, seen from the saved frame; null where it does not reach down. */
function way({ at, e }: Pass, topE: number, saved: number, step: 1 | -1): { lastsMs: number; uneven: number } | null {
  const times: number[] = [];
  let part = PARTS - 1;
  // From the outer end inwards a fall back would be counted twice; from the saved frame outwards each limit is met once.
  for (let i = saved + step; i >= 0 && i < e.length && part >= 1; i += step) {
    const [inner, outer] = [e[i - step] ?? 0, e[i] ?? 0];
    for (; part >= 1 && outer <= (topE * part) / PARTS; part -= 1) {
      const share = inner === outer ? 1 : (inner - (topE * part) / PARTS) / (inner - outer);
      const [innerMs, outerMs] = [at[i - step] ?? 0, at[i] ?? 0];
      times.push(innerMs + (outerMs - innerMs) * Math.min(1, Math.max(0, share)));
    }
  }
  if (part >= 1) return null;
  const parts = times.slice(1).map((time, i) => Math.abs(time - (times[i] ?? 0)));
  const lastsMs = parts.reduce((sum, one) => sum + one, 0);
  return { lastsMs, uneven: lastsMs === 0 ? Infinity : (Math.max(...parts) * parts.length) / lastsMs };
}
