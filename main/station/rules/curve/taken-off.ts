/** A loader takes some off a truck that is too heavy: the one honest way in which a standing truck gets much lighter. */
import type { Level, Pass } from './curve.ts';

/** A scoop holds no more. */
const LIFTS_KG = 3000;
/** What takes longer is no scoop: somebody turns a knob. */
const DRIPS_MS = 4500;
/** The scoop is pressed into the load first, and then lifted; both show. */
const PRESSES_MS = 4000;
const PRESSES_KG = 75;
const PRESSES_E = 2;
const LIFTS_MS = 300;
/** Nobody needs to be seen pressing when it took so long. */
const POURS_MS = 2000;

/** True when the fall between the two looks like it: pressed down first, then lighter over a second or so. */
export function takenOff({ at, e, inE }: Pass, from: Level, to: Level): boolean {
  if (from.e - to.e > inE(LIFTS_KG)) return false;
  let whole = from.from;
  for (let i = from.from; i <= to.from; i += 1) if ((e[i] ?? 0) >= from.e) whole = i;
  let pressed = 0;
  for (let i = whole; i > from.from && (at[i] ?? 0) > (at[whole] ?? 0) - PRESSES_MS; i -= 1)
    pressed = Math.max(pressed, (e[i] ?? 0) - from.e);
  let lifted = to.from;
  for (let i = whole; i <= to.from; i += 1) {
    if ((e[i] ?? 0) - to.e > 0.1 * (from.e - to.e)) continue;
    lifted = i;
    break;
  }
  const liftsMs = (at[lifted] ?? 0) - (at[whole] ?? 0);
  if (liftsMs > DRIPS_MS) return false;
  return liftsMs >= (pressed >= Math.max(PRESSES_E, inE(PRESSES_KG)) ? LIFTS_MS : POURS_MS);
}
