/** What was read, as the clerk is told: what stands in a field by itself, what is one key away, what the display says. */
import { describe, expect, test } from 'vitest';
import type { DisplaySeen, PlateSeen, Readings } from '../../../../../preload/contract/readings.ts';
import type { OpenTruck } from '../../../../../preload/contract/weighing.ts';
import {
  displayShown,
  readChoices,
  readOtherwise,
  recordedDisplay,
  surePlates,
  unsureTrailer,
} from '../../../../../renderer/screens/weigh/readings.ts';

const plate = (text: string, more: Partial<PlateSeen> = {}): PlateSeen =>
  ({
    text,
    kind: text.endsWith('挂') ? 'trailer' : 'ordinary',
    color: 'yellow',
    rows: 1,
    confidence: 0.97,
    readAs: null,
    accepted: true,
    top: [{ text, kind: 'ordinary', confidence: 0.97 }],
    ...more,
  }) as PlateSeen;
const display = (verdict: DisplaySeen['verdict'], readingKg: number | null): DisplaySeen =>
  ({ role: 'front', verdict, readingKg, legibility: 80, confidence: 0.9, corners: null, trouble: null }) as DisplaySeen;
const readings = (more: Partial<Readings>): Readings => ({
  state: 'done',
  pictures: [],
  plateFront: null,
  plateRear: null,
  plateTrouble: null,
  displays: [],
  pushed: [],
  blind: false,
  ...more,
});
const inside = (plateFront: string, plateRear: string | null) => [{ plateFront, plateRear } as OpenTruck];

describe('plates that stand there by themselves', () => {
  test('only sure ones; a rear that repeats the front is no trailer', () => {
    expect(surePlates(null)).toBeNull();
    expect(surePlates(readings({ plateFront: plate('晋C12345', { accepted: false }) }))).toBeNull();
    const front = plate('晋C12345');
    expect(surePlates(readings({ plateFront: front }))).toEqual({ front: '晋C12345', rear: '' });
    expect(surePlates(readings({ plateFront: front, plateRear: plate('晋C1234挂') }))).toEqual({
      front: '晋C12345',
      rear: '晋C1234挂',
    });
    expect(surePlates(readings({ plateFront: front, plateRear: front }))?.rear).toBe('');
  });

  test('an unread trailer is the one it came in with, unless another was read', () => {
    const front = plate('晋C12345');
    const open = inside('晋C12345', '晋C1234挂');
    expect(surePlates(readings({ plateFront: front }), open)?.rear).toBe('晋C1234挂');
    const alike = plate('晋C1284挂', {
      accepted: false,
      top: ['晋C1284挂', '晋C1234挂'].map((text) => ({ text, kind: 'trailer', confidence: 0.4 })),
    });
    expect(surePlates(readings({ plateFront: front, plateRear: alike }), open)?.rear).toBe('晋C1234挂');
    const other = plate('晋K9999挂', { accepted: false });
    expect(surePlates(readings({ plateFront: front, plateRear: other }), open)?.rear).toBe('');
  });
});

test('an unsure plate: the best three, each with the trailer that was seen; a known vehicle first', () => {
  const top = ['晋C12845', '晋C12345', '晋C12346', '晋C12347'].map((text) => ({
    text,
    kind: 'ordinary' as const,
    confidence: 0.3,
  }));
  const seen = plate('晋C12345', { accepted: false, readAs: '晋C12845', top: top.slice(0, 3) });
  const choices = readChoices(readings({ plateFront: seen, plateRear: plate('晋C1234挂', { accepted: false }) }));
  expect(choices.map(({ plateFront, plateRear }) => `${plateFront} ${plateRear}`)).toEqual([
    '晋C12345 晋C1234挂',
    '晋C12845 晋C1234挂',
    '晋C12346 晋C1234挂',
  ]);
  expect(readChoices(readings({}))).toEqual([]);
});

test('a trailer that is not sure is proposed beside a front plate, and only while nobody said one', () => {
  const rear = plate('晋C1234挂', { accepted: false });
  const read = readings({ plateRear: rear });
  expect(unsureTrailer(read, { plateFront: '晋C12345', plateRear: '' })).toBe('晋C1234挂');
  expect(unsureTrailer(read, { plateFront: '', plateRear: '' })).toBeNull();
  expect(unsureTrailer(read, { plateFront: '晋C12345', plateRear: '晋K1挂' })).toBeNull();
  expect(
    unsureTrailer(readings({ plateRear: plate('晋C12345') }), { plateFront: '晋C12345', plateRear: '' }),
  ).toBeNull();
});

test('a sure reading that says something else than the clerk is said', () => {
  expect(readOtherwise(plate('晋C12345'), '晋C12346')).toBe(true);
  expect(readOtherwise(plate('晋C12345', { accepted: false }), '晋C12346')).toBe(false);
  expect(readOtherwise(plate('晋C12345'), '')).toBe(false);
});

describe('the display', () => {
  test.each([
    ['one that differs outweighs one that matches', [display('matches', 100), display('differs', 180)], 180, 'differs'],
    ['one that matches is enough', [display('cannot-tell', null), display('matches', null)], 100, 'matches'],
    ['nobody can tell', [display('cannot-tell', null)], null, 'illegible'],
  ] as const)('%s', (_, displays, kg, state) => {
    expect(displayShown(readings({ displays: [...displays] }), 100)).toEqual({ kg, state });
  });

  test('none is read, or not yet: nothing is said', () => {
    expect(displayShown(null, 100)).toBeNull();
    expect(displayShown(readings({}), 100)).toBeNull();
    expect(displayShown(readings({ state: 'reading', displays: [display('cannot-tell', null)] }), 100)).toBeNull();
  });

  test('of a record: as its check and its pictures say', () => {
    const of = (result: string, displayReadingKg: number | null) =>
      recordedDisplay({
        weightKg: 100,
        checks: [{ code: 'display-matches', result }],
        images: [{ displayReadingKg }],
      } as never);
    expect(of('pass', null)).toEqual({ kg: 100, state: 'matches' });
    expect(of('fail', 180)).toEqual({ kg: 180, state: 'differs' });
    expect(of('unknown', null)).toBeNull();
  });
});
