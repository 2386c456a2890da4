/** Honest passes by name: what drivers, weather, decks and indicators do without anybody wanting to cheat. */
import type { Chance } from './chance.ts';
import { drive, type Leg } from './drive.ts';
import { MANNED } from './honest-people.ts';
import type { Kind } from './kind.ts';
import { earlierTrucks, earlierVisit, play, sceneOf, site, visit } from './scene.ts';
import type { Site, SiteWishes, VisitWishes, Scene, Visit } from './scene.ts';
import { lengthOf, massOf, truck } from './truck.ts';

/** A kind that is a plain visit at a certain site, with certain habits and extras. */
function plain(
  name: string,
  says: string,
  how: {
    readonly site?: (chance: Chance) => SiteWishes;
    readonly visit?: (chance: Chance, at: Site) => VisitWishes;
    readonly scene?: (chance: Chance, at: Site, one: Visit) => Partial<Scene>;
  } = {},
): Kind {
  return {
    name,
    says,
    draw(chance) {
      const at = site(chance, how.site?.(chance));
      const one = visit(chance, at, how.visit?.(chance, at));
      const scene = sceneOf(one, how.scene?.(chance, at, one));
      return play(chance, at, scene, one.truck, earlierTrucks(chance, at, chance.whole(0, 20)));
    },
  };
}

/** Stops with some of its axles on the deck: the place of the first axle, and how long. */
function pauseOn(chance: Chance, axles: readonly { behindM: number }[], away: boolean): Leg[] {
  const k = chance.whole(1, axles.length - 1);
  const [on, next] = [axles[k - 1]?.behindM ?? 0, axles[k]?.behindM ?? 0];
  const toM = on + (next - on) * chance.between(0.2, 0.8);
  const brake = chance.between(0.4, 2);
  const stop: Leg = { toM, speed: chance.between(0.5, 2), away: chance.between(0.3, 1), brake };
  return [stop, { waitS: chance.betweenTimes(away ? 1 : 2, 20) }];
}

const RIDES: readonly Kind[] = [
  plain('ordinary', 'drives on, stands, drives off; any site'),
  plain('crawls on', '0.2 to 0.5 m/s onto the deck', { visit: (c) => ({ speed: c.between(0.2, 0.5) }) }),
  plain('brisk, brakes hard', '3 to 5 m/s, then 3 m/s²', {
    visit: (c) => ({ speed: c.between(3, 5), brake: c.between(2, 3.5) }),
  }),
  plain('stop and go, on', 'waits with some axles on before it drives on wholly', {
    visit: (c, at) => {
      const one = truck(c, at.fleet);
      return { truck: one, before: pauseOn(c, one.axles, false) };
    },
  }),
  plain('stop and go, off', 'waits with some axles off while it leaves', {
    visit: (c, at) => {
      const one = truck(c, at.fleet);
      const pause = pauseOn(c, one.axles, true).map((leg) =>
        'toM' in leg ? { ...leg, toM: leg.toM + at.deckM } : leg,
      );
      const gone: Leg = { toM: at.deckM + lengthOf(one) + 2, speed: c.between(0.5, 3), away: 0.7, brake: 1 };
      return { truck: one, after: [...pause, gone] };
    },
  }),
  plain('rear axle forgotten, called forward', 'stands half on for a while, then as it should', {
    visit: (c, at) => {
      const one = truck(c, at.fleet);
      const stop: Leg = { toM: lengthOf(one) - c.between(0.3, 1), speed: 1.5, away: 0.6, brake: c.between(0.5, 1.5) };
      return { truck: one, before: [stop, { waitS: c.betweenTimes(3, 30) }], speed: c.between(0.3, 1) };
    },
  }),
  plain('overshoots and comes back', 'the first axle is over the far end, then back on the deck', {
    visit: (c, at) => {
      const one = truck(c, at.fleet);
      const stop: Leg = { toM: at.deckM + c.between(0.4, 1.5), speed: 2, away: 0.6, brake: c.between(0.5, 2) };
      return { truck: one, before: [stop, { waitS: c.betweenTimes(1, 15) }], speed: c.between(0.3, 1) };
    },
  }),
  plain('backs off', 'dead end: leaves the way it came', {
    visit: (c) => ({ after: [{ toM: -6, speed: c.between(0.5, 2), away: 0.5, brake: 1 }] }),
  }),
  plain('backs on', 'comes in reverse, leaves forwards', {
    visit: (c, at) => {
      const one = truck(c, at.fleet);
      const length = lengthOf(one);
      return {
        truck: one,
        startM: at.deckM + length + c.between(1, 4),
        stopM: length + 0.5,
        speed: c.between(0.4, 1.2),
      };
    },
  }),
  plain('creeps while it stands', 'rolls a few centimetres at a time, all axles on', {
    visit: (c, at) => {
      const one = truck(c, at.fleet);
      const legs: Leg[] = [];
      let toM = lengthOf(one) + 0.45;
      for (let i = c.whole(2, 5); i > 0; i -= 1) {
        legs.push({ toM, speed: 0.2, away: 0.2, brake: 0.4 }, { waitS: c.betweenTimes(0.5, 6) });
        toM = Math.min(at.deckM - 0.4, toM + c.between(0.02, 0.25));
      }
      return { truck: one, before: legs, stopM: toM, speed: 0.2 };
    },
  }),
  plain('moves up after it was saved', 'pulls up to the barrier with all axles on, waits there, then leaves', {
    visit: (c, at) => {
      const one = truck(c, at.fleet);
      const stopM = lengthOf(one) + 0.5;
      const up: Leg = { toM: c.between(stopM + 0.1, at.deckM - 0.3), speed: 1, away: 0.6, brake: c.between(0.5, 1.5) };
      const gone: Leg = { toM: at.deckM + lengthOf(one) + 2, speed: c.between(1, 3), away: 0.6, brake: 1 };
      return { truck: one, stopM, after: [up, { waitS: c.betweenTimes(2, 30) }, gone] };
    },
  }),
  plain('waits ten minutes', 'stands long: a queue at the gate', { visit: (c) => ({ standS: c.between(300, 900) }) }),
  plain('tares only', 'empty trucks of one model', {
    site: (c) => ({ fleet: { models: ['six'], filling: 'empty', aimKg: 100 }, deckM: 15 + c.between(0, 6) }),
  }),
  plain('filled to the limit', 'a loader that aims well: many weights nearly alike', {
    site: (c) => ({ fleet: { models: ['six'], filling: 'to-the-limit', aimKg: c.betweenTimes(40, 200) } }),
  }),
];

const WEATHER: readonly Kind[] = [
  plain('calm and fine', 'no wind, engine off, quick fine indicator', {
    site: () => ({ indicator: { stickShare: 0.5, noiseKg: 0.5 }, around: { windKg: 0.3, engineKg: 0.5 } }),
  }),
  plain('gusts', 'wind of two to five divisions on a tarpaulin, with lulls', {
    site: (c) => {
      const divisionKg = c.one([10, 20]);
      const gusty = { windKg: divisionKg * c.between(0.7, 2), gustS: c.between(0.4, 1.5) };
      return { indicator: { divisionKg }, around: gusty, steadyDivisions: 2, steadyS: 2 };
    },
    visit: (c) => ({ standS: c.between(40, 120) }),
  }),
  plain('slow strong wind', 'a push that comes and goes over ten seconds', {
    site: (c) => {
      const divisionKg = c.one([10, 20]);
      return { indicator: { divisionKg }, around: { windKg: divisionKg * c.between(1, 4), gustS: c.between(5, 15) } };
    },
    visit: (c) => ({ standS: c.between(40, 120) }),
  }),
  plain('engine stopped and started', 'shakes the deck until it is stopped for the weighing', {
    site: (c) => {
      const divisionKg = c.one([10, 20]);
      const indicator = { divisionKg, filter: { kind: 'average', overS: c.between(0.1, 0.3) } as const };
      return {
        indicator,
        around: { engineKg: divisionKg * c.between(0.5, 2), engineHz: c.between(4, 9) },
        steadyDivisions: 2,
      };
    },
    scene: (c, _at, one) => ({
      around: {
        engineOffAtS: one.standsFromS + c.between(0.5, 4),
        engineOnAtS: one.standsToS - c.between(0.5, 3),
      },
    }),
  }),
  plain('trains pass', 'the ground shakes for some seconds', {
    scene: (c, at, one) => {
      const from = one.standsFromS + c.between(0, 10);
      const lasts = c.between(3, 12);
      const strength = at.indicator.divisionKg * c.between(0.5, 4);
      const hz = c.between(2, 6);
      const shake = (t: number): number =>
        t < from || t > from + lasts
          ? 0
          : strength * Math.sin((Math.PI * (t - from)) / lasts) * Math.sin(2 * Math.PI * hz * t);
      return { extras: [shake] };
    },
    visit: (c) => ({ standS: c.between(30, 60) }),
  }),
  plain('rain and snow', 'grows heavier by the minute, mud stays on the deck', {
    scene: (c, at, one) => {
      const perS = c.between(0.05, 0.6);
      const mud = c.between(0, 1.2) * at.indicator.divisionKg;
      return {
        extras: [(t, onDeck) => Math.max(0, t - one.standsFromS) * perS * onDeck, (t) => (t > one.standsToS ? mud : 0)],
      };
    },
    visit: (c) => ({ standS: c.between(20, 60) }),
  }),
  plain('half-full tanker', 'sloshes at half a hertz for half a minute', {
    scene: (c, _at, one) => {
      const mass = massOf(one.truck);
      const hz = c.between(0.3, 0.8);
      const dies = c.between(4, 12);
      const share = c.between(0.001, 0.006);
      const slosh = (t: number): number => {
        const since = t - one.standsFromS;
        return since < 0 || t > one.standsToS
          ? 0
          : mass * share * Math.exp(-since / dies) * Math.sin(2 * Math.PI * hz * since);
      };
      return { extras: [slosh] };
    },
    visit: (c) => ({ standS: c.between(50, 90) }),
  }),
  plain('cattle', 'the load walks about', {
    site: (c) => ({ steadyS: 2, steadyDivisions: 2, indicator: { divisionKg: c.one([20, 50]) } }),
    scene: (c, at, one) => {
      const strength = at.indicator.divisionKg * c.between(0.5, 1.2);
      const steps = Array.from({ length: 200 }, () => [c.between(0, 150), c.normal() * strength] as const);
      const walk = (t: number): number => {
        if (t < one.standsFromS || t > one.standsToS) return 0;
        let sum = 0;
        for (const [at0, kg] of steps) if (Math.abs(t - at0) < 0.6) sum += kg * Math.cos((Math.PI * (t - at0)) / 1.2);
        return sum;
      };
      return { extras: [walk] };
    },
    visit: (c) => ({ standS: c.between(60, 120) }),
  }),
];

const INDICATORS: readonly Kind[] = [
  plain('heavy filter', 'an average over one to two seconds', {
    site: (c) => ({ indicator: { filter: { kind: 'average', overS: c.between(1, 2) } } }),
  }),
  plain('no filter, 50 Hz', 'every swing is seen', {
    site: (c) => ({
      indicator: { rateHz: 50, filter: { kind: 'one-pole', tauS: 0.03 }, divisionKg: c.one([10, 20]) },
      steadyDivisions: 2,
    }),
    visit: (c) => ({ standS: c.between(25, 60) }),
  }),
  plain('coarse and slow', '5 Hz, 50 kg', { site: () => ({ indicator: { rateHz: 5, divisionKg: 50 } }) }),
  plain('locks when still', 'quick while moving, then slow and sticky: noise stops at once', {
    site: (c) => ({
      indicator: {
        stickShare: c.between(0.8, 1.6),
        filter: { kind: 'adaptive', quickS: 0.08, slowS: c.between(1, 2.5), beyondKg: c.between(100, 400) },
      },
      around: { windKg: c.between(3, 15) },
    }),
  }),
  plain('loses frames', 'one in ten is lost, and now and then a second of them', {
    site: (c) => ({ indicator: { lostShare: c.between(0.03, 0.15) } }),
    scene: (c, _at, one) => {
      const gaps = Array.from({ length: c.whole(1, 3) }, () => {
        const from = c.between(one.standsFromS - 8, one.goneAtS) * 1000;
        return [from, from + c.between(300, 2500)] as const;
      });
      const line = {
        line: (sent: readonly { atMs: number; kg: number | null }[]) =>
          sent.filter(({ atMs }) => !gaps.some(([a, b]) => atMs > a && atMs < b)),
      };
      return { tampering: line };
    },
    visit: (c) => ({ standS: c.between(30, 60) }),
  }),
  plain('swings over the top', 'beyond what the indicator may show while it swings', {
    site: (c) => ({
      indicator: { maxKg: 49_500, divisionKg: 20 },
      fleet: { models: ['six'], filling: 'to-the-limit', aimKg: 250 },
      around: { edgeShare: 0.05, brakeShare: c.between(0.04, 0.08) },
    }),
  }),
];

/** One vehicle that comes again and again: its tare hardly changes, and it is no crime. */
const AGAIN: Kind = {
  name: 'the same truck again',
  says: 'one vehicle, weighed up to ten times in a row',
  draw(chance) {
    const at = site(chance);
    const one = truck(chance, at.fleet);
    const earlier = [
      ...earlierTrucks(chance, at, chance.whole(0, 8)),
      ...Array.from({ length: chance.whole(2, 10) }, (_, i) => earlierVisit(chance, at, one, i + 1)),
    ];
    const again = visit(chance, at, { truck: one });
    return play(chance, at, sceneOf(again), one, earlier);
  },
};

/** Nothing to save, and nobody's fault: it is no truck. */
const CAR: Kind = {
  name: 'a car crosses',
  says: 'one to two and a half tonnes, nothing saved',
  draw(chance) {
    const at = site(chance);
    const kg = chance.between(1000, 2500);
    const car = {
      vehicle: 'car',
      bounceHz: 1.5,
      damping: 0.3,
      axles: [
        { behindM: 0, kg: kg * 0.55 },
        { behindM: 2.7, kg: kg * 0.45 },
      ],
    };
    const driven = drive(-5, [{ toM: at.deckM + 8, speed: chance.between(1, 6), away: 1, brake: 1 }]);
    const scene: Scene = {
      trucks: [{ truck: car, drive: driven, fromS: 3 }],
      lastsS: 3 + (driven.ends[0] ?? 0) + 4,
      saveFromS: null,
    };
    return play(chance, at, scene, car, earlierTrucks(chance, at, 5));
  },
};

export const HONEST: readonly Kind[] = [...RIDES, ...WEATHER, ...INDICATORS, ...MANNED, AGAIN, CAR];
