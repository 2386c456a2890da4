/** What was read, as the clerk is told: what stands in a field by itself, what is one key away, what the display says. */
import { describe, expect, test } from 'vitest';
import {
  DisplayTrouble,
  type DisplaySeen,
  type PlateSeen,
  type Readings,
} from '../../../../../preload/contract/readings.ts';
import { kg } from '../../../../../preload/contract/vocabulary.ts';
import type { OpenTruck } from '../../../../../preload/contract/weighing.ts';
import { en } from '../../../../../renderer/i18n/en.ts';
import { zhCn } from '../../../../../renderer/i18n/zh-cn.ts';
import {
  displayShown,
  platesToFollow,
  readChoices,
  readOtherwise,
  recordedDisplay,
  surePlates,
  unreadDisplays,
  unsureTrailer,
  readBeside,
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
  displayKg: null,
  pushed: [],
  blind: false,
  ...more,
});
const inside = (plateFront: string, plateRear: string | null) => [{ plateFront, plateRear } as OpenTruck];

describe('plates that stand there by themselves', () => {
  const front = plate('晋C12345');
  test('only sure ones; a rear that repeats the front, or is another vehicle’s, is no trailer', () => {
    expect(surePlates(null)).toEqual({ front: '', rear: '' });
    expect(surePlates(readings({ plateFront: plate('晋C12345', { accepted: false }) })).front).toBe('');
    expect(surePlates(readings({ plateFront: front }))).toEqual({ front: '晋C12345', rear: '' });
    expect(surePlates(readings({ plateFront: front, plateRear: plate('晋C1234挂') })).rear).toBe('晋C1234挂');
    expect(surePlates(readings({ plateFront: front, plateRear: front })).rear).toBe('');
    expect(surePlates(readings({ plateFront: front, plateRear: plate('晋B22222') })).rear).toBe('');
    expect(surePlates(readings({ plateRear: plate('晋C1234挂') }))).toEqual({ front: '', rear: '晋C1234挂' });
  });

  test('an unsure trailer that may be the one it came in with is that one; where two say otherwise it is none', () => {
    const open = inside('晋C12345', '晋C1234挂');
    const alike = plate('晋C1284挂', {
      accepted: false,
      top: ['晋C1284挂', '晋C1234挂'].map((text) => ({ text, kind: 'trailer' as const, confidence: 0.5 })),
    });
    const read = readings({ plateFront: front, plateRear: alike });
    expect(surePlates(read, open).rear).toBe('晋C1234挂');
    expect(surePlates(read, [...open, ...inside('晋C12345', '晋K9999挂')]).rear).toBe('');
    const other = plate('晋K9999挂', { accepted: false });
    expect(surePlates(readings({ plateFront: front, plateRear: other }), open).rear).toBe('');
  });

  test.each([
    ['nothing reads them', null, null],
    ['not yet read', readings({ state: 'reading' }), null],
    ['the front is read, the rear not yet', readings({ state: 'reading', plateFront: front }), '晋C12345'],
    ['read, and not sure', readings({ plateFront: plate('晋C12345', { accepted: false }) }), ''],
    ['no plate was seen', readings({}), ''],
  ] as const)('what the fields follow: %s', (_, read, expected) => {
    expect(platesToFollow(read, [])?.front ?? null).toBe(expected);
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

test('beside an unsure plate: a trailer only, the one it is inside with where that may be it', () => {
  const front = plate('晋C12345', { accepted: false });
  const rearOf = (plateRear: PlateSeen | null, open = inside('晋C12345', '晋C1234挂')) =>
    readChoices(readings({ plateFront: front, plateRear }), open)[0]?.plateRear;
  const alike = plate('晋C1284挂', {
    accepted: false,
    top: ['晋C1284挂', '晋C1234挂'].map((text) => ({ text, kind: 'trailer' as const, confidence: 0.5 })),
  });
  expect(rearOf(alike)).toBe('晋C1234挂');
  expect(rearOf(alike, [])).toBe('晋C1284挂');
  expect(rearOf(plate('晋B22222'))).toBe('');
  expect(rearOf(plate('晋C12345'))).toBe('');
  expect(rearOf(null)).toBe('');
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

  test.each([
    ['no picture is sure by itself, together they show the weight', ['cannot-tell'], 100, 100, 'matches'],
    ['together something else, of which no picture is sure: nobody is accused', ['cannot-tell'], 180, null, 'illegible'],
    ['one differs, and of its number all together are sure', ['differs', 'cannot-tell'], 180, 180, 'differs'],
    ['one differs, and all together are sure of the weight', ['differs', 'cannot-tell'], 100, null, 'differs'],
    ['one matches; together they disagree', ['matches', 'cannot-tell'], null, 100, 'matches'],
  ] as const)('as one number: %s', (_, verdicts, displayKg, shownKg, state) => {
    const displays = verdicts.map((verdict) => display(verdict, null));
    const read = readings({ displays, displayKg: displayKg === null ? null : kg(displayKg) });
    expect(displayShown(read, 100)).toEqual({ kg: shownKg, state });
  }); // prettier-ignore

  test('together they are sure before the last one is read: it is said at once', () => {
    const read = readings({ state: 'reading', displays: [display('cannot-tell', null)], displayKg: kg(100) });
    expect(displayShown(read, 100)).toEqual({ kg: 100, state: 'matches' });
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

describe('displays of which nothing can be said', () => {
  const unread = (role: 'front' | 'rear', trouble: DisplaySeen['trouble']): DisplaySeen => ({ ...display('cannot-tell', null), role, trouble }); // prettier-ignore
  const both = [unread('front', 'illegible'), unread('rear', 'illegible')];
  test.each([
    ['one is marked', [unread('rear', 'illegible')], ['rear'], 'illegible'],
    ['both', both, ['front', 'rear'], 'illegible'],
    ['no reason was given', [unread('front', null)], ['front'], 'illegible'],
    ['the camera was nudged: that is mended, the other not', [unread('front', 'illegible'), unread('rear', 'panel-elsewhere')], ['rear'], 'panel-elsewhere'],
    ['one picture is damaged', [unread('front', 'picture-damaged'), unread('rear', 'illegible')], ['front'], 'picture-damaged'],
  ] as const)('%s', (_, displays, roles, trouble) => {
    expect(unreadDisplays(readings({ displays: [...displays] }), 100)).toEqual({ roles, trouble });
  }); // prettier-ignore
  test('not while they are read, nor where one could be', () => {
    expect(unreadDisplays(null, 100)).toBeNull();
    expect(unreadDisplays(readings({}), 100)).toBeNull();
    expect(unreadDisplays(readings({ state: 'reading', displays: both }), 100)).toBeNull();
    expect(unreadDisplays(readings({ displays: [...both, display('matches', null)] }), 100)).toBeNull();
    expect(unreadDisplays(readings({ displays: both, displayKg: kg(100) }), 100)).toBeNull();
    expect(unreadDisplays(readings({ displays: both, displayKg: kg(180) }), 100)).not.toBeNull();
  });
  test.each(DisplayTrouble.options)('%s has words in both languages that name the camera and what to do', (trouble) => {
    const key = `hint.display-${trouble}` as const;
    for (const words of [zhCn[key], en[key]]) {
      expect(words).toContain('{{cameras}}');
      expect(words).toMatch(/Enter/);
    }
  });
});

test('of a record: what was read is said beside a plate that says something else', () => {
  const borne = { text: '晋M60031', source: 'corrected', recognisedText: '晋N60031' } as const;
  expect(readBeside(borne, '晋M60031')).toBe('晋N60031');
  expect(readBeside(borne, '晋N60031')).toBeNull();
  expect(readBeside({ ...borne, recognisedText: null }, '晋M60031')).toBeNull();
  expect(readBeside(borne, '')).toBeNull();
});
