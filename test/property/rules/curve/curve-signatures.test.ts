/** What holds for any curve, real or not. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { curveSignatures } from '../../../../main/station/rules/curve/curve-signatures.ts';
import { CURVE_CODES, type CurvePoint, type PassFacts } from '../../../../main/station/rules/curve/curve.ts';
import { kg } from '../../../../preload/contract/vocabulary.ts';
import type { Kg } from '../../../../preload/contract/vocabulary.ts';
import { passFacts } from '../../../measure/pass-facts.ts';
import { TUNING_SEEDS } from '../../../measure/seeds.ts';
import { CHEATS } from '../../../sim/curves/cheats.ts';
import { HONEST } from '../../../sim/curves/honest.ts';
import { draw } from '../../../sim/curves/kind.ts';

/** Numbers as no indicator sends them: whoever calls may have a defect, and the record must be made all the same. */
const anyNumber = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -100, max: 60_000 }) },
  { weight: 1, arbitrary: fc.double() },
);
const anyCurve = fc.oneof(
  fc.array(fc.record({ atMs: anyNumber, weightKg: fc.option(anyNumber) }), { maxLength: 120 }),
  // Stretches that stand, so that the signatures have something to look at.
  fc
    .array(fc.record({ weight: fc.integer({ min: -500, max: 60_000 }), frames: fc.integer({ min: 1, max: 60 }) }), {
      maxLength: 12,
    })
    .map((stretches) =>
      stretches
        .flatMap(({ weight, frames }) => new Array<number>(frames).fill(weight))
        .map((weightKg, i) => ({ atMs: i * 100, weightKg })),
    ),
) as fc.Arbitrary<CurvePoint[]>;

const anyFacts: fc.Arbitrary<PassFacts> = fc
  .record({
    points: anyCurve,
    divisionKg: fc.constantFrom(1, 10, 20, 50),
    saved: fc.option(fc.record({ atMs: anyNumber, weightKg: anyNumber })),
    ended: fc.boolean(),
    zeroBeforeKg: fc.option(anyNumber),
    vehicle: fc.option(fc.constantFrom('A', 'B')),
    earlier: fc.array(
      fc.record({
        vehicle: fc.option(fc.constantFrom('A', 'B', 'C')),
        savedKg: fc.option(anyNumber),
        points: anyCurve,
      }),
      { maxLength: 6 },
    ),
  })
  .map(({ divisionKg, saved, zeroBeforeKg, earlier, ...rest }) => ({
    ...rest,
    scale: { divisionKg: kg(divisionKg), zeroBandE: 2 },
    saved: saved as PassFacts['saved'],
    zeroBeforeKg: zeroBeforeKg as Kg | null,
    earlier: earlier.map(({ points, savedKg, vehicle }) => ({
      vehicle,
      savedKg: savedKg as Kg | null,
      points: () => points,
    })),
  }));

it('never throws, names only what is on the list, in the order of the curve', () => {
  const named = new Set<string>();
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const findings = curveSignatures(facts);
      for (const { code } of findings) named.add(code);
      expect(findings.every(({ code }) => CURVE_CODES.includes(code))).toBe(true);
      const times = findings.map(({ atMs }) => atMs);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
    }),
    { numRuns: 1000 },
  );
  // Something was looked at.
  expect(named.size).toBeGreaterThan(3);
});

it('does not depend on when the clock began', () => {
  const kinds = [...CHEATS, ...HONEST];
  fc.assert(
    fc.property(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 1e9 }), later),
    { numRuns: 40 },
  );
});

function later(kind: (typeof HONEST)[number], seed: number, byMs: number): void {
  const facts = passFacts(draw(kind, TUNING_SEEDS.from + seed));
  const moved: PassFacts = {
    ...facts,
    points: facts.points.map(({ atMs, weightKg }) => ({ atMs: atMs + byMs, weightKg })),
    saved: facts.saved === null ? null : { ...facts.saved, atMs: facts.saved.atMs + byMs },
  };
  expect(curveSignatures(moved).map(({ code, atMs }) => [code, atMs - byMs])).toEqual(
    curveSignatures(facts).map(({ code, atMs }) => [code, atMs]),
  );
}
