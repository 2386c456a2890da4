/** Passes in which somebody cheats, by name. What the curve does not show is in cheats-hidden.ts. */
import type { Chance } from './chance.ts';
import { MOVES } from './cheats-moves.ts';
import type { Cheat } from './kind.ts';
import { earlierTrucks, earlierVisit, play, reachesAt, sceneOf, site, visit } from './scene.ts';
import type { Scene, Site, SiteWishes, Tampering, Visit } from './scene.ts';
import { holdCell, holdLine, inject, offset, replay } from './tampering.ts';
import { massOf, truck } from './truck.ts';

/** A visit with a device in the signal. Saved while the device works. */
function device(
  name: string,
  says: string,
  expects: Cheat['expects'],
  how: (chance: Chance, at: Site, one: Visit) => Partial<Scene>,
  wishes: (chance: Chance) => SiteWishes = () => ({}),
  leastWrongKg = 400,
): Cheat {
  return {
    name,
    says,
    expects,
    draw(chance) {
      const at = site(chance, wishes(chance));
      const standS = 2 * (at.steadyS + at.keyDelayS) + 14 + chance.betweenTimes(4, 25);
      const one = visit(chance, at, { standS });
      const scene = sceneOf(one, how(chance, at, one));
      const pass = play(chance, at, scene, one.truck, earlierTrucks(chance, at, chance.whole(0, 20)));
      // What was saved must be wrong: a value held at its right place cheats nobody.
      const wrongKg = Math.abs((pass?.saved?.kg ?? 0) - massOf(one.truck));
      return wrongKg >= leastWrongKg ? pass : null;
    },
  };
}

/** Half a tonne to eight, but never more than a third of the truck. */
function stolen(chance: Chance, { truck: one }: Visit): number {
  return Math.min(chance.betweenTimes(500, 8000), massOf(one) / 3);
}

/** Switched on once the truck has stood for a while, then saved. */
function whileStanding(sign: 1 | -1, off: 'standing' | 'leaving') {
  return (chance: Chance, at: Site, one: Visit): Partial<Scene> => {
    const onS = one.standsFromS + chance.between(4, 8);
    const offS = off === 'standing' ? one.standsToS - chance.between(1, 4) : one.standsToS + chance.between(1, 3);
    return {
      tampering: offset(sign * stolen(chance, one), onS, offS),
      saveFromS: onS + at.steadyS + 1,
      saveUntilS: Math.min(offS, one.standsToS),
    };
  };
}

function held(how: 'standing' | 'gone') {
  return (chance: Chance, at: Site, one: Visit): Partial<Scene> => {
    // From a moment of the drive onto the deck until after the saving.
    const fromS = reachesAt(one, at, chance.between(0.5, 0.9)) + chance.between(0, 0.3);
    const toS = how === 'standing' ? one.standsToS - chance.between(1, 4) : one.goneAtS + chance.between(0.5, 3);
    const hold = chance.happens(0.5) ? holdCell : holdLine;
    return { tampering: hold(fromS, toS), saveFromS: one.standsFromS, saveUntilS: Math.min(toS, one.standsToS) };
  };
}

const DEVICES: readonly Cheat[] = [
  device(
    'minus by radio, off while standing',
    '0.5 to 8 t taken off a standing truck, given back before it leaves',
    ['step-after-steady', 'jump-without-ramp'],
    whileStanding(-1, 'standing'),
  ),
  device(
    'minus by radio, off while leaving',
    '0.5 to 8 t taken off a standing truck, given back in the ramp',
    ['step-after-steady', 'jump-without-ramp'],
    whileStanding(-1, 'leaving'),
  ),
  device(
    'plus by radio, off while standing',
    '0.5 to 8 t put on a standing truck, taken back before it leaves',
    ['step-after-steady', 'jump-without-ramp'],
    whileStanding(1, 'standing'),
  ),
  device(
    'plus by radio, off while leaving',
    '0.5 to 8 t put on a standing truck, taken back in the ramp',
    ['step-after-steady', 'jump-without-ramp'],
    whileStanding(1, 'leaving'),
  ),
  device(
    'held while driving on, let go while standing',
    'half to nine tenths of the truck are held, saved, let go',
    ['held-value', 'jump-without-ramp', 'step-after-steady', 'half-on'],
    held('standing'),
  ),
  device(
    'held while driving on, let go when gone',
    'half to nine tenths of the truck are held until the deck is empty',
    ['held-value', 'jump-without-ramp'],
    held('gone'),
  ),
  device(
    'held in the wind',
    'a trembling weight is held for the saving, and let go while the truck stands',
    ['held-value'],
    (c, at, one) => {
      const fromS = one.standsFromS + c.between(4, 10);
      const toS = fromS + at.steadyS + at.keyDelayS + c.between(8, 20);
      return { tampering: holdLine(fromS, toS), saveFromS: fromS + 1, saveUntilS: toS };
    },
    (c) => {
      const divisionKg = c.one([10, 20]);
      return {
        indicator: { divisionKg, stickShare: 0.5, filter: { kind: 'average', overS: c.between(0.1, 0.4) } },
        around: { windKg: divisionKg * c.between(1, 4), gustS: c.between(0.3, 1.5) },
      };
    },
    0,
  ),
];

/** The last few trucks of a shift all weighed the same. */
function constantFor(chance: Chance, at: Site, kg: number) {
  const same = Array.from({ length: chance.whole(4, 12) }, (_, i) => ({
    ...earlierVisit(chance, at, truck(chance, at.fleet), i + 1),
    savedKg: kg,
  }));
  return [...earlierTrucks(chance, at, chance.whole(0, 10)), ...same];
}

function injected(
  name: string,
  says: string,
  expects: Cheat['expects'],
  how: 'at-once' | 'standing' | 'own-ramp',
): Cheat {
  return {
    name,
    says,
    expects,
    draw(chance) {
      const at = site(chance);
      const one = visit(chance, at, { standS: at.steadyS + at.keyDelayS + 20 + chance.between(0, 15) });
      const { divisionKg } = at.indicator;
      const kg = Math.round((massOf(truck(chance, at.fleet)) * chance.between(0.7, 1)) / divisionKg) * divisionKg;
      const fromS =
        how === 'standing' ? one.standsFromS + chance.between(2, 8) : one.onDeck.fromS + chance.between(1, 6);
      const toS = how === 'standing' ? one.standsToS - chance.between(-2, 3) : one.goneAtS + 0.5;
      const rises = chance.between(3, 8);
      const ramp = (since: number, left: number): number => {
        const share = Math.max(0, Math.min(1, since / rises, left / rises));
        return Math.round((kg * share * share * (3 - 2 * share)) / divisionKg) * divisionKg;
      };
      const says = how === 'own-ramp' ? (since: number) => ramp(since, toS - fromS - since) : () => kg;
      // A box that speaks from the empty deck on hides what the truck does before and after.
      const all = how === 'standing' ? inject(fromS, toS, says) : quietAround(fromS, toS, says);
      const scene = sceneOf(one, {
        tampering: all,
        saveFromS: Math.max(fromS, one.standsFromS),
        saveUntilS: Math.min(toS, one.standsToS),
      });
      const earlier =
        how === 'own-ramp' || chance.happens(0.5) ? constantFor(chance, at, kg) : earlierTrucks(chance, at, 10);
      return play(chance, at, scene, one.truck, earlier);
    },
  };
}

function quietAround(fromS: number, toS: number, says: (since: number) => number): Tampering {
  return inject(0, Infinity, (at) => (at < fromS || at >= toS ? 0 : says(at - fromS)));
}

function replayed(name: string, says: string, jitter: boolean): Cheat {
  return {
    name,
    says,
    expects: ['replayed', 'constant-across-trucks'],
    draw(chance) {
      const at = site(chance);
      const one = visit(chance, at, { standS: 200 });
      const earlier = earlierTrucks(chance, at, chance.whole(1, 20));
      const from = chance.one(earlier as [(typeof earlier)[0], ...typeof earlier]);
      const points = from?.points() ?? [];
      const late = jitter ? (): number => chance.roughNormal() * 0.15 * (1000 / at.indicator.rateHz) : () => 0;
      const lost = jitter ? (): boolean => chance.happens(0.02) : () => false;
      const fromS = one.onDeck.fromS + chance.between(1, 4);
      // Saved where the earlier truck stood wholly on the deck.
      const standsMs = points.find(({ kg }) => kg !== null && kg >= 0.98 * (from?.savedKg ?? 0))?.atMs ?? 0;
      const tampering = replay(points, fromS, late, lost);
      const pass = play(
        chance,
        at,
        sceneOf(one, { tampering, saveFromS: fromS + standsMs / 1000, saveUntilS: Infinity }),
        one.truck,
        [],
      );
      if (pass?.saved == null) return null;
      // The earlier truck's own record says what its curve says.
      const { saved } = pass;
      return { ...pass, earlier: earlier.map((past) => (past === from ? { ...past, savedKg: saved.kg } : past)) };
    },
  };
}

export const CHEATS: readonly Cheat[] = [
  ...DEVICES,
  injected('constant at once', 'the empty deck jumps to a made-up weight, and back', ['jump-without-ramp'], 'at-once'),
  injected(
    'constant after the ramp',
    'a made-up weight replaces the true one while the truck stands',
    ['step-after-steady', 'jump-without-ramp', 'held-value', 'constant-across-trucks'],
    'standing',
  ),
  injected(
    'constant with a ramp of its own',
    'a box draws a smooth pass to the same weight, 5 to 13 trucks in a row',
    ['constant-across-trucks', 'ramp-without-axles', 'held-value', 'jump-without-ramp'],
    'own-ramp',
  ),
  replayed('replay, frame by frame', "an earlier truck's frames are said again", false),
  replayed('replay, with lost and late frames', 'the same over a bad line', true),
  ...MOVES,
];
