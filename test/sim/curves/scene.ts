/** One pass over one weighbridge, from the forces on the deck to what the indicator sent and what was saved of it. */
import { Chance } from './chance.ts';
import { loads, type Extra, type OnDeck, type Surroundings } from './deck.ts';
import { drive, STEP_MS, STEPS_A_SECOND, type Leg } from './drive.ts';
import { frames, type Filter, type Frame, type Indicator } from './indicator.ts';
import { fleet, lengthOf, massOf, truck, type Fleet, type Truck } from './truck.ts';

export interface Site {
  readonly deckM: number;
  readonly fleet: Fleet;
  readonly indicator: Indicator;
  readonly around: Surroundings;
  /** When a weight counts as steady here, and what counts as empty and as a load. */
  readonly steadyS: number;
  readonly steadyDivisions: number;
  readonly zeroBandKg: number;
  readonly minKg: number;
  /** How long somebody waits, at most, before saving what stands steady. */
  readonly keyDelayS: number;
}

/** What changes the signal on its way: between cell and indicator (kilograms in, kilograms out), or behind it. */
export interface Tampering {
  readonly cell?: (loads: Float64Array) => Float64Array;
  readonly line?: (frames: Frame[]) => Frame[];
}

export interface Scene {
  readonly trucks: readonly OnDeck[];
  readonly extras?: readonly Extra[];
  readonly around?: Partial<Surroundings>;
  /** How long the world goes on, in seconds. */
  readonly lastsS: number;
  /** Saved when it is steady after this time; null: nobody saves anything. */
  readonly saveFromS: number | null;
  /** ...and before this one. Default: any time after. */
  readonly saveUntilS?: number;
  readonly tampering?: Tampering;
  /** What the zero had been set to, and when somebody sets it anew. */
  readonly zeroKg?: number;
  readonly zeroKeyAtS?: number;
}

/** A truck that was weighed here before. Its curve is only simulated when somebody looks at it. */
export interface Earlier {
  /** null: nobody knew its plate. */
  readonly vehicle: string | null;
  readonly savedKg: number;
  readonly zeroBeforeKg: number;
  readonly zeroAfterKg: number;
  points(): readonly Frame[];
}

export interface Saved {
  readonly atMs: number;
  readonly kg: number;
}

/** One pass as the office has it when the deck is empty again. */
export interface SimulatedPass {
  readonly site: Site;
  readonly vehicle: string | null;
  /** When the pass began, in milliseconds of the world. */
  readonly beganMs: number;
  /** From the first frame beyond the zero band to the third within it; milliseconds since the first. */
  readonly points: readonly Frame[];
  readonly saved: Saved | null;
  /** The display before the truck came, and with the last frame. */
  readonly zeroBeforeKg: number;
  readonly zeroAfterKg: number;
  readonly ended: boolean;
  readonly earlier: readonly Earlier[];
}

export type SiteWishes = Partial<Omit<Site, 'indicator' | 'around'>> & {
  readonly indicator?: Partial<Indicator>;
  readonly around?: Partial<Surroundings>;
};

export function site(chance: Chance, wishes: SiteWishes = {}): Site {
  const divisionKg = wishes.indicator?.divisionKg ?? chance.one([10, 20, 20, 20, 50]);
  const ownFleet = fleet(chance);
  const indicator: Indicator = {
    divisionKg,
    maxKg: divisionKg === 10 ? 80_000 : divisionKg === 20 ? 100_000 : 150_000,
    rateHz: chance.one([5, 8, 10, 10, 12.5, 20, 25, 50]),
    filter: anyFilter(chance, divisionKg),
    stickShare: chance.one([0.5, 0.5, 0.6, 0.8]),
    noiseKg: chance.between(0.02, 0.3) * divisionKg,
    lostShare: chance.one([0, 0, 0.002, 0.01]),
    lateShare: chance.between(0, 0.15),
    followsZero: chance.one([0, 0.5]),
    ...wishes.indicator,
  };
  const longest = 14.2;
  return {
    deckM: longest + chance.between(1, 8),
    fleet: ownFleet,
    steadyS: chance.one([2, 3, 3, 3, 4]),
    steadyDivisions: 1,
    zeroBandKg: 2 * divisionKg,
    minKg: 20 * divisionKg,
    keyDelayS: chance.one([0, 0.3, 5, 15]),
    ...wishes,
    indicator,
    around: {
      windKg: chance.betweenTimes(1, 12),
      gustS: chance.between(0.4, 3),
      engineKg: chance.betweenTimes(1, 10),
      engineHz: chance.between(5, 12),
      engineOffAtS: Infinity,
      engineOnAtS: Infinity,
      edgeShare: chance.between(0.005, 0.05),
      rollShare: chance.between(0.001, 0.005),
      brakeShare: chance.between(0.01, 0.06),
      ...wishes.around,
    },
  };
}

function anyFilter(chance: Chance, divisionKg: number): Filter {
  switch (chance.whole(0, 4)) {
    case 0:
      return { kind: 'average', overS: chance.betweenTimes(0.1, 1.2) };
    case 1:
      return { kind: 'one-pole', tauS: chance.betweenTimes(0.05, 0.5) };
    case 2:
      return { kind: 'two-pole', tauS: chance.betweenTimes(0.08, 0.6) };
    case 3:
      return { kind: 'median', overS: chance.between(0.15, 0.6) };
    default:
      return {
        kind: 'adaptive',
        quickS: chance.between(0.05, 0.2),
        slowS: chance.between(0.5, 2),
        beyondKg: divisionKg * chance.between(4, 12),
      };
  }
}

/** null where nothing became steady in time to be saved: the caller draws again. */
export function play(
  chance: Chance,
  at: Site,
  scene: Scene,
  who: Truck,
  earlier: readonly Earlier[],
): SimulatedPass | null {
  const around = { ...at.around, ...scene.around };
  const steps = Math.round(scene.lastsS * STEPS_A_SECOND);
  const felt = loads(chance, at.deckM, scene.trucks, scene.extras ?? [], around, steps);
  const cell = scene.tampering?.cell?.(felt) ?? felt;
  const zero = { zeroKg: scene.zeroKg ?? 0, zeroKeyAtS: scene.zeroKeyAtS ?? Infinity };
  const sent = frames(chance, cell, at.indicator, zero);
  const all = scene.tampering?.line?.(sent) ?? sent;
  const saved = scene.saveFromS === null ? null : save(chance, at, all, scene.saveFromS, scene.saveUntilS ?? Infinity);
  if (scene.saveFromS !== null && saved === null) return null;
  const pass = cutOut(at, all, saved);
  if (pass === null) return null;
  const { begin, end, ended } = pass;
  const fromMs = all[begin]?.atMs ?? 0;
  const before = all.findLast(({ atMs, kg }) => atMs <= fromMs - 1500 && kg !== null);
  return {
    site: at,
    vehicle: chance.happens(0.8) ? who.vehicle : null,
    beganMs: fromMs,
    points: all.slice(begin, end).map(({ atMs, kg }) => ({ atMs: atMs - fromMs, kg })),
    saved: saved === null ? null : { atMs: saved.atMs - fromMs, kg: saved.kg },
    zeroBeforeKg: before?.kg ?? 0,
    zeroAfterKg: all[end - 1]?.kg ?? 0,
    ended,
    earlier,
  };
}

/** The first frame, after somebody's delay, at which all frames of the site's window are alike. */
function save(chance: Chance, at: Site, all: readonly Frame[], fromS: number, untilS: number): Saved | null {
  const windowMs = at.steadyS * 1000;
  let notBefore = -1;
  const delayMs = chance.between(0, at.keyDelayS * 1000);
  for (let i = 0; i < all.length; i += 1) {
    const frame = all[i];
    if (frame?.kg == null || frame.atMs < fromS * 1000 || frame.kg < at.minKg) continue;
    if (frame.atMs > untilS * 1000) return null;
    if (notBefore >= 0 && frame.atMs < notBefore) continue;
    if (!alike(all, i, windowMs, at.steadyDivisions * at.indicator.divisionKg)) continue;
    if (notBefore >= 0 || delayMs === 0) return { atMs: frame.atMs, kg: frame.kg };
    notBefore = frame.atMs + delayMs;
  }
  return null;
}

function alike(all: readonly Frame[], last: number, windowMs: number, withinKg: number): boolean {
  const until = all[last]?.atMs ?? 0;
  let [low, high, later, seen] = [Infinity, -Infinity, until, 0];
  for (let i = last; i >= 0; i -= 1) {
    const frame = all[i];
    if (frame?.kg == null || later - frame.atMs > 1000) return false;
    [low, high, later, seen] = [Math.min(low, frame.kg), Math.max(high, frame.kg), frame.atMs, seen + 1];
    if (high - low > withinKg) return false;
    if (frame.atMs <= until - windowMs) return seen >= 5;
  }
  return false;
}

/** The pass in which something was saved; else the one that lasted longest. */
function cutOut(
  { zeroBandKg }: Site,
  all: readonly Frame[],
  saved: Saved | null,
): { begin: number; end: number; ended: boolean } | null {
  const passes: { begin: number; end: number; ended: boolean }[] = [];
  let begin = -1;
  let empty = 0;
  for (const [i, { kg }] of all.entries()) {
    const within = kg !== null && Math.abs(kg) <= zeroBandKg;
    empty = within ? empty + 1 : 0;
    if (begin < 0 && (kg === null || kg > zeroBandKg)) begin = i;
    if (begin < 0 || empty < 3) continue;
    passes.push({ begin, end: i + 1, ended: true });
    begin = -1;
  }
  if (begin >= 0) passes.push({ begin, end: all.length, ended: false });
  const of = ({ begin: b, end: e }: { begin: number; end: number }) =>
    [all[b]?.atMs ?? 0, all[e - 1]?.atMs ?? 0] as const;
  if (saved !== null) return passes.find((pass) => of(pass)[0] <= saved.atMs && saved.atMs <= of(pass)[1]) ?? null;
  return passes.toSorted((a, b) => of(b)[1] - of(b)[0] - (of(a)[1] - of(a)[0]))[0] ?? null;
}

/** The plain visit: comes at its pace, stands, leaves forwards. What most scenes begin from. */
export interface Visit {
  readonly truck: Truck;
  readonly legs: readonly Leg[];
  readonly onDeck: OnDeck;
  /** It stands where it wants to be weighed from here… */
  readonly standsFromS: number;
  /** …to here. */
  readonly standsToS: number;
  readonly goneAtS: number;
}

export interface VisitWishes {
  readonly truck?: Truck;
  readonly speed?: number;
  readonly brake?: number;
  readonly standS?: number;
  /** Where the first axle stops. */
  readonly stopM?: number;
  /** Legs before it stands where it wants, and after; without them it drives on and off in one go. */
  readonly before?: readonly Leg[];
  readonly after?: readonly Leg[];
  readonly leaveSpeed?: number;
  readonly fromS?: number;
  /** Where the first axle comes from. */
  readonly startM?: number;
}

export function visit(chance: Chance, at: Site, wishes: VisitWishes = {}): Visit {
  const one = wishes.truck ?? truck(chance, at.fleet);
  const length = lengthOf(one);
  const slack = Math.max(0.2, at.deckM - length - 0.9);
  const stopM = wishes.stopM ?? length + 0.45 + chance.between(0, slack);
  const speed = wishes.speed ?? chance.between(0.7, 2.5);
  const brake = wishes.brake ?? chance.between(0.4, 1.5);
  const away = chance.between(0.3, 1);
  const standS = wishes.standS ?? Math.max(at.steadyS + at.keyDelayS, 4) + 4 + chance.betweenTimes(2, 25);
  const before = [...(wishes.before ?? []), { toM: stopM, speed, away, brake } satisfies Leg];
  const gone: Leg = { toM: at.deckM + length + 2, speed: wishes.leaveSpeed ?? chance.between(1, 3.5), away, brake: 2 };
  const legs: Leg[] = [...before, { waitS: standS }, ...(wishes.after ?? [gone])];
  const fromS = wishes.fromS ?? 3;
  const driven = drive(wishes.startM ?? -chance.between(1, 5), legs);
  const standsFromS = fromS + (driven.ends[before.length - 1] ?? 0);
  return {
    truck: one,
    legs,
    onDeck: { truck: one, drive: driven, fromS },
    standsFromS,
    standsToS: standsFromS + standS,
    goneAtS: fromS + (driven.at.length * STEP_MS) / 1000,
  };
}

/** When so many of the truck's kilograms (a share) are on the deck for the first time, in seconds. */
export function reachesAt(one: Visit, { deckM }: Site, share: number): number {
  const { drive: driven, fromS } = one.onDeck;
  const least = share * massOf(one.truck);
  const index = driven.at.findIndex((place) => onDeckKg(one.truck, place, deckM) >= least);
  return index < 0 ? one.standsFromS : fromS + index / STEPS_A_SECOND;
}

/** When the first axle has left again, in seconds. */
export function firstOffAt(one: Visit, { deckM }: Site): number {
  const { drive: driven, fromS } = one.onDeck;
  const stood = Math.round((one.standsToS - fromS) * STEPS_A_SECOND);
  const index = driven.at.findIndex(
    (place, i) => i > stood && onDeckKg(one.truck, place, deckM) < 0.99 * massOf(one.truck),
  );
  return index < 0 ? one.goneAtS : fromS + index / STEPS_A_SECOND;
}

function onDeckKg({ axles }: Truck, place: number, deckM: number): number {
  let sum = 0;
  for (const { behindM, kg } of axles) if (place - behindM > 0.15 && place - behindM < deckM) sum += kg;
  return sum;
}

/** The scene of a plain visit. */
export function sceneOf(one: Visit, more: Partial<Scene> = {}): Scene {
  return {
    trucks: [one.onDeck],
    lastsS: one.goneAtS + 6,
    saveFromS: one.standsFromS,
    saveUntilS: one.standsToS,
    ...more,
  };
}

/** The trucks before, oldest first. Each curve is simulated from its own seed when it is asked for. */
export function earlierTrucks(chance: Chance, at: Site, count: number): Earlier[] {
  return Array.from({ length: count }, (_, i) => {
    const one = truck(chance, at.fleet);
    return earlierVisit(chance, at, one, i);
  });
}

/** What was saved of `one` some trucks ago. */
export function earlierVisit(chance: Chance, at: Site, one: Truck, index: number): Earlier {
  const { divisionKg } = at.indicator;
  const mass = massOf(one);
  const seed = chance.seed();
  const near = () => Math.round(chance.normal() * 0.3) * divisionKg + 0;
  let points: readonly Frame[] | null = null;
  return {
    vehicle: chance.happens(0.8) ? one.vehicle : null,
    savedKg: Math.round(mass / divisionKg + chance.normal() * 0.3) * divisionKg,
    zeroBeforeKg: index === 0 ? 0 : near(),
    zeroAfterKg: near(),
    points: () => (points ??= pointsOf(seed, at, one)),
  };
}

function pointsOf(seed: number, at: Site, one: Truck): readonly Frame[] {
  for (let again = 0; again < 20; again += 1) {
    const chance = new Chance(seed + again);
    const pass = play(chance, at, sceneOf(visit(chance, at, { truck: one })), one, []);
    if (pass !== null) return pass.points;
  }
  return [];
}
