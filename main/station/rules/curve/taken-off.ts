/** A loader takes some off a truck that is too heavy: the one honest way in which a standing truck gets much lighter. */
import type { Level, Pass } from './curve.ts';

/** A scoop holds no more. */
const LIFTS_KG = 3000;
/** What takes longer is no scoop: somebody turns a knob. Where it was pressed in first, it is one behind a slow filter. */
const DRIPS_MS = 4500;
const PRESSED_DRIPS_MS = 6000;
/** The scoop is pressed into the load first, and then lifted; both show. */
const PRESSES_MS = 4000;
const PRESSES_KG = 75;
const PRESSES_E = 2;
const LIFTS_MS = 300;
/** Nobody needs to be seen pressing when it took so long. */
const POURS_MS = 2000;

/** True when the fall between the two looks like it: pressed down first, then lighter over a second or so. */
export function takenOff(pass: Pass, stands: Level, to: Level): boolean {
  const { at, e, inE } = pass;
  const from = unpressed(pass, stands, to);
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
  const seen = pressed >= Math.max(PRESSES_E, inE(PRESSES_KG));
  return liftsMs >= (seen ? LIFTS_MS : POURS_MS) && liftsMs <= (seen ? PRESSED_DRIPS_MS : DRIPS_MS);
}

/** While the scoop is pressed in, the weight may stand for a while; what the fall is measured from stood before that. */
function unpressed({ levels }: Pass, stands: Level, to: Level): Level {
  if (stands.toMs - stands.fromMs > PRESSES_MS) return stands;
  const before = levels.findLast((level) => level.to < stands.from);
  return before !== undefined && before.e > to.e && before.e < stands.e && stands.fromMs - before.toMs < PRESSES_MS
    ? before
    : stands;
}
