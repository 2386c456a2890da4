/** All signatures of one pass (product.md W8). Add one: its file, its code in curve.ts, its line here. */
import { constantAcrossTrucks } from './constant-across-trucks.ts';
import { crossingWithoutRecord } from './crossing-without-record.ts';
import { passOf, type Finding, type Pass, type PassFacts } from './curve.ts';
import { halfOn } from './half-on.ts';
import { heldValue } from './held-value.ts';
import { jumpWithoutRamp } from './jump-without-ramp.ts';
import { rampWithoutAxles } from './ramp-without-axles.ts';
import { replayed } from './replayed.ts';
import { stepAfterSteady } from './step-after-steady.ts';
import { twoTrucks } from './two-trucks.ts';
import { zeroDrift } from './zero-drift.ts';

const SIGNATURES: readonly ((pass: Pass) => readonly Finding[])[] = [
  jumpWithoutRamp,
  rampWithoutAxles,
  heldValue,
  stepAfterSteady,
  halfOn,
  twoTrucks,
  constantAcrossTrucks,
  replayed,
  zeroDrift,
  crossingWithoutRecord,
];

/** What does not look like one honest truck, each with its reason; empty for an honest one. Never throws. */
export function curveSignatures(facts: PassFacts): Finding[] {
  const pass = passOf(facts);
  return SIGNATURES.flatMap((signature) => signature(pass)).toSorted((a, b) => a.atMs - b.atMs);
}
