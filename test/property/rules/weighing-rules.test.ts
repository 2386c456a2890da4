import fc from 'fast-check';
import { expect, test } from 'vitest';
import { massLimit, overLimit } from '../../../main/station/rules/mass-limits.ts';
import { normalisePlate } from '../../../main/station/rules/plate-grammar.ts';
import { evenTrace, type TracePoint } from '../../../main/station/rules/weight-trace.ts';
import { kg, VehicleType } from '../../../preload/contract/vocabulary.ts';

const weight = fc.integer({ min: -2000, max: 120_000 }).map(kg);

test('a limit is never above 49 t, and knowing more never makes an unknown stricter case looser than the law', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 10 }),
      fc.constantFrom(...VehicleType.options),
      fc.option(fc.integer({ min: 1, max: 4 })),
      (axleCount, vehicleType, driveAxles) => {
        const unknown = massLimit({ axleCount, vehicleType: 'unknown', driveAxles: null, registeredTotalKg: null });
        const known = massLimit({ axleCount, vehicleType, driveAxles, registeredTotalKg: null });
        expect(known).toBeLessThanOrEqual(49_000);
        expect(unknown).toBeLessThanOrEqual(known ?? 0);
      },
    ),
  );
});

test('being over the limit is monotone in the gross weight', () => {
  fc.assert(
    fc.property(weight, fc.nat(5000), fc.integer({ min: 18_000, max: 49_000 }), (gross, more, limit) => {
      const less = overLimit(gross, kg(limit), kg(0)).overKg;
      expect(overLimit(kg(gross + more), kg(limit), kg(0)).overKg).toBeGreaterThanOrEqual(less);
    }),
  );
});

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
      return steps.map((step, index): TracePoint => ({
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
