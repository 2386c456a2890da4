import { describe, expect, test } from 'vitest';
import { kg } from '../../../preload/contract/vocabulary.ts';
import { tareDeviation, tareStatistics, usualDistance } from '../../../main/station/rules/tare-statistics.ts';

const tares = (...values: number[]) => values.map(kg);
const E = kg(20);

describe('what a truck usually weighs empty', () => {
  test('too few tares say nothing', () => {
    expect(tareStatistics([])).toBeNull();
    expect(tareStatistics(tares(16_200, 16_200, 16_200, 16_200))).toBeNull();
  });

  test.each([
    ['all the same', tares(16_200, 16_200, 16_200, 16_200, 16_200), 16_200, 0],
    ['odd', tares(16_160, 16_180, 16_200, 16_220, 16_240), 16_200, 29.7],
    ['even', tares(16_180, 16_180, 16_200, 16_220, 16_220, 16_240), 16_210, 29.7],
    ['one wrong one widens nothing', tares(16_180, 16_200, 16_200, 16_220, 16_220, 30_000), 16_210, 14.8],
  ])('%s', (_, values, medianKg, sigmaKg) => {
    expect(tareStatistics(values)).toEqual({ count: values.length, medianKg, sigmaKg });
  });

  const usual = { count: 9, medianKg: kg(16_200), sigmaKg: 20 };
  test.each([
    [16_200, null],
    [16_260, null],
    [16_261, 61],
    [16_140, null],
    [12_000, -4_200],
  ])('%i of 16 200 ± 20', (tare, off) => {
    expect(tareDeviation(kg(tare), usual, E)).toBe(off);
  });

  test('a truck that never varied is asked about from two divisions on', () => {
    const never = { count: 9, medianKg: kg(16_200), sigmaKg: 0 };
    expect(tareDeviation(kg(16_220), never, E)).toBeNull();
    expect(tareDeviation(kg(16_240), never, E)).toBe(40);
    expect(usualDistance(never, E)).toBe(39);
  });
});
