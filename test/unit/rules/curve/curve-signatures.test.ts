/** Each signature with curves that it names, and with near misses that nothing names. */
import { describe, expect, test } from 'vitest';
import { curveSignatures } from '../../../../main/station/rules/curve/curve-signatures.ts';
import type { CurveCode, EarlierPass, PassFacts } from '../../../../main/station/rules/curve/curve.ts';
import { kg } from '../../../../preload/contract/vocabulary.ts';
import { COMES_ON, drawn, LEAVES, told, type Part } from './hand-made.ts';

const STANDS: Part = { at: 46_000, forS: 12 };
const HONEST = told([...COMES_ON, STANDS, ...LEAVES], 14);
/** Wind: slow enough to survive an average over a second. */
const WIND = [
  0, 20, 40, 60, 80, 100, 100, 120, 80, 80, 60, 40, 20, 0, -20, -40, -60, -80, -80, -100, -100, -80, -60, -60, -40, -20,
  -40, 0, 20, 0, -20, -40, -20,
];

const weighed = (vehicle: string | null, savedKg: number, points: EarlierPass['points'] = () => []): EarlierPass => ({
  vehicle,
  savedKg: kg(savedKg),
  points,
});
/** A site whose trucks differ, then the named ones that all weighed 46,000 kg. */
const afterwards = (...same: (string | null)[]): EarlierPass[] => [
  ...[31_200, 48_880, 17_640, 44_200, 39_060].map((savedKg, i) => weighed(`O${i}`, savedKg)),
  ...same.map((vehicle) => weighed(vehicle, 46_000)),
];

const SHOWS: readonly (readonly [CurveCode, string, PassFacts])[] = [
  ['jump-without-ramp', 'from nothing to everything in one frame', told([{ at: 46_000, forS: 15 }, ...LEAVES], 8)],
  [
    'jump-without-ramp',
    'from everything to nothing in one frame',
    told([...COMES_ON, STANDS, { at: 0, forS: 0.3 }], 14),
  ],
  [
    'ramp-without-axles',
    'poured on and off',
    told(
      [
        { pouredTo: 30_000, inS: 7 },
        { at: 30_000, forS: 12 },
        { pouredTo: 0, inS: 7 },
        { at: 0, forS: 0.3 },
      ],
      14,
    ),
  ],
  [
    'held-value',
    'silent between two trembling stretches',
    told(
      [
        ...COMES_ON,
        { at: 46_000, forS: 8, trembles: WIND },
        { at: 46_000, forS: 12 },
        { at: 46_000, forS: 20, trembles: WIND },
        ...LEAVES,
      ],
      20,
    ),
  ],
  [
    'held-value',
    'another value from one frame to the next, silent, and back in one frame',
    told([...COMES_ON, STANDS, { at: 45_800, forS: 8 }, STANDS, ...LEAVES], 22),
  ],
  [
    'step-after-steady',
    'two tonnes more, in the time that an axle takes, and back at another pace: it leaves with the axles that it came with',
    told(
      [
        ...COMES_ON,
        STANDS,
        { to: 48_000, inS: 1 },
        { at: 48_000, forS: 9 },
        { to: 46_000, inS: 0.4 },
        { at: 46_000, forS: 3 },
        ...LEAVES,
      ],
      24,
    ),
  ],
  [
    'step-after-steady',
    'two tonnes less in one frame',
    told([...COMES_ON, STANDS, { at: 44_000, forS: 9 }, ...LEAVES], 22),
  ],
  [
    'step-after-steady',
    'three tonnes more in one frame',
    told([...COMES_ON, STANDS, { at: 49_000, forS: 9 }, ...LEAVES], 22),
  ],
  [
    'step-after-steady',
    'two tonnes more through a slow filter, taken back the same way',
    told(
      [
        ...COMES_ON,
        STANDS,
        { to: 48_000, inS: 1 },
        { at: 48_000, forS: 9 },
        { to: 46_000, inS: 1 },
        { at: 46_000, forS: 3 },
        ...LEAVES,
      ],
      24,
    ),
  ],
  [
    'half-on',
    'the last axles come on when it leaves',
    told(
      [...COMES_ON.slice(0, 3), { at: 22_000, forS: 12 }, { to: 46_000, inS: 1.2 }, { at: 46_000, forS: 2 }, ...LEAVES],
      10,
    ),
  ],
  [
    'half-on',
    'the first axle has left again',
    told(
      [...COMES_ON, { at: 46_000, forS: 2 }, { to: 40_000, inS: 0.5 }, { at: 40_000, forS: 9 }, ...LEAVES.slice(2)],
      14,
    ),
  ],
  [
    'two-trucks',
    'it rises again before the deck is empty',
    told(
      [...COMES_ON, STANDS, ...LEAVES.slice(0, 4), { to: 39_000, inS: 1 }, { at: 39_000, forS: 4 }, ...LEAVES.slice(2)],
      14,
    ),
  ],
  [
    'two-trucks',
    'an axle of the next truck, for half a second',
    told(
      [
        ...COMES_ON,
        STANDS,
        ...LEAVES.slice(0, 2),
        { to: 43_000, inS: 0.2 },
        { at: 43_000, forS: 0.3 },
        { to: 24_000, inS: 0.6 },
        ...LEAVES.slice(3),
      ],
      14,
    ),
  ],
  [
    'two-trucks',
    'the next truck weighs the same, and both were on',
    told(
      [
        ...COMES_ON,
        STANDS,
        { to: 52_000, inS: 0.4 },
        { at: 52_000, forS: 2 },
        { to: 40_000, inS: 0.8 },
        { at: 40_000, forS: 1 },
        { to: 46_000, inS: 0.8 },
        { at: 46_000, forS: 8 },
        ...LEAVES,
      ],
      14,
    ),
  ],
  ['constant-across-trucks', 'the fifth truck in a row', { ...HONEST, earlier: afterwards('B', 'C', 'D', 'E') }],
  ['zero-drift', 'the empty deck read 80 kg below zero before', { ...HONEST, zeroBeforeKg: kg(-80) }],
  [
    'zero-drift',
    'the empty deck reads 200 kg below zero afterwards',
    told([...COMES_ON, STANDS, ...LEAVES, { at: -200, forS: 2 }], 14),
  ],
  ['crossing-without-record', 'a truck leaves and nothing is saved', told([...COMES_ON, STANDS, ...LEAVES], null)],
  ['replayed', "an earlier truck's frames", { ...HONEST, earlier: [weighed('B', 46_000, () => HONEST.points)] }],
];

const SAYS_NOTHING: readonly (readonly [string, PassFacts])[] = [
  ['an honest truck', HONEST],
  [
    'a truck that backs off',
    told(
      [
        ...COMES_ON,
        STANDS,
        { to: 22_000, inS: 1.2 },
        { at: 22_000, forS: 2 },
        { to: 6000, inS: 0.8 },
        { at: 6000, forS: 1.4 },
        { to: 0, inS: 0.4 },
      ],
      14,
    ),
  ],
  ['wind that goes on trembling', told([...COMES_ON, { at: 46_000, forS: 30, trembles: WIND }, ...LEAVES], 20)],
  [
    'a truck that stops trembling, and trembles again only while it drives off',
    told(
      [
        ...COMES_ON,
        { at: 46_000, forS: 8, trembles: WIND },
        { at: 46_000, forS: 12 },
        { at: 46_000, forS: 5, trembles: WIND },
        ...LEAVES,
      ],
      20,
    ),
  ],
  [
    'an indicator that jumps by the hundred kilograms that it let pass, and stays there',
    told([...COMES_ON, STANDS, { at: 45_880, forS: 8 }, ...LEAVES], 22),
  ],
  [
    'a truck that bounces on its springs while it leaves',
    told(
      [
        ...COMES_ON,
        STANDS,
        ...LEAVES.slice(0, 2),
        { to: 41_600, inS: 0.2 },
        { at: 41_600, forS: 0.3 },
        { to: 24_000, inS: 0.6 },
        ...LEAVES.slice(3),
      ],
      14,
    ),
  ],
  [
    'a truck that backs on, and leaves by the same end: its last axle steps up and down again',
    told(
      [
        { to: 24_000, inS: 1.2 },
        { at: 24_000, forS: 2 },
        { to: 40_000, inS: 0.8 },
        { at: 40_000, forS: 5 },
        { to: 46_000, inS: 0.5 },
        { at: 46_000, forS: 12 },
        { to: 40_000, inS: 0.5 },
        { at: 40_000, forS: 3 },
        { to: 24_000, inS: 0.8 },
        { at: 24_000, forS: 2 },
        { to: 0, inS: 1.2 },
        { at: 0, forS: 0.3 },
      ],
      18,
    ),
  ],
  [
    'a scoop behind a filter: pressed in, it stands for a while, and creeps to its end',
    told(
      [
        ...COMES_ON,
        STANDS,
        { to: 46_300, inS: 1 },
        { at: 46_300, forS: 2 },
        { to: 45_300, inS: 4 },
        { to: 45_000, inS: 4 },
        { at: 45_000, forS: 9 },
        { to: 39_000, inS: 0.4 },
        { at: 39_000, forS: 1.4 },
        { to: 23_400, inS: 0.8 },
        { at: 23_400, forS: 2 },
        { to: 0, inS: 1.2 },
      ],
      34,
    ),
  ],
  [
    'a driver who gets down',
    told([...COMES_ON, STANDS, { to: 45_900, inS: 1 }, { at: 45_900, forS: 9 }, ...LEAVES], 22),
  ],
  [
    'a scoop that is pressed in first',
    told(
      [
        ...COMES_ON,
        STANDS,
        { to: 46_600, inS: 1 },
        { to: 46_000, inS: 1 },
        { to: 45_000, inS: 2 },
        { at: 45_000, forS: 9 },
        { to: 39_000, inS: 0.4 },
        { at: 39_000, forS: 1.4 },
        { to: 23_400, inS: 0.8 },
        { at: 23_400, forS: 2 },
        { to: 0, inS: 1.2 },
      ],
      26,
    ),
  ],
  [
    'the last axles roll on after a wait',
    told(
      [...COMES_ON.slice(0, 4), { at: 22_000, forS: 8 }, { to: 46_000, inS: 1.2 }, { at: 46_000, forS: 12 }, ...LEAVES],
      24,
    ),
  ],
  [
    'it rolls off a little and back after it was saved',
    told(
      [
        ...COMES_ON,
        STANDS,
        { to: 40_000, inS: 1 },
        { at: 40_000, forS: 2 },
        { to: 46_000, inS: 1 },
        { at: 46_000, forS: 3 },
        ...LEAVES,
      ],
      14,
    ),
  ],
  ['four times the same truck', { ...HONEST, earlier: afterwards('A', 'A', 'A', 'A') }],
  ['trucks whose plates nobody read', { ...HONEST, earlier: afterwards(null, null, null, null) }],
  ['three alike', { ...HONEST, earlier: afterwards('B', 'C') }],
  ['an empty deck within its band', { ...HONEST, zeroBeforeKg: kg(-40) }],
  [
    'a car',
    told(
      [
        { to: 1200, inS: 0.3 },
        { at: 1200, forS: 0.5 },
        { to: 2400, inS: 0.3 },
        { at: 2400, forS: 2 },
        { to: 0, inS: 1 },
      ],
      null,
    ),
  ],
  ['a truck that is still there', { ...told([...COMES_ON, STANDS], null), ended: false }],
  [
    'the same weight at another pace',
    {
      ...HONEST,
      earlier: [
        weighed('B', 46_000, () =>
          drawn([
            { to: 6000, inS: 0.7 },
            { at: 6000, forS: 2.2 },
            { to: 22_000, inS: 1.1 },
            { at: 22_000, forS: 1 },
            { to: 46_000, inS: 2 },
            STANDS,
            ...LEAVES,
          ]),
        ),
      ],
    },
  ],
  ['nothing at all', { ...HONEST, points: [], saved: null }],
];

describe('curveSignatures', () => {
  test.each(SHOWS)('%s: %s', (code, _what, facts) => {
    expect(curveSignatures(facts).map((finding) => finding.code)).toContain(code);
  });

  test('the zero is set under a load of 2 t, and again on the empty deck: no second truck', () => {
    const facts = told(
      [
        ...COMES_ON,
        STANDS,
        ...LEAVES.slice(0, 4),
        { to: -2000, inS: 1.3 },
        { at: -2000, forS: 2 },
        { to: 0, inS: 0.1 },
        { at: 0, forS: 2 },
      ],
      14,
    );
    expect(curveSignatures(facts).map(({ code }) => code)).toEqual(['zero-drift']);
  });

  test.each(SAYS_NOTHING)('says nothing of %s', (_what, facts) => {
    expect(curveSignatures(facts)).toEqual([]);
  });

  test('says where and how much', () => {
    const [finding] = curveSignatures(told([...COMES_ON, STANDS, { at: 44_000, forS: 9 }, ...LEAVES], 22)).filter(
      ({ code }) => code === 'step-after-steady',
    );
    expect(finding).toMatchObject({ atMs: 17_800, detail: { fromE: 2300, toE: 2200 } });
  });
});
