/** What a smart camera pushed, beside what was read: where the clerk finds it, and where not. */
import { describe, expect, test } from 'vitest';
import type { PlatePushed, PlateSeen, Readings } from '../../../../../preload/contract/readings.ts';
import type { Choice } from '../../../../../renderer/screens/weigh/draft.ts';
import { withPushed } from '../../../../../renderer/screens/weigh/pushed-choice.ts';

const readings = (more: object): Readings =>
  ({
    state: 'done',
    plateFront: null,
    plateRear: null,
    displays: [],
    pushed: [],
    blind: false,
    ...more,
  }) as unknown as Readings;
const pushed = (text: string, more: Partial<PlatePushed> = {}): PlatePushed =>
  ({
    role: 'front',
    text,
    kind: text.endsWith('挂') ? 'trailer' : 'ordinary',
    confidence: 0.96,
    ...more,
  }) as PlatePushed;
const choice = (plateFront: string, more: Partial<Choice> = {}): Choice => ({
  plateFront,
  plateRear: '',
  tareKg: null,
  weighedAt: null,
  confidence: 0.6,
  ...more,
});
const UNSURE = { text: '晋C88866', readAs: null, top: [{ text: '晋C88866' }], accepted: false } as unknown as PlateSeen;
const READ = [choice('晋C88866'), choice('晋C88868'), choice('晋C88666')];
const fronts = (choices: readonly Choice[]): string[] => choices.map(({ plateFront }) => plateFront);

describe('one more choice', () => {
  const offered = (choices: readonly Choice[], more: object, typed = '晋', inside: readonly string[] = []) =>
    withPushed(
      choices,
      readings(more),
      typed,
      inside.map((plateFront) => ({ plateFront })),
    );

  test('behind the best reading', () => {
    const choices = offered(READ, { plateFront: UNSURE, pushed: [pushed('晋C55555')] });
    expect(fronts(choices)).toEqual(['晋C88866', '晋C55555', '晋C88868', '晋C88666']);
    expect(choices[1]).toEqual({ plateFront: '晋C55555', plateRear: '', tareKg: null, weighedAt: null, pushed: 0.96 });
  });

  test('one that was read: no row of its own, that one says so and comes near', () => {
    const third = offered(READ, { plateFront: UNSURE, pushed: [pushed('晋C88666', { confidence: null })] });
    expect(fronts(third)).toEqual(['晋C88866', '晋C88666', '晋C88868']);
    expect(third[1]).toEqual(choice('晋C88666', { pushed: null }));
    const first = offered(READ, { plateFront: UNSURE, pushed: [pushed('晋C88866')] });
    expect(fronts(first)).toEqual(fronts(READ));
    expect(first[0]).toEqual(choice('晋C88866', { pushed: 0.96 }));
  });

  test('one that is inside keeps its tare; before trucks that nothing speaks for', () => {
    const inside = [choice('晋C11111'), choice('晋C55555', { tareKg: 15_000 })].map(({ confidence: _, ...one }) => one);
    const choices = offered(inside, { pushed: [pushed('晋C55555')] });
    expect(fronts(choices)).toEqual(['晋C55555', '晋C11111']);
    expect(choices[0]).toMatchObject({ tareKg: 15_000, pushed: 0.96 });
  });

  test('the same tractor with another trailer than the one inside is another pair', () => {
    const inside = [{ plateFront: '晋C55555', plateRear: '晋K2222挂', tareKg: 15_000, weighedAt: null }];
    const both = [pushed('晋C55555'), pushed('晋K1111挂', { role: 'rear' })];
    expect(offered(inside, { pushed: both }).map(({ plateRear }) => plateRear)).toEqual(['晋K1111挂', '晋K2222挂']);
  });

  test('alone where nothing was read; the newest of several; never a tenth', () => {
    expect(fronts(offered([], { pushed: [pushed('晋C55555'), pushed('晋C66666')] }))).toEqual(['晋C66666']);
    const nine = Array.from({ length: 9 }, (_, nth) => choice(`晋C0000${nth}`));
    expect(offered(nine, { pushed: [pushed('晋C66666')] })).toHaveLength(9);
  });

  test('its trailer: our own reading of it, else the pushed one', () => {
    const both = [pushed('晋C55555'), pushed('晋K1111挂', { role: 'rear' })];
    expect(offered([], { pushed: both })[0]?.plateRear).toBe('晋K1111挂');
    const own = { ...UNSURE, text: '晋K2222挂', kind: 'trailer' };
    expect(offered([], { plateRear: own, pushed: both })[0]?.plateRear).toBe('晋K2222挂');
  });

  describe('the rear camera’s, where the front one is silent', () => {
    const rear = { role: 'rear' } as const;
    const alone = { pushed: [pushed('晋C55555', rear)] };
    test('not by itself: it may be the next truck of the queue', () => {
      expect(offered([], alone)).toEqual([]);
      expect(offered(READ, { ...alone, plateFront: UNSURE })).toBe(READ);
    });
    test.each([
      ['the front picture may show it', { plateFront: { ...UNSURE, top: [{ text: '晋C55555' }] } }, []],
      ['it was read so, and taken for a known one', { plateFront: { ...UNSURE, readAs: '晋C55555' } }, []],
      ['the rear picture shows it', { plateRear: { ...UNSURE, text: '晋C55555', accepted: true } }, []],
      ['it is inside', {}, ['晋C55555']],
    ])('%s', (_, read, inside) => {
      expect(fronts(offered([], { ...alone, ...read }, '晋', inside))).toEqual(['晋C55555']);
    });
    test('not where the front one speaks; a newer one of nobody takes nothing from it; it is no trailer’s', () => {
      const inside = ['晋C55555'];
      const queue = [pushed('晋C55555', rear), pushed('晋C77777', rear)];
      expect(fronts(offered([], { pushed: [pushed('晋C66666'), ...queue] }, '晋', inside))).toEqual(['晋C66666']);
      expect(fronts(offered([], { pushed: queue }, '晋', inside))).toEqual(['晋C55555']);
      expect(offered([], { pushed: [pushed('晋K1111挂', rear)] }, '晋', ['晋K1111挂'])).toEqual([]);
    });
  });

  test('while somebody types, only where it holds what was typed', () => {
    expect(fronts(offered([], { pushed: [pushed('晋C55555')] }, '晋C55'))).toEqual(['晋C55555']);
    expect(offered(READ, { pushed: [pushed('晋C55555')] }, '晋C8')).toBe(READ);
  });
});

test.each([
  [
    'a sure reading is not argued with',
    readings({ plateFront: { ...UNSURE, accepted: true }, pushed: [pushed('晋C55555')] }),
  ],
  ['nothing was pushed', readings({ plateFront: UNSURE })],
  ['nothing is known at all', null],
])('no choice: %s', (_what, of) => {
  expect(withPushed(READ, of, '晋', [])).toBe(READ);
});
