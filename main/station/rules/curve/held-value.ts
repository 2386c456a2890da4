/**
 * The weight trembles before and after (wind on a tarpaulin, cattle), and between does not move at all: somebody holds it.
 *
 * What else falls silent is no crime, so all of it must be seen: the truck stands, and second for second it trembles before
 * the silence and long after it (a truck that stops trembles before, one that drives away trembles a few seconds after), and
 * slowly enough to survive an average over a second (an engine and rolling wheels shake quickly).
 *
 * Or it was never weighed: a value is there from one frame to the next, and stays to the bit.
 */
import { indexAt, standAround, type Finding, type Pass } from './curve.ts';

/** The silence lasts at least so long. */
const SILENT_MS = 9000;
/**
 * What is said instead of weighed has no way to it: rest, then in the very next frame the new value, which stays to the bit. A
 * wheel sways the body, a person takes half a second. An indicator that is quick beyond a limit jumps by that limit at most
 * (400 kg is the widest simulated); less than that must be gone in one frame, too, with the weight where it was before.
 */
const SAID_MS = 6000;
const LETS_GO_KG = 500;
const LETS_GO_E = 15;
const JUMP_E = 4;
const BACK_E = 2;
const RESTED_MS = 1000;
const RESTS_E = 1;
/** A frame that was lost may have lain between. */
const GAP_MS = 250;
/** So many seconds trembled on either side; a truck needs fewer to drive its first axle off. */
const BEFORE_S = 4;
const AFTER_S = 16;
/** What is looked at, at most. */
const LOOK_S = 20;
/** A second trembles when its frames are not all alike; so many of them do. */
const SHARE = 0.85;
/** Least tremble of the averages: the middle step from one second to the next, in divisions. */
const TREMBLE_E = 0.6;
const SECOND_MS = 1000;

export function heldValue(pass: Pass): Finding[] {
  const { at, e, saved } = pass;
  if (saved === null) return [];
  let [from, to] = [saved.index, saved.index];
  while (from > 0 && e[from - 1] === e[saved.index]) from -= 1;
  while (to + 1 < e.length && e[to + 1] === e[saved.index]) to += 1;
  const [fromMs, toMs] = [at[from] ?? 0, at[to] ?? 0];
  const said = saidE(pass, from, to);
  if (toMs - fromMs >= SAID_MS && said > 0)
    return [{ code: 'held-value', atMs: fromMs, detail: { silentMs: toMs - fromMs, jumpE: said } }];
  const stood = standing(pass, saved);
  if (toMs - fromMs < SILENT_MS || stood === null) return [];
  const beforeE = trembles(pass, Math.max(stood.fromMs, fromMs - LOOK_S * 1000), fromMs - 1, BEFORE_S);
  const afterE = trembles(pass, toMs + 1, Math.min(stood.toMs, toMs + LOOK_S * 1000), AFTER_S);
  if (beforeE < TREMBLE_E || afterE < TREMBLE_E) return [];
  return [{ code: 'held-value', atMs: fromMs, detail: { silentMs: toMs - fromMs, beforeE, afterE } }];
}

/** How far the silence is from what was weighed before it, where it was said and not weighed; 0 where it may have been weighed. */
function saidE(pass: Pass, from: number, to: number): number {
  const [before, after] = [restBeside(pass, from, -1), restBeside(pass, to, 1)];
  if (before === null) return 0;
  const held = pass.e[from] ?? 0;
  const jumpE = Math.abs(before - held);
  if (jumpE >= Math.max(LETS_GO_E, pass.inE(LETS_GO_KG))) return jumpE;
  return after !== null && jumpE >= JUMP_E && Math.abs(after - before) <= BACK_E ? jumpE : 0;
}

/** What rests beside the silence; null where a frame was lost between, or nothing rests. */
function restBeside({ at, e }: Pass, edge: number, step: 1 | -1): number | null {
  const first = edge + step;
  const value = e[first];
  if (value === undefined || Math.abs((at[first] ?? 0) - (at[edge] ?? 0)) > GAP_MS) return null;
  let last = first;
  while (Math.abs((e[last + step] ?? Infinity) - value) <= RESTS_E) last += step;
  return Math.abs((at[last] ?? 0) - (at[first] ?? 0)) < RESTED_MS ? null : value;
}

/** While the same truck stands there without a break. */
function standing({ levels, inE }: Pass, saved: { readonly index: number }): { fromMs: number; toMs: number } | null {
  const mine = levels.findIndex(({ from, to }) => from <= saved.index && saved.index <= to);
  const stand = mine < 0 ? [] : standAround(levels, mine, Math.max(inE(400), 6));
  const [begin, end] = [stand[0], stand.at(-1)];
  return begin === undefined || end === undefined ? null : { fromMs: begin.fromMs, toMs: end.toMs };
}

/**
 * How far the average of one second is from that of the next, in the middle; 0 where fewer than `seconds` were seen, or where
 * too many of them were silent.
 */
function trembles({ at, e }: Pass, fromMs: number, toMs: number, seconds: number): number {
  const seen = Math.floor((toMs - fromMs) / SECOND_MS);
  if (seen < seconds) return 0;
  const averages: number[] = [];
  let alive = 0;
  for (let second = 0; second < seen; second += 1) {
    const begin = fromMs + second * SECOND_MS;
    let [sum, count, low, high] = [0, 0, Infinity, -Infinity];
    for (let i = indexAt(at, begin); i < at.length && (at[i] ?? 0) < begin + SECOND_MS; i += 1) {
      if ((at[i] ?? 0) < begin) continue;
      const value = e[i] ?? 0;
      [sum, count, low, high] = [sum + value, count + 1, Math.min(low, value), Math.max(high, value)];
    }
    if (high > low) alive += 1;
    if (count > 0) averages.push(sum / count);
  }
  if (alive < SHARE * seen) return 0;
  const steps = averages.slice(1).map((value, i) => Math.abs(value - (averages[i] ?? 0)));
  steps.sort((a, b) => a - b);
  return steps[steps.length >> 1] ?? 0;
}
