import { describe, expect, test } from 'vitest';
import { lowerBound, moreToProve, proofOf } from '../../../main/station/rules/recognition-meter.ts';

describe('what is proven of a rate', () => {
  // Without an error the bound is the n-th root of 0.05; the rest summed apart from this program (Python, math.comb).
  test.each([
    [1, 0, 0.05],
    [10, 0, 0.741_134],
    [298, 0, 0.989_998],
    [299, 0, 0.990_031],
    [471, 1, 0.989_989],
    [472, 1, 0.990_010],
    [9, 1, 0.605_837],
    [8, 2, 0.493_099],
    [5, 5, 0.222_441],
    [1, 9, 0.005_116],
  ])('%i right and %i wrong: at least %f', (right, wrong, bound) => {
    expect(lowerBound(right, wrong)).toBeCloseTo(bound, 5);
  });

  test('nothing, or nothing right, proves nothing', () => {
    expect(proofOf(0, 0)).toEqual({ right: 0, wrong: 0, rate: null, lowerBound: 0, moreToProve: 299 });
    expect(proofOf(0, 3)).toMatchObject({ rate: 0, lowerBound: 0 });
  });

  // 299 without an error, 473 with one, 628 with two: product.md P4 and the same sum.
  test.each([
    [0, 0, 299],
    [298, 0, 1],
    [299, 0, 0],
    [0, 1, 472],
    [299, 1, 173],
    [472, 1, 0],
    [0, 2, 626],
  ])('%i right and %i wrong: %i more', (right, wrong, more) => {
    expect(moreToProve(right, wrong)).toBe(more);
  });

  test.each([
    [-1, 0],
    [0, 0.5],
    [Number.NaN, 0],
  ])('%d and %d are no counts', (right, wrong) => {
    expect(() => lowerBound(right, wrong)).toThrow(RangeError);
    expect(() => moreToProve(right, wrong)).toThrow(RangeError);
  });
});
