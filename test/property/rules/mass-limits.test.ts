/** What holds of every limit, whatever is known of a vehicle. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LimitInputs } from '../../../main/station/rules/mass-limits/limit-rule.ts';
import { LIMIT_RULES, limitOn } from '../../../main/station/rules/mass-limits/limit-rules.ts';
import { overLimit } from '../../../main/station/rules/mass-limits/over-limit.ts';
import { recordLimit } from '../../../main/station/rules/mass-limits/record-limit.ts';
import { keptInputs } from '../../../main/station/weighing/limit-facts.ts';
import { kg, VehicleType } from '../../../preload/contract/vocabulary.ts';

const TODAY = '20261130';
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const vehicle: fc.Arbitrary<LimitInputs & { readonly axleCount: number }> = fc.record({
  axleCount: fc.integer({ min: 2, max: 10 }),
  vehicleType: fc.constantFrom(...VehicleType.options),
  driveAxles: maybe(fc.integer({ min: 1, max: 4 })),
  tractorAxles: maybe(fc.integer({ min: 2, max: 4 })),
  tyrePairsFewer: maybe(fc.integer({ min: 0, max: 8 })),
  wideTyres: maybe(fc.boolean()),
  airSuspension: maybe(fc.boolean()),
  trailerSpacingMm: maybe(fc.integer({ min: 500, max: 3000 })),
  registeredTotalKg: maybe(fc.integer({ min: 1, max: 200_000 }).map(kg)),
});
const limit = (inputs: LimitInputs): number => limitOn(TODAY, inputs).limitKg ?? NaN;

/** In tonnes, GB 1589-2016 in domain.md §3.2: the first axle is steered; each way to stand the others alone, by two or by three. */
const heaviest = (axles: number): number =>
  axles === 0
    ? 0
    : Math.max(
        11.5 + heaviest(axles - 1),
        axles >= 2 ? 19 + heaviest(axles - 2) : 0,
        axles >= 3 ? 24 + heaviest(axles - 3) : 0,
      );
/** The same for what follows a tractor: a semi-trailer's axles stand together. */
const SEMI = [0, 10, 19, 24] as const;
const TRACTOR = [0, 0, 18.5, 26, 33] as const;

describe('a limit', () => {
  test('is never above the sum of the axles’ maximum loads, never above 49 t, and above nothing', () => {
    fc.assert(
      fc.property(vehicle, (known) => {
        const found = limit(known);
        expect(found).toBeGreaterThan(0);
        expect(found).toBeLessThanOrEqual(49_000);
        expect(found).toBeLessThanOrEqual((7 + heaviest(known.axleCount - 1)) * 1000);
        const { axleCount, tractorAxles, vehicleType } = known;
        const semi = SEMI[axleCount - (tractorAxles ?? axleCount)] ?? 0;
        if (vehicleType === 'articulated' && tractorAxles !== null && semi > 0)
          expect(found).toBeLessThanOrEqual(((TRACTOR[tractorAxles] ?? 0) + semi) * 1000);
      }),
    );
  });

  test('of a vehicle whose body or drive axles nobody knows is the strictest that they could have', () => {
    fc.assert(
      fc.property(vehicle, (known) => {
        expect(limit({ ...known, driveAxles: null })).toBeLessThanOrEqual(limit(known));
        const bare = { ...known, tractorAxles: null };
        expect(limit({ ...bare, vehicleType: 'unknown' })).toBeLessThanOrEqual(limit(bare));
      }),
    );
  });

  test('never rises with what is known of fewer tyres or of what tows, nor falls with air suspension or spacing', () => {
    fc.assert(
      fc.property(vehicle, (known) => {
        const found = limit(known);
        expect(found).toBeLessThanOrEqual(limit({ ...known, tyrePairsFewer: null }));
        expect(found).toBeLessThanOrEqual(limit({ ...known, tractorAxles: null }));
        expect(found).toBeLessThanOrEqual(limit({ ...known, wideTyres: true }));
        expect(found).toBeGreaterThanOrEqual(limit({ ...known, airSuspension: null }));
        expect(found).toBeGreaterThanOrEqual(limit({ ...known, trailerSpacingMm: null }));
      }),
    );
  });

  test('is found again from what a record keeps, by every rule set', () => {
    fc.assert(
      fc.property(vehicle, fc.constantFrom(...LIMIT_RULES), (known, rule) => {
        const found = { ...rule.limit(known), rule: rule.id };
        const limitInputs = keptInputs({ ...known, axleSource: 'file', toleranceKg: kg(0) }, found);
        const { axleCount, driveAxles, vehicleType } = known;
        // As if it had been weighed with other axles, and was corrected to these.
        const record = { axleCount: 11, vehicleType, limitKg: kg(1), limitRule: rule.id, limitInputs };
        const now = { axleCount, vehicleType, driveAxles };
        expect(recordLimit(record, now)).toEqual(found);
      }),
    );
  });
});

test('being over the limit, and by how many per cent, is monotone in the gross weight', () => {
  const weight = fc.integer({ min: -2000, max: 120_000 }).map(kg);
  fc.assert(
    fc.property(
      weight,
      fc.nat(5000),
      fc.integer({ min: 1000, max: 49_000 }),
      fc.nat(500),
      (gross, more, limitKg, tolerance) => {
        const less = overLimit(gross, kg(limitKg), kg(tolerance));
        const heavier = overLimit(kg(gross + more), kg(limitKg), kg(tolerance));
        expect(heavier.overKg).toBeGreaterThanOrEqual(less.overKg);
        expect(heavier.overRatePct).toBeGreaterThanOrEqual(less.overRatePct);
        expect(less.overKg === 0).toBe(gross <= limitKg + tolerance);
      },
    ),
  );
});
