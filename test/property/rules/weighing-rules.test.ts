import fc from 'fast-check';
import { expect, test } from 'vitest';
import { normalisePlate } from '../../../main/station/rules/plate-grammar.ts';
import type { CurvePoint } from '../../../main/station/rules/curve/curve.ts';
import { evenTrace, passCurve, WeightTrace } from '../../../main/station/rules/weight-trace.ts';
import { kg } from '../../../preload/contract/vocabulary.ts';

const weight = fc.integer({ min: -2000, max: 120_000 }).map(kg);

test('normalising a plate twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
      const once = normalisePlate(text);
      expect(normalisePlate(once)).toBe(once);
    }),
  );
});

test('every point of an even trace is a weight that was seen in its interval', () => {
  const trace = fc
    .array(fc.record({ gap: fc.integer({ min: 1, max: 3000 }), weightKg: weight }), { maxLength: 400 })
    .map((steps) => {
      let atMs = 0;
      return steps.map((step, index): CurvePoint => ({
        atMs: index === 0 ? 0 : (atMs += step.gap),
        weightKg: step.weightKg,
      }));
    });
  fc.assert(
    fc.property(trace, (points) => {
      const even = evenTrace(points);
      expect(even.weightsKg.length).toBeLessThanOrEqual(3000);
      for (const [slot, weightKg] of even.weightsKg.entries()) {
        const seen = points.filter((point) => Math.floor(point.atMs / even.intervalMs) === slot);
        expect(weightKg).toBe(seen.at(-1)?.weightKg ?? null);
      }
    }),
  );
});

test('however long a pass lasts, its curve is real frames in order with all extremes, and the documents have no invented gap', () => {
  const pass = fc.record({
    frames: fc.integer({ min: 1, max: 60_000 }),
    everyMs: fc.integer({ min: 20, max: 400 }),
    seed: fc.integer({ min: 1, max: 1000 }),
  });
  fc.assert(
    fc.property(pass, ({ everyMs, frames, seed }) => {
      const trace = new WeightTrace();
      const sent = Array.from({ length: frames }, (_, index) => ({
        atMs: index * everyMs,
        weightKg: (index * seed) % 997 === 5 ? null : kg(48_000 + ((index * seed) % 1009) * 20),
      }));
      for (const { atMs, weightKg } of sent) trace.add(7777 + atMs, weightKg);
      const known = new Map(sent.map(({ atMs, weightKg }) => [atMs, weightKg]));
      const weights = (points: readonly CurvePoint[]) =>
        points.flatMap(({ weightKg }) => (weightKg === null ? [] : [weightKg]));
      const extremes = (points: readonly CurvePoint[]) =>
        weights(points).reduce<readonly number[]>(
          ([low = NaN, high = NaN], one) => [Math.min(low, one), Math.max(high, one)],
          [Infinity, -Infinity],
        );
      for (const points of [trace.points, passCurve(trace.points)]) {
        expect(points.every(({ atMs, weightKg }) => known.get(atMs) === weightKg)).toBe(true);
        expect(points.every(({ atMs }, index) => index === 0 || atMs > (points[index - 1]?.atMs ?? 0))).toBe(true);
        expect(extremes(points)).toEqual(extremes(sent));
        expect([points[0], points.at(-1)]).toEqual([sent[0], sent.at(-1)]);
      }
      expect(passCurve(trace.points).length).toBeLessThanOrEqual(3000);
      const even = evenTrace(trace.points);
      expect(even.weightsKg.length).toBeLessThanOrEqual(3000);
      // Only frames without a weight leave a place empty.
      for (const [slot, weightKg] of even.weightsKg.entries()) {
        const [from, to] = [slot * even.intervalMs, (slot + 1) * even.intervalMs];
        const seen = sent.slice(Math.ceil(from / everyMs), Math.ceil(to / everyMs));
        if (weightKg === null)
          expect(seen.every((frame) => frame.weightKg === null) || everyMs > even.intervalMs).toBe(true);
        else expect(seen.some((frame) => frame.weightKg === weightKg)).toBe(true);
      }
    }),
    { numRuns: 25 },
  );
});
