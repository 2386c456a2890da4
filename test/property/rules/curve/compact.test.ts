import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compact } from '../../../../main/station/rules/curve/compact.ts';
import type { CurvePoint } from '../../../../main/station/rules/curve/curve.ts';
import { kg } from '../../../../preload/contract/vocabulary.ts';

const curve = fc
  .array(fc.option(fc.integer({ min: -200, max: 100_000 }), { freq: 20 }), { maxLength: 400 })
  .map((weights): CurvePoint[] =>
    weights.map((weight, i) => ({ atMs: i * 40, weightKg: weight === null ? null : kg(weight) })),
  );

it('keeps ends, extremes and order, invents nothing, and is never longer than allowed', () => {
  fc.assert(
    fc.property(curve, fc.integer({ min: 5, max: 120 }), (points, most) => {
      const kept = compact(points, most);
      expect(kept.length).toBeLessThanOrEqual(Math.max(most, 0));
      expect(kept.at(0)).toBe(points.at(0));
      expect(kept.at(-1)).toBe(points.at(-1));
      // The very same points, each once, in their order.
      const places = kept.map((point) => points.indexOf(point));
      expect(places.every((place, i) => place >= 0 && (i === 0 || place > (places[i - 1] ?? 0)))).toBe(true);
      const weights = (some: readonly CurvePoint[]): number[] => some.flatMap(({ weightKg }) => weightKg ?? []);
      expect(Math.max(...weights(kept))).toBe(Math.max(...weights(points)));
      expect(Math.min(...weights(kept))).toBe(Math.min(...weights(points)));
      const blank = (some: readonly CurvePoint[]): boolean => some.some(({ weightKg }) => weightKg === null);
      expect(blank(kept)).toBe(blank(points));
    }),
  );
});
