import { describe, expect, test } from 'vitest';
import { evenTrace, passCurve, WeightTrace } from '../../../main/station/rules/weight-trace.ts';
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
  test('what a stalled line hands over at once was sent evenly since the frame before', () => {
    const trace = new WeightTrace();
    const add = (at: number, weight: number) => trace.add(at, kg(weight));
    add(1000, 10_000);
    add(1100, 12_000);
    for (let frame = 1; frame <= 10; frame += 1) add(2100, 12_000 + frame * 2000);
    add(2200, 34_000);
    expect(trace.points.map(({ atMs }) => atMs)).toEqual([
      0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000, 1100, 1200,
    ]);
    expect(trace.points.map(({ weightKg }) => weightKg)).toEqual(
      [10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34].map((tonnes) => kg(tonnes * 1000)),
    );
  });

  test('after a silence in which nobody knows when they were sent they stand where they came', () => {
    const trace = new WeightTrace();
    for (const at of [0, 100, 5000, 5000]) trace.add(at, kg(20_000));
    expect(trace.points.map(({ atMs }) => atMs)).toEqual([0, 100, 5000, 5000]);
  });

  test('an indicator that sends every few milliseconds is no burst without an end', () => {
    const trace = new WeightTrace();
    for (let frame = 0; frame < 1000; frame += 1) trace.add(frame * 2, kg(20_000));
    const times = trace.points.map(({ atMs }) => atMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect([times[0], times.at(-1)]).toEqual([0, 1998]);
  });

  const hours = (count: number, everyMs: number): WeightTrace => {
    const trace = new WeightTrace();
    for (let index = 0; index < count; index += 1)
      trace.add(5000 + index * everyMs, kg(index % 7 === 0 ? 48_640 : 48_620));
    return trace;
  };

  test('keeps frames without a weight, and its clock never goes back', () => {
    const trace = new WeightTrace();
    trace.add(5000, kg(60));
    trace.add(5100.4, null);
    trace.add(5050, kg(80));
    expect(trace.points).toEqual([
      { atMs: 0, weightKg: 60 },
      { atMs: 100, weightKg: null },
      { atMs: 100, weightKg: 80 },
    ]);
    expect(trace.msAt(5100.4)).toBe(100);
    expect(evenTrace(trace.points).weightsKg).toEqual([80]);
  });

  test('a truck that stands there for a night is bounded, and its arrival stays as it came', () => {
    const trace = hours(12 * 36_000, 100);
    expect(trace.points.length).toBeLessThanOrEqual(1000 + 6000 * 5 + 128);
    expect(trace.points.slice(0, 1000).map(({ atMs }) => atMs)).toEqual(
      Array.from({ length: 1000 }, (_, i) => i * 100),
    );
    expect(trace.points.at(-1)?.atMs).toBe((12 * 36_000 - 1) * 100);
    expect(evenTrace(trace.points).weightsKg.includes(null)).toBe(false);
  });

  test('what the row keeps: whole up to 3,000 frames, past that both ends whole', () => {
    const short = hours(3000, 100).points;
    expect(passCurve(short)).toBe(short);
    const long = hours(20_000, 50).points;
    const kept = passCurve(long);
    expect(kept.length).toBeLessThanOrEqual(3000);
    expect(kept.slice(0, 1000)).toEqual(long.slice(0, 1000));
    expect(kept.slice(-1000)).toEqual(long.slice(-1000));
  });
});
