/**
 * A truck leaves with the axles it came with. While they come on the curve rests for a moment after each axle or group; while
 * they go off in the same order it rests at the whole weight less each of those. So a step of which nobody knows whether it was
 * an axle shows when the truck leaves: was the whole truck the weight before the step, or the one after it?
 */
import type { Level, Pass } from './curve.ts';

/** A rest: so long within so much. */
const RESTS_MS = 400;
const RESTS_KG = 100;
const RESTS_E = 2;
/** Where a division is more, empty axles cannot be told from one another. */
const FINE_KG = 25;
/** How far a rolling truck's weight may be from what it is at rest. */
const ALIKE_KG = 160;
const ALIKE_E = 3;

/**
 * As which of the two the truck leaves: as one that weighed `before` (the step was no axle of it), or as one that weighed
 * `after`; null where what is seen fits both or neither.
 */
export function leavesAs(pass: Pass, before: Level, after: Level): 'before' | 'after' | null {
  if (pass.inE(FINE_KG) < 1) return null;
  const alikeE = Math.max(ALIKE_E, pass.inE(ALIKE_KG));
  const alike = (a: number, b: number, times = 1): boolean => Math.abs(a - b) <= times * alikeE;
  // What rested on the deck while it came: partial sums of axles, front to back.
  const arrival = rests(pass, 0, before.from);
  // It was as heavy before: it went off with an axle and came back.
  if (after.e > before.e && arrival.some((e) => e > before.e + alikeE)) return 'after';
  const came = arrival.filter((e) => e > alikeE && e < before.e - alikeE);
  const left = rests(pass, after.to, pass.e.length - 1).filter(
    (e) => e > alikeE && !alike(e, before.e) && !alike(e, after.e) && e < Math.max(before.e, after.e),
  );
  const asBefore = (e: number, times = 1): boolean => came.some((sum) => alike(e, before.e - sum, times));
  // Forwards each partial sum is missing, `before` being one of them; backwards the partial sums come again.
  const asAfter = (e: number, times = 1): boolean =>
    [...came, before.e].some((sum) => alike(e, after.e - sum, times) || alike(e, sum, times));
  // What speaks for one must be far from speaking for the other.
  const speaksForBefore = left.some((e) => asBefore(e) && !asAfter(e, 2));
  const speaksForAfter = left.some((e) => asAfter(e) && !asBefore(e, 2));
  if (speaksForBefore === speaksForAfter) return null;
  return speaksForBefore ? 'before' : 'after';
}

/**
 * In which order a truck leaves that stands as heavy as before it stepped up: `forwards`, first axle first, so that it rests at
 * what it is less each weight by which it came; `mirrored`, through those weights themselves: it came on at the end where it goes
 * off, its last axle stepped up and down again, and nothing is wrong. null where it fits both or neither.
 */
export function leavesInOrder(pass: Pass, before: Level, after: Level): 'forwards' | 'mirrored' | null {
  const alikeE = Math.max(ALIKE_E, pass.inE(ALIKE_KG));
  const between = (all: readonly number[]): number[] => all.filter((e) => e > alikeE && e < before.e - alikeE);
  const came = between(rests(pass, 0, before.from));
  const left = between(rests(pass, after.to, pass.e.length - 1));
  const again = (e: number, times = 1): boolean => came.some((sum) => Math.abs(sum - e) <= times * alikeE);
  const onwards = (e: number, times = 1): boolean => came.some((sum) => Math.abs(before.e - sum - e) <= times * alikeE);
  const forwards = left.some((e) => onwards(e) && !again(e, 2));
  const mirrored = left.some((e) => again(e) && !onwards(e, 2));
  if (forwards === mirrored) return null;
  return forwards ? 'forwards' : 'mirrored';
}

/** Where the weight rested between two indices. */
function rests({ at, e, inE }: Pass, from: number, to: number): number[] {
  const band = Math.max(RESTS_E, inE(RESTS_KG));
  const found: number[] = [];
  let start = from;
  let low = e[from] ?? 0;
  let high = low;
  for (let i = from + 1; i <= to + 1; i += 1) {
    const value = i > to ? NaN : (e[i] ?? 0);
    if (Math.max(high, value) - Math.min(low, value) <= band) {
      [low, high] = [Math.min(low, value), Math.max(high, value)];
      continue;
    }
    if ((at[i - 1] ?? 0) - (at[start] ?? 0) >= RESTS_MS) found.push((low + high) / 2);
    [start, low, high] = [i, value, value];
    // What came just before and fits is part of the next rest.
    for (let k = i - 1; k > from; k -= 1) {
      const before = e[k] ?? 0;
      if (!(Math.max(high, before) - Math.min(low, before) <= band)) break;
      [start, low, high] = [k, Math.min(low, before), Math.max(high, before)];
    }
  }
  return found;
}
