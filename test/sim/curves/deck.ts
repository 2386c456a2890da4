/** What the load cells feel: axles over the edge, a body that bounces, wheels that roll, wind, an engine, the ground. */
import type { Chance } from './chance.ts';
import { STEPS_A_SECOND, type Drive } from './drive.ts';
import type { Truck } from './truck.ts';

/** A tyre needs this far to be wholly over the edge. */
const CONTACT_M = 0.3;

export interface Surroundings {
  /** Deviation of the wind's push, how long a gust lasts, and whether it needs a truck to push on. */
  readonly windKg: number;
  readonly gustS: number;
  /** The engine shakes the truck; it may be stopped while it stands. */
  readonly engineKg: number;
  readonly engineHz: number;
  readonly engineOffAtS: number;
  readonly engineOnAtS: number;
  /** What an axle over the edge stirs, as a share of what it weighs. */
  readonly edgeShare: number;
  /** What rolling wheels and a braking body stir, as a share of what is on the deck. */
  readonly rollShare: number;
  readonly brakeShare: number;
}

export interface OnDeck {
  readonly truck: Truck;
  readonly drive: Drive;
  /** Seconds before its drive begins; it waits at its first place. */
  readonly fromS: number;
}

/**
 * Something else that weighs or pushes: people, a load that pours, a passing train. Kilograms at a time in seconds, while
 * this share of the trucks' weight is on the deck (what was loaded leaves with the truck).
 */
export type Extra = (atS: number, onDeck: number) => number;

/** Kilograms at every step, from nothing on the deck to nothing. */
export function loads(
  chance: Chance,
  deckM: number,
  trucks: readonly OnDeck[],
  extras: readonly Extra[],
  around: Surroundings,
  steps: number,
): Float64Array {
  const sum = new Float64Array(steps);
  const present = new Float64Array(steps);
  for (const one of trucks) {
    const felt = truckOn(chance, deckM, one, around, steps);
    for (let i = 0; i < steps; i += 1) {
      sum[i] = (sum[i] ?? 0) + (felt.force[i] ?? 0);
      present[i] = Math.min(1, (present[i] ?? 0) + (felt.share[i] ?? 0));
    }
  }
  const keep = Math.exp(-1 / (STEPS_A_SECOND * around.gustS));
  const stir = Math.sqrt(1 - keep * keep);
  let wind = chance.normal();
  for (let i = 0; i < steps; i += 1) {
    const t = i / STEPS_A_SECOND;
    wind = wind * keep + chance.roughNormal() * stir;
    // The deck alone offers the wind little; a tarpaulin offers it much.
    const exposed = 0.15 + 0.85 * (present[i] ?? 0);
    const running = t < around.engineOffAtS || t > around.engineOnAtS;
    const engine = running
      ? around.engineKg * (present[i] ?? 0) * Math.sin(2 * Math.PI * (around.engineHz * t + 0.1 * wind))
      : 0;
    let all = (sum[i] ?? 0) + wind * around.windKg * exposed + engine;
    for (const extra of extras) all += extra(t, present[i] ?? 0);
    sum[i] = all;
  }
  return sum;
}

function truckOn(
  chance: Chance,
  deckM: number,
  { truck, drive, fromS }: OnDeck,
  around: Surroundings,
  steps: number,
): { force: Float64Array; share: Float64Array } {
  const force = new Float64Array(steps);
  const share = new Float64Array(steps);
  const mass = truck.axles.reduce((total, { kg }) => total + kg, 0);
  const omega = 2 * Math.PI * truck.bounceHz;
  const dt = 1 / STEPS_A_SECOND;
  const first = Math.round(fromS * STEPS_A_SECOND);
  let before = 0;
  let bounce = 0;
  let rate = 0;
  let speedBefore = 0;
  for (let i = 0; i < steps; i += 1) {
    const k = Math.min(Math.max(0, i - first), drive.at.length - 1);
    const place = drive.at[k] ?? 0;
    const speed = i < first ? 0 : i - first >= drive.at.length ? 0 : (drive.speed[k] ?? 0);
    let still = 0;
    for (const axle of truck.axles) {
      const x = place - axle.behindM;
      still += axle.kg * (over(x) - over(x - deckM));
    }
    // Each of these knocks the body on its springs, which then swings in its own time.
    const knock =
      around.edgeShare * (still - before) +
      around.brakeShare * still * (speed - speedBefore) +
      around.rollShare * still * Math.min(1, Math.abs(speed)) * chance.roughNormal() * 0.3;
    rate += knock * omega - (2 * truck.damping * omega * rate + omega * omega * bounce) * dt;
    bounce += rate * dt;
    force[i] = still === 0 ? 0 : still + bounce;
    share[i] = still / mass;
    before = still;
    speedBefore = speed;
  }
  return { force, share };
}

/** 0 before the edge, 1 behind it, smooth over a tyre's length. */
function over(x: number): number {
  if (x <= 0) return 0;
  if (x >= CONTACT_M) return 1;
  const share = x / CONTACT_M;
  return share * share * (3 - 2 * share);
}
