import { describe, expect, test } from 'vitest';
import { DAY_MS, dayOf, hourOf, newestDay } from '../../../../../renderer/screens/films/day.ts';

const at = (text: string): number => Date.parse(text);

describe('a day is Beijing’s, whatever zone the computer is set to', () => {
  test.each([
    ['2026-11-30T00:00:00+08:00', '2026-11-30T00:00:00+08:00'],
    ['2026-11-30T23:59:59.999+08:00', '2026-11-30T00:00:00+08:00'],
    ['2026-11-30T15:59:59Z', '2026-11-30T00:00:00+08:00'],
    ['2026-11-30T16:00:00Z', '2026-12-01T00:00:00+08:00'],
  ])('%s lies in the day that begins %s', (moment, begins) => {
    expect(dayOf(at(moment))).toEqual({ fromMs: at(begins), toMs: at(begins) + DAY_MS });
  });

  test('an hour begins at its full hour', () => {
    expect(hourOf(at('2026-11-30T14:35:07.250+08:00'))).toEqual({
      fromMs: at('2026-11-30T14:00:00+08:00'),
      toMs: at('2026-11-30T15:00:00+08:00'),
    });
  });
});

describe('the newest day of a month and a day', () => {
  test.each([
    [11, 30, '2026-11-30'],
    [11, 29, '2026-11-29'],
    [12, 1, '2025-12-01'],
    [2, 29, '2024-02-29'],
  ])('%i-%i on 2026-11-30 is %s', (month, day, expected) => {
    expect(newestDay(month, day, at('2026-11-30T00:00:01+08:00'))).toBe(at(`${expected}T00:00:00+08:00`));
  });

  test.each([
    [2, 30],
    [4, 31],
    [13, 1],
  ])('there is no %i-%i', (month, day) => {
    expect(newestDay(month, day, at('2026-11-30T00:00:00+08:00'))).toBeNull();
  });
});
