/** Whatever passes and is weighed: a match is one of plate and time, and a guess is never one. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  matchPass,
  sameVehicle,
  type PassedVehicle,
  type WeighedVehicle,
} from '../../../main/station/rules/gate-match.ts';

const plate = fc.option(fc.constantFrom('晋C12345', '晋C72345', '晋B00001', '晋B00081'), { nil: null });
const trailer = fc.option(fc.constantFrom('晋C678挂', '晋C67B挂', '晋C999挂'), { nil: null });
const atMs = fc.integer({ min: 0, max: 2_000_000 });
const pass = fc.record({
  id: fc.uuid(),
  direction: fc.constantFrom('in' as const, 'out' as const),
  atMs,
  plate,
  plateRear: trailer,
  unsure: plate,
}) satisfies fc.Arbitrary<PassedVehicle>;
const weighed = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom('gross' as const, 'tare' as const, 'recheck' as const),
  sequence: fc.integer({ min: 1, max: 1000 }),
  atMs,
  plateFront: plate,
  plateRear: trailer,
}) satisfies fc.Arbitrary<WeighedVehicle>;
const world = [pass, fc.array(weighed, { maxLength: 8 }), fc.array(pass, { maxLength: 6 })] as const;
const WINDOW = 1_000_000;

it('no end contradicts, one is the same, and the time is the visit’s', () =>
  fc.assert(
    fc.property(...world, (one, weighings, passes) => {
      const match = matchPass(one, weighings, passes, WINDOW);
      if (match.weighingId === null) return;
      const found = weighings.find(({ id }) => id === match.weighingId);
      const differs = (a: string | null, b: string | null | undefined) => a !== null && b != null && a !== b;
      expect(differs(one.plate, found?.plateFront) || differs(one.plateRear, found?.plateRear)).toBe(false);
      const same = (a: string | null, b: string | null | undefined) => a !== null && a === b;
      expect(same(one.plate, found?.plateFront) || same(one.plateRear, found?.plateRear)).toBe(true);
      const distance = (found?.atMs ?? NaN) - one.atMs;
      expect(one.direction === 'out' ? -distance : distance).toBeGreaterThanOrEqual(0);
      expect(Math.abs(distance)).toBeLessThanOrEqual(WINDOW);
      if (one.direction === 'out') expect(found?.kind).not.toBe('tare');
    }),
  ));

it('where a plate fits nothing there is no match, however much looks alike', () =>
  fc.assert(
    fc.property(...world, (one, weighings, passes) => {
      const strange = {
        ...one,
        plate: one.plate === null ? null : '京A99999',
        plateRear: one.plateRear === null ? null : '京A999挂',
      };
      expect(matchPass(strange, weighings, passes, WINDOW).weighingId).toBeNull();
    }),
  ));

it('the order in which anything is given says nothing', () =>
  fc.assert(
    fc.property(...world, (one, weighings, passes) => {
      const distinct = [...new Map(weighings.map((weighing) => [weighing.sequence, weighing])).values()];
      expect(matchPass(one, distinct.toReversed(), passes.toReversed(), WINDOW).weighingId).toBe(
        matchPass(one, distinct, passes, WINDOW).weighingId,
      );
    }),
  ));

it('two passes are of one vehicle whichever is asked first', () =>
  fc.assert(
    fc.property(pass, pass, (one, other) => {
      expect(sameVehicle(one, other)).toBe(sameVehicle(other, one));
    }),
  ));
