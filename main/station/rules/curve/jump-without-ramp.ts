/**
 * Weight that comes or goes as no truck can: all of it at once, though two axles are metres apart; or more than two axles
 * carry within a quarter of a second. (protocols.md, "Cheating devices": a jump steeper than a driving axle can make.)
 */
import type { Finding, Pass } from './curve.ts';

/**
 * Nothing drives onto a deck faster, and nothing that stood on it leaves faster than the other. So heavy a truck has its first
 * and last axle at least so far apart (order 62 of 2016, Art. 3: what each number of axles may weigh; an overloaded one weighs
 * half as much again).
 */
const ON_M_A_MS = 6 / 1000;
const OFF_M_A_MS = 3.6 / 1000;
const WHEELBASES = [
  { fromKg: 40_000, metres: 6.2 },
  { fromKg: 27_000, metres: 5 },
  { fromKg: 11_000, metres: 4 },
  { fromKg: 0, metres: 3 },
] as const;
/** On its way between these shares of the whole weight a truck's first and last axle pass the edge. */
const LITTLE = 0.08;
const NEARLY = 0.92;
/** More than two overloaded axles of a tandem, 1.3 m apart, at 20 km/h, and the swing of the body that they leave. */
const STEEP_KG = 32_000;
const STEEP_MS = 240;
/** The same for one axle: the next is not there yet. */
const STEEP_AXLE_KG = 20_000;
const STEEP_AXLE_MS = 120;
/** A lighter load may be a car. */
const LOAD_KG = 3000;
/** How much later than the frame before a first frame came is not known; an indicator sends at least so often. */
const UNSEEN_MS = 100;

export function jumpWithoutRamp(pass: Pass): Finding[] {
  const { at, e, levels } = pass;
  const topE = levels.reduce((top, level) => Math.max(top, level.e), 0);
  if (topE < pass.inE(LOAD_KG)) return [];
  const metres = WHEELBASES.find(({ fromKg }) => topE >= pass.inE(fromKg))?.metres ?? 0;
  const onMs = metres / ON_M_A_MS;
  const offMs = pass.saved === null ? onMs : metres / OFF_M_A_MS;
  // Before its first frame the deck was empty.
  let lowMs = (at[0] ?? 0) - UNSEEN_MS;
  let highMs = -Infinity;
  let back = 0;
  for (let i = 0; i < e.length; i += 1) {
    const [value, time] = [e[i] ?? 0, at[i] ?? 0];
    if (value <= LITTLE * topE) {
      if (time - highMs < offMs) return [found(time, topE, value, time - highMs)];
      lowMs = time;
    } else if (value >= NEARLY * topE) {
      if (time - lowMs < onMs) return [found(time, 0, value, time - lowMs)];
      highMs = time;
    }
    while (time - (at[back] ?? 0) > STEEP_MS) back += 1;
    for (let k = back; k < i; k += 1) {
      const lastsMs = time - (at[k] ?? 0);
      if (Math.abs(value - (e[k] ?? 0)) > pass.inE(lastsMs <= STEEP_AXLE_MS ? STEEP_AXLE_KG : STEEP_KG))
        return [found(time, e[k] ?? 0, value, lastsMs)];
    }
  }
  return [];
}

function found(atMs: number, fromE: number, toE: number, lastsMs: number): Finding {
  return { code: 'jump-without-ramp', atMs, detail: { fromE, toE, lastsMs } };
}
