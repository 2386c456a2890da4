/** Honest passes in which people and machines change the weight while the truck stands. */
import type { Chance } from './chance.ts';
import type { Extra } from './deck.ts';
import type { Kind } from './kind.ts';
import { earlierTrucks, play, sceneOf, site, visit, type Scene, type Site, type Visit } from './scene.ts';

/** Somebody of `kg` gets off within a second or so (a small push first), and on again. */
function steps(chance: Chance, kg: number, offS: number, onS: number): Extra {
  const lasts = chance.between(0.5, 2);
  const push = chance.between(0.1, 0.6) * kg;
  const away = (t: number, at: number): number => Math.min(1, Math.max(0, (t - at) / lasts));
  return (t, onDeck) => {
    const gone = away(t, offS) - away(t, onS);
    const moving = (t > offS && t < offS + lasts) || (t > onS && t < onS + lasts);
    return -kg * gone * onDeck + (moving ? push * Math.sin(2 * Math.PI * 1.8 * t) : 0);
  };
}

/** What was put on the truck, or taken off it, leaves with the truck. */
function onBoard(extra: (atS: number) => number): Extra {
  return (t, onDeck) => extra(t) * onDeck;
}

/** A bucket: falls for two to four seconds, with lumps that hit. */
function bucket(chance: Chance, kg: number, atS: number): (atS: number) => number {
  const lasts = chance.between(1.5, 4);
  const lumps = Array.from(
    { length: 12 },
    () => [atS + chance.between(0, lasts), chance.between(0.02, 0.12) * kg] as const,
  );
  return (t) => {
    const done = Math.min(1, Math.max(0, (t - atS) / lasts));
    let hits = 0;
    for (const [hit, force] of lumps)
      if (t > hit && t < hit + 1.5)
        hits += force * Math.exp(-(t - hit) / 0.35) * Math.sin(2 * Math.PI * 2.5 * (t - hit));
    return kg * done * done * (3 - 2 * done) + hits;
  };
}

function manned(
  name: string,
  says: string,
  standS: (chance: Chance) => number,
  scene: (chance: Chance, at: Site, one: Visit) => Partial<Scene>,
): Kind {
  return {
    name,
    says,
    draw(chance) {
      const at = site(chance);
      const one = visit(chance, at, { standS: standS(chance) + at.steadyS + at.keyDelayS });
      return play(
        chance,
        at,
        sceneOf(one, scene(chance, at, one)),
        one.truck,
        earlierTrucks(chance, at, chance.whole(0, 20)),
      );
    },
  };
}

export const MANNED: readonly Kind[] = [
  manned(
    'driver steps down',
    '60 to 110 kg off, and on again before it leaves',
    (c) => c.between(25, 60),
    (c, _at, one) => {
      const off = one.standsFromS + c.between(1, 12);
      return {
        extras: [steps(c, c.between(60, 110), off, c.happens(0.8) ? one.standsToS - c.between(2, 6) : Infinity)],
      };
    },
  ),
  manned(
    'driver and mate walk on the deck',
    'two people off the truck, on the deck, off the deck',
    (c) => c.between(40, 80),
    (c, _at, one) => {
      const two = [c.between(60, 100), c.between(60, 100)] as const;
      const off = one.standsFromS + c.between(1, 8);
      const back = one.standsToS - c.between(5, 10);
      return { extras: two.map((kg) => steps(c, kg, off + c.between(0, 5), back + c.between(0, 3))) };
    },
  ),
  manned(
    'somebody climbs onto the load',
    'the clerk looks at it from above: on, then off',
    (c) => c.between(40, 60),
    (c, _at, one) => {
      const kg = c.between(55, 95);
      const on = one.standsFromS + c.between(3, 10);
      const stays = steps(c, kg, on + c.between(5, 15), Infinity);
      const comes: Extra = (t, onDeck) => kg * Math.min(1, Math.max(0, (t - on) / 1.5)) * onDeck;
      return { extras: [comes, stays] };
    },
  ),
  manned(
    'loaded on the scale by buckets',
    'two to six buckets of one to five tonnes, then saved',
    (c) => c.between(150, 220),
    (c, _at, one) => {
      const extras: Extra[] = [];
      let at = one.standsFromS + c.between(4, 10);
      for (let i = c.whole(2, 6); i > 0; i -= 1) {
        extras.push(onBoard(bucket(c, c.between(1000, 5000), at)));
        at += c.between(8, 25);
      }
      return { extras, saveFromS: at + 2 };
    },
  ),
  manned(
    'loaded on the scale from a silo',
    'coal runs for half a minute to two minutes, then saved',
    (c) => c.between(150, 200),
    (c, _at, one) => {
      const [from, lasts] = [one.standsFromS + c.between(4, 10), c.between(30, 120)];
      const rate = c.between(80, 350);
      const chute = (t: number): number => {
        const run = Math.min(lasts, Math.max(0, t - from));
        const runs = run > 0 && run < lasts;
        return rate * run + (runs ? rate * 0.25 * Math.sin(2 * Math.PI * 1.3 * t) * Math.sin(0.7 * t) : 0);
      };
      return { extras: [onBoard(chute)], saveFromS: from + lasts + 1 };
    },
  ),
  manned(
    'too heavy, a loader takes some off',
    'scoops of half a tonne to two tonnes, pressed in first, then saved',
    (c) => c.between(90, 140),
    (c, _at, one) => {
      const extras: Extra[] = [];
      let at = one.standsFromS + c.between(4, 10);
      for (let i = c.whole(1, 3); i > 0; i -= 1) {
        extras.push(onBoard(scoop(c, c.between(500, 2000), at)));
        at += c.between(10, 25);
      }
      return { extras, saveFromS: at + 2 };
    },
  ),
];

/** A scoop presses the load down, lifts with a jerk over one to three seconds, and is gone. */
function scoop(chance: Chance, kg: number, atS: number): (atS: number) => number {
  const press = chance.between(200, 1500);
  const lifts = chance.between(1.2, 3);
  const pressing = chance.between(1, 3);
  return (t) => {
    const since = t - atS;
    if (since < 0) return 0;
    if (since < pressing) return press * Math.sin((Math.PI * since) / pressing) * (0.7 + 0.3 * Math.sin(11 * since));
    const done = Math.min(1, (since - pressing) / lifts);
    return -kg * done + 0.15 * kg * Math.sin(14 * since) * Math.exp(-(since - pressing) / 0.6);
  };
}
