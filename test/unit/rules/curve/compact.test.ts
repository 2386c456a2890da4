import { describe, expect, test } from 'vitest';
import { compact, MAX_CURVE_POINTS } from '../../../../main/station/rules/curve/compact.ts';
import { kg } from '../../../../preload/contract/vocabulary.ts';

const points = (weights: readonly (number | null)[]) =>
  weights.map((weight, i) => ({ atMs: i * 20, weightKg: weight === null ? null : kg(weight) }));

describe('compact', () => {
  test('leaves a short curve as it is', () => {
    const short = points([0, 20, 40]);
    expect(compact(short)).toBe(short);
  });

  test('keeps the one frame that is higher than all others', () => {
    const long = points(Array.from({ length: 20_000 }, (_, i) => (i === 12_345 ? 49_000 : 30_000)));
    const kept = compact(long);
    expect(kept.length).toBeLessThanOrEqual(MAX_CURVE_POINTS);
    expect(kept).toContain(long[12_345]);
  });

  test('keeps that a frame carried no weight', () => {
    const long = points(Array.from({ length: 20_000 }, (_, i) => (i === 777 ? null : i)));
    expect(compact(long)).toContain(long[777]);
  });

  test('refuses to keep fewer than five of many', () => {
    expect(() => compact(points([0, 1, 2, 3, 4, 5]), 4)).toThrow(RangeError);
  });
});
