/**
 * Cheats that leave nothing, or next to nothing, in the curve: measured too, so that nobody believes the curve sees them.
 * What finds them is named beside each.
 */
import type { Chance } from './chance.ts';
import type { Leg } from './drive.ts';
import type { Cheat } from './kind.ts';
import { earlierTrucks, firstOffAt, play, reachesAt, sceneOf, site, visit } from './scene.ts';
import type { Scene, Site, Visit, VisitWishes } from './scene.ts';
import { lengthOf, massOf, truck, type Fleet } from './truck.ts';
import { gain, offset } from './tampering.ts';

const TWIN: Fleet = { models: ['light', 'two', 'three'], filling: 'mixed', aimKg: 300 };

function hidden(
  name: string,
  says: string,
  how: {
    readonly visit?: (chance: Chance, at: Site) => VisitWishes;
    readonly scene?: (chance: Chance, at: Site, one: Visit) => Partial<Scene>;
  },
): Cheat {
  return {
    name,
    says,
    expects: [],
    draw(chance) {
      const at = site(chance);
      const one = visit(chance, at, how.visit?.(chance, at) ?? { standS: at.steadyS + at.keyDelayS + 30 });
      return play(chance, at, sceneOf(one, how.scene?.(chance, at, one)), one.truck, earlierTrucks(chance, at, 10));
    },
  };
}

const stolen = (chance: Chance, one: Visit): number => Math.min(chance.betweenTimes(500, 8000), massOf(one.truck) / 3);

export const HIDDEN: readonly Cheat[] = [
  hidden(
    'always a tenth too little',
    'a resistor across the cells, in before the truck came (tare history, seals, re-verification)',
    {
      scene: (c) => ({ tampering: gain(c.between(0.8, 0.95)) }),
    },
  ),
  hidden('minus inside the ramps', 'on while the axles come on, off while they leave (tare history, seals)', {
    scene: (c, at, one) => ({
      tampering: offset(-stolen(c, one), reachesAt(one, at, 0.5), firstOffAt(one, at)),
    }),
  }),
  hidden(
    'minus by a knob',
    'turned down over 5 to 20 s while the truck stands, back in the ramp (tare history, seals)',
    {
      scene: (c, at, one) => {
        const slowS = c.between(5, 20);
        const onS = one.standsFromS + 2;
        return {
          tampering: offset(-stolen(c, one), onS, one.standsToS + 1, slowS),
          saveFromS: onS + slowS + at.steadyS,
        };
      },
      visit: (c, at) => ({ standS: at.steadyS * 2 + at.keyDelayS + 35 + c.between(0, 10) }),
    },
  ),
  hidden(
    'rear axles off, backs off',
    'saved half on, leaves the way it came (axle count, tare history, rear picture)',
    {
      visit: (c, at) => {
        const one = truck(c, at.fleet);
        const on = one.axles.length - c.whole(1, Math.max(1, one.axles.length - 2));
        const [last, next] = [one.axles[on - 1]?.behindM ?? 0, one.axles[on]?.behindM ?? 0];
        const away: Leg = { toM: -6, speed: c.between(0.5, 2), away: 0.5, brake: 1 };
        return { truck: one, stopM: (last + next) / 2, after: [away] };
      },
    },
  ),
  {
    name: 'two trucks stand together',
    says: 'both come on, both are saved as one, both leave (pictures, plates, axle count)',
    expects: [],
    draw(chance) {
      const at = site(chance, { fleet: TWIN, deckM: 22 });
      const first = truck(chance, TWIN);
      const second = truck(chance, TWIN);
      const a = visit(chance, at, { truck: first, stopM: at.deckM - 0.6, standS: 70 });
      const room = at.deckM - lengthOf(first) - 2.5;
      if (room < lengthOf(second) + 0.5) return null;
      const fromS = 3 + chance.between(5, 25);
      const b = visit(chance, at, { truck: second, stopM: room, fromS, standS: 80 - fromS });
      const scene: Scene = {
        trucks: [a.onDeck, b.onDeck],
        lastsS: Math.max(a.goneAtS, b.goneAtS) + 6,
        saveFromS: b.standsFromS,
        saveUntilS: a.standsToS,
      };
      return play(chance, at, scene, first, earlierTrucks(chance, at, 10));
    },
  },
];
