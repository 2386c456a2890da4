/** What must hold of reports always: any way of adding days up gives the same, and a percentile is a time that was taken. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOf, dayStartMs, daysBetween, spansByMonth } from '../../../main/station/rules/reports/beijing-days.ts';
import { addUp, COUNTS, NOTHING, STEPS, type DayCounts } from '../../../main/station/rules/reports/day-counts.ts';
import { durationFigures } from '../../../main/station/rules/reports/durations.ts';
import { addSold, figuresOf } from '../../../main/station/rules/reports/figures.ts';

const seconds = fc.array(fc.nat(900), { maxLength: 30 });
const counted = (values: readonly number[]): Map<number, number> => {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};
const day: fc.Arbitrary<DayCounts> = fc
  .record({
    numbers: fc.array(fc.nat(10_000_000), { minLength: COUNTS.length, maxLength: COUNTS.length }),
    times: seconds,
  })
  .map(({ numbers, times }) => ({
    ...NOTHING,
    ...(Object.fromEntries(COUNTS.map((name, nth) => [name, numbers[nth] ?? 0])) as Record<
      (typeof COUNTS)[number],
      number
    >),
    steps: { ...NOTHING.steps, [STEPS[0]]: counted(times) },
  }));

test('days cut into months any way add up to the same report, and in any order', () => {
  fc.assert(
    fc.property(fc.array(day, { maxLength: 40 }), fc.nat(40), (days, cut) => {
      const whole = figuresOf(addUp(days));
      expect(figuresOf(addUp([addUp(days.slice(0, cut)), addUp(days.slice(cut))]))).toEqual(whole);
      expect(figuresOf(addUp(days.toReversed()))).toEqual(whole);
      expect(whole.sheets.netKg).toBe(days.reduce((sum, { netKg }) => sum + netKg, 0));
    }),
  );
});

test('a median and a ninetieth are the times at those places of the sorted list', () => {
  fc.assert(
    fc.property(seconds, (values) => {
      const sorted = values.toSorted((a, b) => a - b);
      const at = (share: number): number | null => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
      expect(durationFigures(counted(values))).toEqual({ count: values.length, medianS: at(0.5), p90S: at(0.9) });
    }),
  );
});

test('what was sold is the same however it is grouped', () => {
  const row = fc
    .record({
      goods: fc.constantFrom('原煤', '精煤'),
      receiver: fc.constantFrom('甲', '乙'),
      issued: fc.nat(50),
      netKg: fc.nat(1_000_000),
    })
    .map(({ goods, issued, netKg, receiver }) => ({
      goods,
      receiver,
      sheets: { issued, voided: 0, netKg, averageNetKg: null },
    }));
  fc.assert(
    fc.property(fc.array(row, { maxLength: 20 }), (rows) => {
      const sum = (of: readonly { readonly sheets: { readonly netKg: number } }[]): number =>
        of.reduce((all, { sheets }) => all + sheets.netKg, 0);
      expect(sum(addSold(rows))).toBe(sum(rows));
      expect(addSold(addSold(rows))).toEqual(addSold(rows));
    }),
  );
});

test('spans cover every moment of the days once, each within one month', () => {
  const from = fc.integer({ min: 0, max: 20_000 }).map((days) => dayOf(days * 86_400_000));
  fc.assert(
    fc.property(from, fc.nat(400), (first, more) => {
      const last = dayOf(dayStartMs(first) + more * 86_400_000);
      const spans = spansByMonth(first, last);
      expect(spans.flatMap(({ fromMs, untilMs }) => daysBetween(dayOf(fromMs), dayOf(untilMs - 1)))).toEqual(
        daysBetween(first, last),
      );
      for (const { fromMs, untilMs } of spans) expect(dayOf(fromMs).slice(0, 7)).toBe(dayOf(untilMs - 1).slice(0, 7));
    }),
  );
});
