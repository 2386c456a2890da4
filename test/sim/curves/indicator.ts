/** The indicator: samples, filters, follows its zero, rounds to divisions and sends frames at its own rate. */
import type { Chance } from './chance.ts';
import { STEPS_A_SECOND } from './drive.ts';

export type Filter =
  | { readonly kind: 'average'; readonly overS: number }
  | { readonly kind: 'one-pole' | 'two-pole'; readonly tauS: number }
  /** Quick while the load changes, slow when it stands. */
  | { readonly kind: 'adaptive'; readonly quickS: number; readonly slowS: number; readonly beyondKg: number }
  | { readonly kind: 'median'; readonly overS: number };

export interface Indicator {
  readonly divisionKg: number;
  readonly maxKg: number;
  readonly rateHz: number;
  readonly filter: Filter;
  /** The display keeps its number until the weight is further away than this share of a division; 0.5 = plain rounding. */
  readonly stickShare: number;
  /** Electrical noise of one sample. */
  readonly noiseKg: number;
  /** Frames that the line loses. */
  readonly lostShare: number;
  /** Deviation of a frame's arrival, as a share of the time between two. */
  readonly lateShare: number;
  /** Follows a slow zero by so many divisions a second; 0 = not at all. */
  readonly followsZero: number;
}

export interface Frame {
  /** Milliseconds since the world began. */
  readonly atMs: number;
  /** null: beyond what it may show. */
  readonly kg: number | null;
}

/** What the indicator says of `loads`; `zeroKg` is what its zero was set to before, `zeroKeyAtS` when it is set anew. */
export function frames(
  chance: Chance,
  loads: Float64Array,
  indicator: Indicator,
  { zeroKg, zeroKeyAtS }: { readonly zeroKg: number; readonly zeroKeyAtS: number },
): Frame[] {
  const { divisionKg, rateHz, stickShare, maxKg } = indicator;
  const filtered = filter(chance, loads, indicator);
  const out: Frame[] = [];
  const everyMs = 1000 / rateHz;
  const endMs = (loads.length / STEPS_A_SECOND) * 1000;
  let zero = zeroKg;
  let shown = Math.round(((filtered[0] ?? 0) - zeroKg) / divisionKg);
  let lastMs = -Infinity;
  let keyDueMs = zeroKeyAtS * 1000;
  for (let dueMs = chance.between(0, everyMs); dueMs < endMs; dueMs += everyMs) {
    const gross = filtered[Math.min(filtered.length - 1, Math.floor((dueMs / 1000) * STEPS_A_SECOND))] ?? 0;
    if (dueMs >= keyDueMs) {
      zero = gross;
      keyDueMs = Infinity;
    }
    const net = gross - zero;
    const divisions = net / divisionKg;
    // Zero tracking works within half a division and creeps.
    if (Math.abs(divisions) < 0.5)
      zero += Math.sign(net) * Math.min(Math.abs(net), (indicator.followsZero * divisionKg) / rateHz);
    if (Math.abs(divisions - shown) > stickShare) shown = Math.round(divisions);
    if (chance.happens(indicator.lostShare)) continue;
    const atMs = Math.max(lastMs + 1, Math.round(dueMs + chance.roughNormal() * indicator.lateShare * everyMs));
    lastMs = atMs;
    out.push({ atMs, kg: shown * divisionKg > maxKg + 9 * divisionKg ? null : shown * divisionKg + 0 });
  }
  return out;
}

function filter(chance: Chance, loads: Float64Array, { filter: how, noiseKg }: Indicator): Float64Array {
  const sampled = loads.map((load) => load + noiseKg * chance.roughNormal());
  switch (how.kind) {
    case 'average':
      return averaged(sampled, how.overS);
    case 'one-pole':
      return poled(sampled, how.tauS);
    case 'two-pole':
      return poled(poled(sampled, how.tauS / 2), how.tauS / 2);
    case 'adaptive':
      return adaptive(sampled, how.quickS, how.slowS, how.beyondKg);
    case 'median':
      return averaged(medians(sampled, how.overS), how.overS / 2);
    default:
      return never(how);
  }
}

function averaged(values: Float64Array, overS: number): Float64Array {
  const length = Math.max(1, Math.round(overS * STEPS_A_SECOND));
  const first = values[0] ?? 0;
  let sum = first * length;
  return values.map((value, i) => {
    sum += value - (i >= length ? (values[i - length] ?? 0) : first);
    return sum / length;
  });
}

function poled(values: Float64Array, tauS: number): Float64Array {
  const share = 1 - Math.exp(-1 / (STEPS_A_SECOND * tauS));
  let state = values[0] ?? 0;
  return values.map((value) => (state += (value - state) * share));
}

function adaptive(values: Float64Array, quickS: number, slowS: number, beyondKg: number): Float64Array {
  const quick = poled(values, quickS);
  const share = 1 - Math.exp(-1 / (STEPS_A_SECOND * slowS));
  let state = quick[0] ?? 0;
  return quick.map((value) => (state = Math.abs(value - state) > beyondKg ? value : state + (value - state) * share));
}

function medians(values: Float64Array, overS: number): Float64Array {
  const length = Math.max(3, Math.round(overS * STEPS_A_SECOND));
  // Every tenth step is enough: an average follows.
  const out = new Float64Array(values.length);
  let last = values[0] ?? 0;
  for (let i = 0; i < values.length; i += 1) {
    if (i % 10 === 0) {
      const part = values.subarray(Math.max(0, i - length + 1), i + 1).toSorted();
      last = part[Math.floor(part.length / 2)] ?? last;
    }
    out[i] = last;
  }
  return out;
}

function never(value: never): never {
  throw new TypeError(`unhandled ${JSON.stringify(value)}`);
}
