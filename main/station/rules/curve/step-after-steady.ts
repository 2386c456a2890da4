/**
 * A truck stood, and then its weight changed as no axle changes it, and that weight was saved. Radio-switched resistors act
 * within milliseconds and leave the truck at rest (protocols.md, "Cheating devices": a jump when no axle moves).
 *
 * Four ways to know it, each for a step after which nothing swayed:
 * it is quicker than an axle rolls on from a standstill; it is smaller than any axle and bigger than people; the weight goes
 * back by the same way after it was saved; the truck leaves with the axles it came with, and the step was none of them.
 */
import { leavesWithout } from './axle-ledger.ts';
import type { Finding, Level, Pass } from './curve.ts';
import { edgeBetween, type Edge } from './edge.ts';

/** Two people and their bags. What is smaller is nobody's business. */
const PEOPLE_KG = 300;
const PEOPLE_E = 5;
/** No axle of a truck is lighter. */
const LIGHTEST_AXLE_KG = 1000;
/** What pours or is lifted takes longer. */
const POURS_MS = 750;
/** A bucket that empties or fills takes longer, and its lumps shake more. */
const LOADS_MS = 880;
const LOADED_E = 8;
/** It rested at least so long before; it stood when it rested so long. */
const RESTED_MS = 1500;
const STOOD_MS = 3500;
/** A switch sways nothing; this much is rounding. */
const SWAY_E = 3;

export function stepAfterSteady(pass: Pass): Finding[] {
  const { saved, levels } = pass;
  if (saved === null) return [];
  const index = levels.findIndex(({ from, to }) => from <= saved.index && saved.index <= to);
  const at = levels[index];
  const before = levels[index - 1];
  if (at === undefined || before === undefined || before.toMs - before.fromMs < RESTED_MS) return [];
  const edge = edgeBetween(pass, before, at);
  const size = Math.abs(edge.sizeE);
  if (size < Math.max(pass.inE(PEOPLE_KG), PEOPLE_E)) return [];
  const clean = edge.swayE <= SWAY_E && edge.lastsMs <= POURS_MS;
  const stood = before.toMs - before.fromMs >= STOOD_MS;
  const switched =
    (clean && quickerThanWheels(edge)) ||
    (clean && stood && size < pass.inE(LIGHTEST_AXLE_KG)) ||
    (edge.lastsMs <= LOADS_MS && edge.swayE <= LOADED_E && leavesWithout(pass, before, at));
  if (!switched) return [];
  return [
    {
      code: 'step-after-steady',
      atMs: edge.endsMs,
      detail: { fromE: before.e, toE: at.e, lastsMs: edge.lastsMs, stoodMs: before.toMs - before.fromMs },
    },
  ];
}

/** A tyre that rolls on from a standstill takes longer for its contact with the ground (0.3 m) to pass the edge. */
const FROM_STANDSTILL_MS = 230;
/** One that never stopped took the whole rest for the widest gap between two axles (6.5 m), so this share of it for itself. */
const ROLLING_SHARE = 0.028;

function quickerThanWheels({ from, lastsMs }: Edge): boolean {
  return lastsMs < Math.min(FROM_STANDSTILL_MS, ROLLING_SHARE * (from.toMs - from.fromMs));
}

/** Alike: two readings of one truck. An axle that leaves again takes another time, and the truck does not stand then. */
const ALIKE_KG = 40;
const ALIKE_E = 2;
const STANDS_MS = 4000;

function goesBack(pass: Pass, there: Edge, after: Level | undefined): boolean {
  if (after === undefined || after.toMs - after.fromMs < STANDS_MS) return false;
  if (Math.abs(after.e - there.from.e) > Math.max(pass.inE(ALIKE_KG), ALIKE_E)) return false;
  const back = edgeBetween(pass, there.to, after);
  const frameMs = ((pass.at.at(-1) ?? 0) - (pass.at[0] ?? 0)) / pass.at.length;
  const alikeMs = Math.max(1.5 * frameMs, 0.15 * there.lastsMs);
  return back.swayE <= SWAY_E && Math.abs(back.lastsMs - there.lastsMs) <= alikeMs;
}
