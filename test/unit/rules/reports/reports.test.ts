/** The counting rules of reports, by table. */
import { describe, expect, test } from 'vitest';
import { kg, type Timestamp, type Uuid } from '../../../../preload/contract/vocabulary.ts';
import { dayOf, dayStartMs, daysBetween, spansByMonth } from '../../../../main/station/rules/reports/beijing-days.ts';
import { addUp, averageKg, NOTHING } from '../../../../main/station/rules/reports/day-counts.ts';
import { durationFigures, durationsOf } from '../../../../main/station/rules/reports/durations.ts';
import { addSold, figuresOf } from '../../../../main/station/rules/reports/figures.ts';
import { overLimitCases, type CaseWeighing } from '../../../../main/station/rules/reports/over-limit-end.ts';

describe('days', () => {
  test.each([
    ['2026-11-30T15:59:59.999Z', '2026-11-30'],
    ['2026-11-30T16:00:00.000Z', '2026-12-01'],
    ['2026-02-28T16:00:00.000Z', '2026-03-01'],
    ['2028-02-28T16:00:00.000Z', '2028-02-29'],
  ])('%s is in Beijing’s %s', (at, day) => {
    expect(dayOf(Date.parse(at))).toBe(day);
    expect(dayStartMs(day)).toBe(Date.parse(`${day}T00:00:00+08:00`));
  });

  test('from a day to another both count; backwards there are none', () => {
    expect(daysBetween('2026-11-29', '2026-12-01')).toEqual(['2026-11-29', '2026-11-30', '2026-12-01']);
    expect(daysBetween('2026-11-29', '2026-11-29')).toEqual(['2026-11-29']);
    expect(daysBetween('2026-11-30', '2026-11-29')).toEqual([]);
  });

  test('a question is never of more than one month', () => {
    expect(spansByMonth('2026-11-29', '2027-01-02')).toEqual(
      [
        ['2026-11-29', '2026-12-01'],
        ['2026-12-01', '2027-01-01'],
        ['2027-01-01', '2027-01-03'],
      ].map(([from = '', until = '']) => ({ fromMs: dayStartMs(from), untilMs: dayStartMs(until) })),
    );
  });
});

describe('durations', () => {
  test.each([
    ['', 0, null, null],
    ['7:1', 1, 7, 7],
    ['5:1,9:1', 2, 5, 9],
    ['5:2,9:1', 3, 5, 9],
    // Nine of ten took 20 s or less, and the tenth ten minutes.
    ['600:1,20:4,10:5', 10, 10, 20],
    ['600:2,20:4,10:4', 10, 20, 600],
  ])('%j: %i of them, median %j, nine of ten within %j', (text, count, medianS, p90S) => {
    expect(durationFigures(durationsOf(text))).toEqual({ count, medianS, p90S });
  });
});

describe('sums', () => {
  test.each([
    [0, 0, null],
    [100_001, 2, 50_001],
    [32_420, 1, 32_420],
    [100, 3, 33],
  ])('%i kg on %i sheets are %j kg a sheet', (netKg, sheets, average) => {
    expect(averageKg(netKg, sheets)).toBe(average);
  });

  test('two days are one with both, the times of their trucks together', () => {
    const one = { ...NOTHING, gross: 2, netKg: 1001, steps: { ...NOTHING.steps, stable: durationsOf('4:1,9:1') } };
    const other = {
      ...NOTHING,
      gross: 3,
      sheets: 1,
      netKg: 999,
      steps: { ...NOTHING.steps, stable: durationsOf('9:3') },
    };
    const sum = figuresOf(addUp([one, other]));
    expect(sum.weighings.gross).toBe(5);
    expect(sum.sheets).toEqual({ issued: 1, voided: 0, netKg: 2000, averageNetKg: 2000 });
    expect(sum.steps[0]).toEqual({ step: 'stable', count: 5, medianS: 9, p90S: 9 });
    expect(figuresOf(addUp([]))).toEqual(figuresOf(NOTHING));
  });

  test('goods and receivers over months, most net first', () => {
    const row = (goods: string, receiver: string, issued: number, voided: number, netKg: number) => ({
      goods,
      receiver,
      sheets: { issued, voided, netKg, averageNetKg: null },
    });
    expect(
      addSold([row('原煤', '电厂', 2, 1, 30), row('精煤', '电厂', 1, 0, 90), row('原煤', '电厂', 2, 0, 51)]),
    ).toEqual([
      { ...row('精煤', '电厂', 1, 0, 90), sheets: { issued: 1, voided: 0, netKg: 90, averageNetKg: 90 } },
      { ...row('原煤', '电厂', 4, 1, 81), sheets: { issued: 4, voided: 1, netKg: 81, averageNetKg: 27 } },
    ]);
  });
});

describe('how a case above its limit ended', () => {
  const id = (n: number): Uuid => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}` as Uuid;
  let nth = 0;
  const weighed = (weightKg: number, more: Partial<CaseWeighing> = {}): CaseWeighing => ({
    id: id((nth += 1)),
    caseId: id(900),
    kind: 'gross',
    plateFront: '晋C12345',
    weightKg: kg(weightKg),
    limitKg: kg(49_000),
    overKg: kg(Math.max(0, weightKg - 49_000)),
    weighedAt: `2026-11-30T08:00:${String(nth % 60).padStart(2, '0')}.000+08:00` as Timestamp,
    voided: false,
    replaced: false,
    sheetNumber: null,
    ...more,
  });

  test.each([
    ['nothing came after', [weighed(52_640)], 'not-reweighed', null],
    ['unloaded', [weighed(52_640), weighed(48_620, { sheetNumber: 'N-1' })], 'unloaded', 48_620],
    ['not enough of it', [weighed(52_640), weighed(49_020)], 'still-over', 49_020],
    ['twice', [weighed(52_640), weighed(49_020), weighed(49_000)], 'unloaded', 49_000],
    ['what came after is void', [weighed(52_640), weighed(48_620, { voided: true })], 'not-reweighed', null],
    ['a tare is no answer', [weighed(52_640), weighed(16_000, { kind: 'tare', overKg: null })], 'not-reweighed', null],
    ['weighed again in its stead', [weighed(52_640, { replaced: true }), weighed(48_000)], 'unloaded', 48_000],
    ['a recheck', [weighed(52_640), weighed(48_000, { kind: 'recheck' })], 'unloaded', 48_000],
    [
      'axles unknown afterwards',
      [weighed(52_640), weighed(48_000, { limitKg: null, overKg: null })],
      'still-over',
      48_000,
    ],
  ] as const)('%s', (_, weighings, end, lastKg) => {
    expect(overLimitCases(weighings)).toMatchObject([{ weightKg: 52_640, overKg: 3640, end, lastKg }]);
  });

  test('within the limit, void, or of a trial it is no case', () => {
    expect(
      overLimitCases([weighed(49_000), weighed(52_000, { voided: true }), weighed(52_000, { kind: 'trial' })]),
    ).toEqual([]);
  });

  test('one entry a case, in the order in which they were above it', () => {
    const cases = overLimitCases([
      weighed(50_000, { caseId: id(1) }),
      weighed(50_000, { caseId: id(2) }),
      weighed(48_000, { caseId: id(2), sheetNumber: 'N-2' }),
      weighed(48_000, { caseId: id(1), sheetNumber: 'N-1' }),
    ]);
    expect(cases.map(({ caseId, sheetNumber }) => [caseId, sheetNumber])).toEqual([
      [id(1), 'N-1'],
      [id(2), 'N-2'],
    ]);
  });
});
