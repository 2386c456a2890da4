import { expect, test } from 'vitest';
import { compared } from '../../../../../renderer/screens/weigh/comparison.ts';

/** As it is read from left to right. */
function said(indicator: number | null, display: number | null, sheet: number | null): string {
  const { known, unknown, verdict } = compared({ indicator, display, sheet });
  const figures = known.map(({ place, kg, sign }) => `${sign ?? ''}${place} ${kg}`);
  return [...figures, ...unknown.map((place) => `${place} —`), verdict ?? ''].join(' ').trim();
}

test.each<[string, number | null, number | null, number | null, string]>([
  ['all three', 30_880, 30_880, 30_880, 'indicator 30880 =display 30880 =sheet 30880 equal'],
  ['no display was read: no tick', 30_880, null, 30_880, 'indicator 30880 =sheet 30880 display —'],
  ['no sheet yet', 30_880, 30_880, null, 'indicator 30880 =display 30880 sheet —'],
  ['the weight alone is equal to nothing', 30_880, null, null, 'indicator 30880 display — sheet —'],
  ['another display', 30_880, 30_860, null, 'indicator 30880 ≠display 30860 sheet — differs'],
  ['another sheet', 30_880, 30_880, 30_860, 'indicator 30880 =display 30880 ≠sheet 30860 differs'],
  ['no weight', null, null, null, 'indicator — display — sheet —'],
  ['no weight, and two that agree', null, 30_880, 30_880, 'display 30880 =sheet 30880 indicator —'],
])('%s', (_, indicator, display, sheet, expected) => {
  expect(said(indicator, display, sheet)).toBe(expected);
});
