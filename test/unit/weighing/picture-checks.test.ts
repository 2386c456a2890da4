/** What readings mean for the record: contradictions, each picture's display, the two checks. */
import { describe, expect, test } from 'vitest';
import type { Image } from '../../../preload/contract/documents.ts';
import type { DisplaySeen, PlatePushed, PlateSeen, Readings } from '../../../preload/contract/readings.ts';
import { kg } from '../../../preload/contract/vocabulary.ts';
import { platesTaken } from '../../../preload/contract/plates-taken.ts';
import {
  contradicting,
  displayCheck,
  ofPictures,
  plateCheck,
  unled,
  withDisplays,
} from '../../../main/station/weighing/picture-checks.ts';

const seen = (role: 'front' | 'rear', verdict: DisplaySeen['verdict'], readingKg: number | null): DisplaySeen =>
  ({ role, cameraId: `cam-${role}`, sha256: role, verdict, readingKg, legibility: 70, confidence: 0.8 }) as DisplaySeen;
const readings = (more: Partial<Readings>): Readings => ({
  state: 'done',
  pictures: [],
  plateFront: null,
  plateRear: null,
  plateTrouble: null,
  displays: [],
  displayKg: null,
  pushed: [],
  blind: false,
  ...more,
});
const plate = (text: string, accepted = true): PlateSeen => ({ text, accepted }) as PlateSeen;

describe('displays', () => {
  test('only one that shows another number contradicts; one that nobody can read does not', () => {
    const displays = [seen('front', 'cannot-tell', null), seen('rear', 'differs', 16_580)];
    expect(contradicting(readings({ displays }))).toEqual([
      { cameraId: 'cam-rear', role: 'rear', code: 'camera.display-differs' },
    ]);
    expect(contradicting(null)).toEqual([]);
  });

  test.each([
    [[], 'unknown'],
    [[seen('front', 'cannot-tell', null)], 'unknown'],
    [[seen('front', 'cannot-tell', null), seen('rear', 'matches', null)], 'pass'],
    [[seen('front', 'matches', 16_500), seen('rear', 'differs', 16_580)], 'fail'],
  ])('%#: %j', (displays, result) => {
    expect(displayCheck(readings({ displays }), kg(16_500))).toMatchObject({ code: 'display-matches', result });
  });

  test.each([
    ['none is sure by itself, all together are', ['cannot-tell', 'cannot-tell'], 16_500, 'pass'],
    ['together they show something else: nobody is accused by what no picture is sure of', ['cannot-tell'], 16_580, 'unknown'],
    ['one shows something else, whatever the rest say', ['cannot-tell', 'differs'], 16_500, 'fail'],
    ['one shows the weight, and together they are not sure', ['matches', 'cannot-tell'], null, 'pass'],
  ] as const)('as one number: %s', (_, verdicts, displayKg, result) => {
    const displays = verdicts.map((verdict, nth) => seen(nth === 0 ? 'front' : 'rear', verdict, null));
    const read = readings({ displays, displayKg: displayKg === null ? null : kg(displayKg) });
    expect(displayCheck(read, kg(16_500)).result).toBe(result);
  }); // prettier-ignore

  test('the detail says which picture showed what', () => {
    const displays = [seen('front', 'matches', 16_500), seen('rear', 'cannot-tell', null)];
    const told = 'front matches 16500 kg legibility 70; rear cannot-tell legibility 70';
    expect(displayCheck(readings({ displays }), kg(16_500)).detail).toBe(told);
    const together = readings({ displays, displayKg: kg(16_500) });
    expect(displayCheck(together, kg(16_500)).detail).toBe(`${told}; together 16500 kg`);
    expect(displayCheck(null, kg(16_500)).detail).toBeUndefined();
  });

  test('a picture bears the reading of its own bytes, and of no earlier ones', () => {
    const image = (sha256: string) => ({ cameraId: 'cam-front', sha256, displayReadingKg: null }) as Image;
    const read = readings({ displays: [seen('front', 'matches', 16_500)] });
    expect(withDisplays([image('front'), image('retaken')], read)).toEqual([
      { ...image('front'), displayReadingKg: 16_500, displayConfidence: 0.8 },
      image('retaken'),
    ]);
    expect(withDisplays([image('front')], null)).toEqual([image('front')]);
  });
});

describe('plates', () => {
  const SAID = { plateFront: '晋C12345', plateRear: '晋C1234挂' };
  test.each([
    ['front with front, rear with rear', SAID, plate('晋C12345'), plate('晋C1234挂'), 'pass'],
    ['the front is another one', SAID, plate('晋C99999'), plate('晋C1234挂'), 'fail'],
    ['the trailer is another one', SAID, plate('晋C12345'), plate('晋K9999挂'), 'fail'],
    ['unsure readings accuse nobody', SAID, plate('晋C99999', false), plate('晋K9999挂', false), 'unknown'],
    ['a truck without a trailer repeats its plate', { ...SAID, plateRear: null }, null, plate('晋C12345'), 'pass'],
    ['nothing was said', { plateFront: null, plateRear: null }, plate('晋C12345'), null, 'unknown'],
    ['nothing was read', SAID, null, null, 'unknown'],
  ] as const)('%s', (_, said, plateFront, plateRear, result) => {
    expect(plateCheck(said, readings({ plateFront, plateRear }))).toEqual({ code: 'plates-consistent', result });
  });
});

test('what was read of pictures that were taken again proves nothing', () => {
  const read = readings({
    plateFront: { ...plate('晋C12345'), sha256: 'front' } as PlateSeen,
    plateRear: { ...plate('晋C1234挂'), sha256: 'gone' } as PlateSeen,
    displays: [seen('front', 'matches', 16_500), { ...seen('rear', 'differs', 16_580), sha256: 'gone' as never }],
  });
  const now = ofPictures(read, [{ sha256: 'front' as never }]);
  expect(now).toMatchObject({ plateFront: { text: '晋C12345' }, plateRear: null, displays: [{ role: 'front' }] });
  expect(contradicting(now)).toEqual([]);
  expect(ofPictures(null, [])).toBeNull();
});

test('taken again, pictures are still to be read, whatever was read of those before', () => {
  const done = readings({
    pictures: ['front', 'rear'] as never,
    displays: [seen('front', 'matches', 16_200)],
    displayKg: kg(16_200),
  });
  const these = [{ sha256: 'front' as never }, { sha256: 'rear' as never }];
  expect(ofPictures(done, these)).toMatchObject({ state: 'done', displayKg: 16_200 });
  expect(ofPictures(done, [{ sha256: 'front-2' as never }, { sha256: 'rear-2' as never }])).toMatchObject({
    state: 'reading',
    displays: [],
    displayKg: null,
  });
});

test('who is asked blind is shown no plate, whoever read it; displays stay', () => {
  const all = readings({
    plateFront: plate('晋C12345'),
    plateRear: plate('晋K1111挂'),
    pushed: [{ text: '晋C12345' } as PlatePushed],
    displays: [seen('front', 'matches', 16_200)],
    blind: true,
  });
  expect(unled(all)).toEqual({ ...all, plateFront: null, plateRear: null, pushed: [] });
});

test('what a camera pushed is no reading of ours: it makes plates neither consistent nor not', () => {
  const pushed = [{ text: '晋C99999', role: 'front', confidence: 1 } as PlatePushed];
  expect(plateCheck({ plateFront: '晋C12345', plateRear: null }, readings({ pushed }))).toEqual({
    code: 'plates-consistent',
    result: 'unknown',
  });
  expect(platesTaken(readings({ pushed }), () => '晋K1111挂')).toEqual({ plateFront: null, plateRear: null });
});
