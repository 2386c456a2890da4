/**
 * A truck stood, and then its weight changed as no axle changes it, and that weight was saved. Radio-switched resistors act
 * within milliseconds and leave the truck at rest (protocols.md, "Cheating devices": a jump when no axle moves).
 *
 * A fall: nothing honest takes weight off a truck that stands, but a loader's scoop.
 * A rise may be an axle that rolls on, or a load that is poured. It is neither when it is quicker than an axle that starts from
 * standing; when it is smaller than any axle and nothing swayed; when the truck leaves with the axles that it had before; or
 * when it is taken back while the truck stands, which then leaves onwards, or by the same way as it came.
 */
import { leavesAs, leavesInOrder } from './axle-ledger.ts';
import { standAround, type Finding, type Level, type Pass } from './curve.ts';
import { edgeBetween, type Edge } from './edge.ts';
import { takenOff } from './taken-off.ts';

/** Two people and their bags. What is smaller is nobody's business. */
const PEOPLE_KG = 300;
const PEOPLE_E = 5;
/** A filter that creeps to its end: still the same stand. */
const CREEPS_KG = 200;
const CREEPS_E = 6;
/** It rested at least so long before; it stood when it rested so long. */
const RESTED_MS = 1500;
const STOOD_MS = 3000;

export function stepAfterSteady(pass: Pass): Finding[] {
  const { saved, levels } = pass;
  if (saved === null) return [];
  const index = levels.findIndex(({ from, to }) => from <= saved.index && saved.index <= to);
  const at = levels[index];
  if (at === undefined) return [];
  const people = Math.max(pass.inE(PEOPLE_KG), PEOPLE_E);
  const creeps = Math.max(pass.inE(CREEPS_KG), CREEPS_E);
  const next = levels.findIndex(({ e }, i) => i > index && Math.abs(e - at.e) >= people);
  const after = next < 0 ? null : standOf(levels.slice(index + 1), next - index - 1, creeps);
  for (let i = index - 1; i >= 0; i -= 1) {
    const before = standOf(levels.slice(0, index), i, creeps);
    const near = Math.abs(before.level.e - at.e);
    // One level of it: what is being poured has many, each for a moment.
    const restedMs = before.level.toMs - before.level.fromMs;
    // What hardly differs is the same load: a filter that creeps to its end, somebody who climbs down.
    if (near < people || restedMs < RESTED_MS) continue;
    const edge = edgeBetween(pass, before.level, at);
    if (switched(pass, edge, restedMs, after))
      return [
        {
          code: 'step-after-steady',
          atMs: at.fromMs,
          detail: { fromE: before.level.e, toE: at.e, stoodMs: restedMs },
        },
      ];
    if (restedMs >= STOOD_MS || before.level.e < at.e) return [];
  }
  return [];
}

interface Stand {
  /** The longest of its levels. */
  readonly level: Level;
  readonly restsMs: number;
}

function standOf(levels: readonly Level[], index: number, creeps: number): Stand {
  const all = standAround(levels, index, creeps);
  const [first, last] = [all[0] ?? NOTHING, all.at(-1) ?? NOTHING];
  const level = all.reduce((best, one) => (one.toMs - one.fromMs > best.toMs - best.fromMs ? one : best), first);
  return { level, restsMs: last.toMs - first.fromMs };
}

const NOTHING: Level = { from: 0, to: 0, fromMs: 0, toMs: 0, e: 0 };

/** A switch sways nothing; this much is rounding. */
const SWAY_E = 3;
/** ...or wind, beside a step as big and quick as no wheel makes one. */
const SWAY_SHARE = 0.01;
/** No axle of a truck is lighter (a light truck's empty rear axle), and what falls out of a bucket takes longer. */
const LIGHTEST_AXLE_KG = 1000;
const POURS_MS = 800;
/** The same for what is judged by the axles that leave; lumps from a bucket shake more. */
const LOADS_MS = 700;
const LOADED_E = 8;

/** `after`: what stands there next; null: nothing does. */
function switched(pass: Pass, edge: Edge, restedMs: number, after: Stand | null): boolean {
  const clean = edge.swayE <= SWAY_E;
  if (edge.sizeE < 0)
    return (
      (restedMs >= STOOD_MS || edge.lastsMs <= FROM_STANDSTILL_MS) &&
      ((edge.lastsMs <= LIFTS_MS && edge.sizeE < -LAGS_E) || !takenOff(pass, edge.from, edge.to))
    );
  if (edge.swayE <= Math.max(SWAY_E, SWAY_SHARE * edge.sizeE) && quickerThanWheels(edge, restedMs)) return true;
  if (clean && restedMs >= STOOD_MS && edge.lastsMs <= POURS_MS && edge.sizeE < pass.inE(LIGHTEST_AXLE_KG)) return true;
  if (restedMs >= STOOD_MS && edge.lastsMs <= TWO_AXLES_MS && edge.sizeE > pass.inE(ONE_AXLE_KG)) return true;
  if (edge.sizeE > HALF_SHARE * edge.from.e) return false;
  const leaves = leavesAs(pass, edge.from, edge.to);
  if (edge.lastsMs <= LOADS_MS && edge.swayE <= LOADED_E && leaves === 'before') return true;
  return leaves !== 'after' && after !== null && takenBack(pass, edge, after, leaves === 'before');
}

/** A scoop is lifted more slowly; a filter that lags lets go of at most so much at once. */
const LIFTS_MS = 400;
const LAGS_E = 25;
/** More than one overloaded axle, before the next one, 1.3 m behind it, can follow. */
const ONE_AXLE_KG = 16_000;
const TWO_AXLES_MS = 160;
/** A tyre that rolls on from a standstill takes longer for its contact with the ground (0.3 m) to pass the edge. */
const FROM_STANDSTILL_MS = 120;
/** One that never stopped took the whole rest for the widest gap between two axles (6.5 m), so this share of it for itself. */
const ROLLING_SHARE = 0.028;

function quickerThanWheels({ lastsMs }: Edge, restedMs: number): boolean {
  return lastsMs <= Math.min(FROM_STANDSTILL_MS, ROLLING_SHARE * restedMs);
}

/** Alike: two readings of one truck. */
const ALIKE_KG = 80;
const ALIKE_E = 2;
/** An axle that leaves is followed by the next, unless the gap behind it is wide; the ledger knows which it is. */
const STANDS_MS = 1800;
const STANDS_BY_LEDGER_MS = 1000;
/** More than a switch and the rounding leave: it was a wheel. */
const SWAY_SEEN_E = 3.5;
/** Two wheels never take the same time, two clicks of a switch do: but for a share of it, and of the time between frames. */
const PACE = 0.05;
const PACE_FRAMES = 0.25;
/** The share of the step by which it was heavier before: it had been wholly on, and comes back. */
const WHOLE_SHARE = 0.5;
/** Half a truck and half a truck: two axles that weigh the same come on and go off like this by themselves. */
const HALF_SHARE = 0.34;

function takenBack(pass: Pass, there: Edge, { level: after, restsMs }: Stand, byLedger: boolean): boolean {
  if (restsMs < (byLedger ? STANDS_BY_LEDGER_MS : STANDS_MS)) return false;
  if (Math.abs(after.e - there.from.e) > Math.max(pass.inE(ALIKE_KG), ALIKE_E)) return false;
  for (let i = 0; i < there.from.from; i += 1)
    if ((pass.e[i] ?? 0) > there.from.e + WHOLE_SHARE * there.sizeE) return false;
  const order = leavesInOrder(pass, there.from, after);
  if (order !== null) return order === 'forwards';
  // An axle that rolls on and stops sways the body; behind a filter that hides it the paces tell.
  if (there.swayE > SWAY_SEEN_E) return false;
  const back = edgeBetween(pass, there.to, after);
  const frameMs = ((pass.at.at(-1) ?? 0) - (pass.at[0] ?? 0)) / pass.at.length;
  return Math.abs(back.paceMs - there.paceMs) <= PACE_FRAMES * frameMs + PACE * there.paceMs;
}
