/** Whatever lies on disk: nothing opens that should not, and taking anything away never opens anything. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gateNeeds, scaleNeeds } from '../../../main/station/rules/barrier-release.ts';

const weighed = fc.record({
  kind: fc.constantFrom('gross' as const, 'tare' as const, 'recheck' as const, 'trial' as const),
  kindSaid: fc.boolean(),
  weightKg: fc.integer({ min: 1000, max: 60_000 }),
  knownTareKg: fc.option(fc.integer({ min: 1000, max: 30_000 }), { nil: null }),
  captured: fc.boolean(),
  recorded: fc.boolean(),
  voided: fc.boolean(),
  evidence: fc.constantFrom('complete' as const, 'accepted' as const, 'incomplete' as const),
  overKg: fc.option(fc.integer({ min: 0, max: 40_000 }), { nil: null }),
  sheet: fc.boolean(),
});
const rules = fc.record({ afterSheet: fc.boolean() });

it('a scale opens for a whole record only', () =>
  fc.assert(
    fc.property(weighed, rules, (truck, how) => {
      if (scaleNeeds(truck, how) !== null) return;
      expect(truck).toMatchObject({ captured: true, recorded: true, voided: false });
      expect(truck.evidence).not.toBe('incomplete');
      expect(truck.kind).not.toBe('trial');
      expect(truck.overKg ?? 0).toBe(0);
      if (truck.kind === 'tare') {
        if (!truck.kindSaid) expect(truck.weightKg).toBeLessThanOrEqual((truck.knownTareKg ?? 0) * 1.05);
        return;
      }
      expect(truck.overKg).toBe(0);
      if (how.afterSheet) expect(truck.sheet).toBe(true);
    }),
  ));

it('whatever is taken away opens nothing', () =>
  fc.assert(
    fc.property(weighed, rules, (truck, how) => {
      if (scaleNeeds(truck, how) === null) return;
      const worse = [
        { ...truck, captured: false },
        { ...truck, recorded: false },
        { ...truck, voided: true },
        { ...truck, evidence: 'incomplete' as const },
        { ...truck, overKg: (truck.overKg ?? 0) + 1 },
        { ...truck, kind: 'trial' as const },
        ...(how.afterSheet && truck.kind !== 'tare' ? [{ ...truck, sheet: false }] : []),
        ...(truck.kind === 'tare' ? [{ ...truck, kindSaid: false, knownTareKg: null }] : [{ ...truck, overKg: null }]),
      ];
      for (const less of worse) expect(scaleNeeds(less, how)).not.toBeNull();
    }),
  ));

it('a way out opens only for what a scale would have let go loaded, with a plate, a row and nothing that speaks against it', () =>
  fc.assert(
    fc.property(
      fc.option(weighed, { nil: null }),
      fc.boolean(),
      fc.boolean(),
      fc.boolean(),
      rules,
      (truck, saved, plateKnown, found, how) => {
        const findings = found ? (['exit-plate'] as const) : [];
        const need = gateNeeds({ direction: 'out', saved, plateKnown, weighed: truck, findings }, how);
        if (need !== null) return;
        expect([saved, plateKnown, found]).toEqual([true, true, false]);
        expect(scaleNeeds(truck, how)).toBeNull();
        expect(truck?.kind).not.toBe('tare');
      },
    ),
  ));
