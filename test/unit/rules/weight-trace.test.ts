import { describe, expect, test } from 'vitest';
import { evenTrace, WeightTrace } from '../../../main/station/rules/weight-trace.ts';
import { kg } from '../../../preload/contract/vocabulary.ts';

const points = (...list: [number, number][]) => list.map(([atMs, weight]) => ({ atMs, weightKg: kg(weight) }));

describe('evenTrace', () => {
  test('is empty for no points', () => {
    expect(evenTrace([])).toEqual({ intervalMs: 100, weightsKg: [] });
  });

  test('never interpolates: a silent interval is null', () => {
    const trace = evenTrace(points([0, 20], [100, 40], [200, 60], [1000, 80]));
    expect(trace).toEqual({ intervalMs: 150, weightsKg: [40, 60, null, null, null, null, 80] });
  });

  test('takes the last frame of each interval', () => {
    expect(evenTrace(points([0, 1], [20, 2], [40, 3], [60, 4], [120, 5])).weightsKg).toEqual([4, 5]);
  });

  test('widens the interval to keep 3,000 points', () => {
    const hour = Array.from({ length: 36_000 }, (_, index) => ({ atMs: index * 100, weightKg: kg(index) }));
    const trace = evenTrace(hour);
    expect(trace.weightsKg.length).toBeLessThanOrEqual(3000);
    expect(trace.weightsKg.at(-1)).toBe(35_999);
    expect(trace.weightsKg.every((weight) => weight !== null)).toBe(true);
  });
});

describe('WeightTrace', () => {
  test('stays bounded and says how thin it became', () => {
    const trace = new WeightTrace();
    for (let index = 0; index < 100_000; index += 1) trace.add(5000 + index * 25, kg(index));
    expect(trace.points.length).toBeLessThanOrEqual(36_001);
    expect(trace.points[0]).toEqual({ atMs: 0, weightKg: 0 });
    expect(trace.keptEvery).toBe(4);
  });
});
