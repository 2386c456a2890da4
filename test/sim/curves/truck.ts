/** Trucks as a deck feels them: where their axles are, and what each puts on the ground. Axle limits: order 62 of 2016. */
import type { Chance } from './chance.ts';

export interface Axle {
  /** Metres behind the first axle. */
  readonly behindM: number;
  readonly kg: number;
}

export interface Truck {
  readonly vehicle: string;
  readonly axles: readonly Axle[];
  /** The body on its springs: how fast it bounces and how soon that dies (share of critical damping). */
  readonly bounceHz: number;
  readonly damping: number;
}

/** Axle places, what the empty truck weighs, its legal limit, and how tare and load share among the axles. */
interface Model {
  readonly at: readonly number[];
  readonly tareKg: readonly [number, number];
  readonly limitKg: number;
  readonly tareShare: readonly number[];
  readonly loadShare: readonly number[];
}

const MODELS: Record<'light' | 'two' | 'three' | 'four' | 'five' | 'six', Model> = {
  light: { at: [0, 3.3], tareKg: [2400, 4200], limitKg: 7500, tareShare: [0.55, 0.45], loadShare: [0.25, 0.75] },
  two: { at: [0, 5], tareKg: [5800, 8000], limitKg: 18_000, tareShare: [0.5, 0.5], loadShare: [0.28, 0.72] },
  three: {
    at: [0, 4.2, 5.55],
    tareKg: [9500, 12_500],
    limitKg: 25_000,
    tareShare: [0.42, 0.29, 0.29],
    loadShare: [0.16, 0.42, 0.42],
  },
  four: {
    at: [0, 1.9, 5.2, 6.55],
    tareKg: [12_500, 16_500],
    limitKg: 31_000,
    tareShare: [0.26, 0.26, 0.24, 0.24],
    loadShare: [0.14, 0.14, 0.36, 0.36],
  },
  five: {
    at: [0, 3.5, 9.2, 10.5, 11.8],
    tareKg: [13_000, 16_000],
    limitKg: 43_000,
    tareShare: [0.3, 0.25, 0.15, 0.15, 0.15],
    loadShare: [0.05, 0.27, 0.23, 0.22, 0.23],
  },
  six: {
    at: [0, 3.2, 4.55, 10.6, 11.91, 13.22],
    tareKg: [14_000, 17_500],
    limitKg: 49_000,
    tareShare: [0.29, 0.17, 0.17, 0.13, 0.12, 0.12],
    loadShare: [0.04, 0.19, 0.19, 0.2, 0.19, 0.19],
  },
};
export type ModelName = keyof typeof MODELS;

/** How a site's trucks are filled. */
export type Filling = 'mixed' | 'to-the-limit' | 'empty';

export interface Fleet {
  readonly models: readonly [ModelName, ...ModelName[]];
  readonly filling: Filling;
  /** Deviation of what the loader aims at; only for `to-the-limit`. */
  readonly aimKg: number;
}

const FLEETS: readonly [readonly [ModelName, ...ModelName[]], ...(readonly [ModelName, ...ModelName[]])[]] = [
  ['six'],
  ['six', 'five', 'four'],
  ['four', 'three'],
  ['two', 'three', 'four', 'five', 'six'],
];

export function fleet(chance: Chance): Fleet {
  return {
    models: chance.one(FLEETS),
    filling: chance.one(['mixed', 'mixed', 'to-the-limit', 'empty']),
    aimKg: chance.betweenTimes(60, 600),
  };
}

/** One truck of a fleet, with a plate that nothing else has. */
export function truck(chance: Chance, { models, filling, aimKg }: Fleet): Truck {
  const { at, tareKg, limitKg, tareShare, loadShare } = MODELS[chance.one(models)];
  const tare = chance.between(...tareKg);
  const load = Math.max(0, loadOf(chance, filling, tare, limitKg, aimKg));
  const stretch = chance.between(0.95, 1.05);
  const axles = at.map((behindM, i) => ({
    behindM: behindM * stretch,
    kg: (tare * (tareShare[i] ?? 0) + load * (loadShare[i] ?? 0)) * chance.between(0.97, 1.03),
  }));
  return {
    vehicle: `V${chance.seed()}`,
    axles,
    bounceHz: chance.between(1.3, 3.5),
    damping: chance.between(0.08, 0.3),
  };
}

function loadOf(chance: Chance, filling: Filling, tare: number, limit: number, aim: number): number {
  switch (filling) {
    case 'empty':
      return chance.between(0, 150);
    case 'to-the-limit':
      return limit - Math.abs(chance.normal()) * aim - tare;
    case 'mixed':
      // A third comes empty; of the rest some are far over the limit: that is why the office exists.
      return chance.happens(0.33) ? 0 : limit * chance.between(0.6, 1.25) - tare;
    default:
      return never(filling);
  }
}

export const massOf = ({ axles }: Truck): number => axles.reduce((sum, { kg }) => sum + kg, 0);
export const lengthOf = ({ axles }: Truck): number => axles.at(-1)?.behindM ?? 0;

function never(value: never): never {
  throw new TypeError(`unhandled ${JSON.stringify(value)}`);
}
