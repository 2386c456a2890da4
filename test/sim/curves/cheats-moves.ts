/** Cheats without a device: how the truck stands, who else is on the deck, and what was done to the zero. */
import { drive, type Leg } from './drive.ts';
import type { Cheat } from './kind.ts';
import { earlierTrucks, play, sceneOf, site, visit, type Scene } from './scene.ts';
import { lengthOf, truck, type Fleet } from './truck.ts';

/** Two of these fit on a deck. */
const SHORT: Fleet = { models: ['light', 'two', 'three'], filling: 'mixed', aimKg: 300 };

const HALF_ON: readonly Cheat[] = [
  {
    name: 'rear axles off, drives through',
    says: 'saved before the last axles came on; they come on when it leaves',
    expects: ['half-on'],
    draw(chance) {
      const at = site(chance);
      const one = truck(chance, at.fleet);
      const off = chance.whole(1, Math.max(1, one.axles.length - 2));
      const on = one.axles.length - off;
      const [last, next] = [one.axles[on - 1]?.behindM ?? 0, one.axles[on]?.behindM ?? 0];
      const stands = visit(chance, at, { truck: one, stopM: last + (next - last) * chance.between(0.25, 0.75) });
      return play(chance, at, sceneOf(stands), one, earlierTrucks(chance, at, 10));
    },
  },
  {
    name: 'front axle over the far end',
    says: 'saved with the first axle off the deck again',
    expects: ['half-on'],
    draw(chance) {
      const at = site(chance);
      const one = truck(chance, at.fleet);
      const gap = one.axles[1]?.behindM ?? 0;
      const stopM = at.deckM + Math.min(gap - 0.4, chance.between(0.5, 1.5));
      const stands = visit(chance, at, { truck: one, stopM });
      return play(chance, at, sceneOf(stands), one, earlierTrucks(chance, at, 10));
    },
  },
];

const TWO: readonly Cheat[] = [
  {
    name: "two trucks, the second's first axles on",
    says: 'the next truck stands with its first axle on the deck while the first is saved',
    expects: ['two-trucks'],
    draw: (chance) => {
      const at = site(chance, { fleet: SHORT });
      const first = visit(chance, at, { truck: truck(chance, SHORT), stopM: at.deckM - chance.between(0.4, 1) });
      const second = truck(chance, SHORT);
      const touchesM = Math.min((second.axles[1]?.behindM ?? 2) - 0.5, at.deckM - lengthOf(first.truck) - 3);
      const touch: Leg = { toM: chance.between(0.5, Math.max(0.6, touchesM)), speed: 1, away: 0.5, brake: 1 };
      const fromS = first.standsFromS - chance.between(1, 4);
      const driven = drive(-3, [
        touch,
        { waitS: first.goneAtS - fromS - chance.between(0, 4) },
        through(at.deckM, second),
      ]);
      const lastsS = fromS + driven.at.length / 100 + 6;
      const touchedS = fromS + (driven.ends[0] ?? 0);
      const scene: Scene = {
        ...sceneOf(first, { saveFromS: Math.max(first.standsFromS, touchedS) }),
        trucks: [first.onDeck, { truck: second, drive: driven, fromS }],
        lastsS,
      };
      return play(chance, at, scene, first.truck, earlierTrucks(chance, at, 10));
    },
  },
  {
    name: 'two trucks, bumper to bumper',
    says: 'the second rolls on before the first is off, and over the deck unweighed',
    expects: ['two-trucks'],
    draw: (chance) => {
      const at = site(chance);
      const first = visit(chance, at);
      const second = truck(chance, at.fleet);
      // Its first axle touches the deck before the last axle of the first has left it.
      const fromS = first.goneAtS - chance.between(3.5, 7);
      const stop: Leg = { toM: at.deckM - chance.between(0.5, 1), speed: chance.between(1, 3), away: 1, brake: 1 };
      const legs = chance.happens(0.5) ? [stop, { waitS: chance.between(1, 20) }] : [];
      const driven = drive(-0.5, [...legs, through(at.deckM, second)]);
      const trucks = [first.onDeck, { truck: second, drive: driven, fromS }];
      const overS = fromS + driven.at.length / 100;
      const pass = play(
        chance,
        at,
        { ...sceneOf(first), trucks, lastsS: overS + 6 },
        first.truck,
        earlierTrucks(chance, at, 10),
      );
      // Where the deck was seen empty between them, each is a pass of its own.
      const lasts = pass?.points.at(-1)?.atMs ?? 0;
      return pass !== null && pass.beganMs + lasts > (overS - 3) * 1000 ? pass : null;
    },
  },
];

const ZERO: Cheat = {
  name: 'zero set under a load',
  says: '0.15 to 1.5 t lay on the deck when its zero was set: every truck is that much too light',
  expects: ['zero-drift'],
  draw(chance) {
    const at = site(chance);
    const one = visit(chance, at);
    const zeroKg = Math.max(chance.betweenTimes(150, 1500), 4 * at.indicator.divisionKg);
    const rests = chance.between(3, 20);
    const scene = sceneOf(one, { zeroKg, lastsS: one.goneAtS + rests + 4, zeroKeyAtS: one.goneAtS + rests });
    return play(chance, at, scene, one.truck, earlierTrucks(chance, at, 10));
  },
};

const UNSAVED: readonly Cheat[] = [
  {
    name: 'crosses without stopping',
    says: 'a truck drives over the deck at 1.5 to 5 m/s; nothing is saved',
    expects: ['crossing-without-record'],
    draw(chance) {
      const at = site(chance);
      const one = truck(chance, at.fleet);
      const speed = chance.between(1.5, 5);
      const driven = drive(-8, [{ toM: at.deckM + lengthOf(one) + 8, speed, away: 2, brake: 2 }]);
      const lastsS = 3 + driven.at.length / 100 + 4;
      const scene: Scene = { trucks: [{ truck: one, drive: driven, fromS: 3 }], lastsS, saveFromS: null };
      return play(chance, at, scene, one, earlierTrucks(chance, at, 10));
    },
  },
  {
    name: 'stands and leaves unsaved',
    says: 'a truck is weighed by eye, and nothing is saved',
    expects: ['crossing-without-record'],
    draw(chance) {
      const at = site(chance);
      const one = visit(chance, at);
      return play(chance, at, sceneOf(one, { saveFromS: null }), one.truck, earlierTrucks(chance, at, 10));
    },
  },
];

function through(deckM: number, one: ReturnType<typeof truck>): Leg {
  return { toM: deckM + lengthOf(one) + 3, speed: 2, away: 0.6, brake: 2 };
}

export const MOVES: readonly Cheat[] = [...HALF_ON, ...TWO, ZERO, ...UNSAVED];
