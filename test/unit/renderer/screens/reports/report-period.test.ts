import { expect, test } from 'vitest';
import { durationText } from '../../../../../renderer/screens/reports/duration-text.ts';
import { daysOf, movedPeriod, periodOf } from '../../../../../renderer/screens/reports/report-period.ts';

const TODAY = '2026-11-30';

test.each([
  ['2026-11', -1, '2026-10'],
  ['2026-01', -1, '2025-12'],
  ['2025-12', 1, '2026-01'],
  ['2026-11', 1, '2026-11'],
  ['2026', 1, '2026'],
  ['2026', -1, '2025'],
] as const)('%s, %i: %s', (period, step, moved) => {
  expect(movedPeriod(period, step, TODAY)).toBe(moved);
});

test.each([
  ['2026-11', '2026-11-01', '2026-11-30'],
  ['2026-02', '2026-02-01', '2026-02-28'],
  ['2024-02', '2024-02-01', '2024-02-29'],
  ['2025', '2025-01-01', '2025-12-31'],
  // Today is the last day of what is not over.
  ['2026', '2026-01-01', TODAY],
])('%s is from %s to %s', (period, from, to) => {
  expect(daysOf(period, TODAY)).toEqual({ from, to });
});

test('what is shown first is now', () => {
  expect([periodOf('days', TODAY), periodOf('months', TODAY)]).toEqual(['2026-11', '2026']);
});

test.each([
  [null, '—'],
  [0, '0 s'],
  [59, '59 s'],
  [60, '1 min 00 s'],
  [185, '3 min 05 s'],
  [4800, '1 h 20 min'],
])('%j seconds: %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});
