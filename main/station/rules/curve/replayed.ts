/**
 * The curve is an earlier truck's, frame by frame. Two trucks, and one truck twice, come and go at their own pace; only a
 * recording has the same values in the same rhythm all the way.
 */
import { passOf, type Finding, type Pass } from './curve.ts';

/** Earlier passes that weighed nearly the same are looked at; a recording of another weight is no use to anybody. */
const ALIKE_E = 2;
/** Only what moves tells: frames that differ from the one before. At least so many, and nearly all must be found again. */
const LEAST = 12;
const SHARE = 0.9;
/** A recorded frame may come this much earlier or later than it did. */
const LATE_MS = 150;

export function replayed(pass: Pass): Finding[] {
  const { facts, saved } = pass;
  if (saved === null) return [];
  for (const [i, earlier] of facts.earlier.entries()) {
    if (earlier.savedKg === null || Math.abs(pass.inE(earlier.savedKg) - saved.e) > ALIKE_E) continue;
    const share = found(pass, passOf({ ...facts, points: earlier.points(), saved: null }));
    if (share < SHARE) continue;
    return [
      {
        code: 'replayed',
        atMs: pass.at[0] ?? 0,
        detail: { trucksAgo: facts.earlier.length - i, sharePercent: Math.round(share * 100) },
      },
    ];
  }
  return [];
}

/** The share of this curve's moving frames that the other has, too, at the same time since its beginning. */
function found(one: Pass, other: Pass): number {
  const [zero, otherZero] = [one.at[0] ?? 0, other.at[0] ?? 0];
  let [moving, same, from] = [0, 0, 0];
  for (let i = 1; i < one.e.length; i += 1) {
    const value = one.e[i] ?? 0;
    if (Math.abs(value - (one.e[i - 1] ?? 0)) < 2) continue;
    moving += 1;
    const time = (one.at[i] ?? 0) - zero;
    while (from < other.at.length && (other.at[from] ?? 0) - otherZero < time - LATE_MS) from += 1;
    for (let k = from; k < other.at.length && (other.at[k] ?? 0) - otherZero <= time + LATE_MS; k += 1)
      if (other.e[k] === value) {
        same += 1;
        break;
      }
  }
  return moving < LEAST ? 0 : same / moving;
}
