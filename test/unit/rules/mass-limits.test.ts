import { describe, expect, test } from 'vitest';
import { massLimit, overLimit } from '../../../main/station/rules/mass-limits.ts';
import { kg, type VehicleType } from '../../../preload/contract/vocabulary.ts';

/** 超限运输车辆行驶公路管理规定 Art. 3 as in domain.md §3.2; unknowns fall to the stricter figure. */
const TABLE: [
  axles: number | null,
  type: VehicleType,
  drive: number | null,
  registered: number | null,
  limit: number | null,
][] = [
  [null, 'articulated', 2, null, null],
  [1, 'rigid', null, null, null],
  [2, 'rigid', null, null, 18_000],
  [2, 'rigid', null, 16_500, 16_500],
  [2, 'rigid', null, 20_000, 18_000],
  [3, 'rigid', null, null, 25_000],
  [3, 'unknown', null, null, 25_000],
  [3, 'articulated', null, null, 27_000],
  [3, 'centre-axle-train', null, null, 27_000],
  [4, 'rigid', null, null, 31_000],
  [4, 'unknown', null, null, 31_000],
  [4, 'articulated', null, null, 36_000],
  [4, 'full-trailer-train', null, null, 36_000],
  [5, 'articulated', null, null, 43_000],
  [5, 'unknown', null, null, 43_000],
  [6, 'articulated', null, null, 46_000],
  [6, 'articulated', 1, null, 46_000],
  [6, 'articulated', 2, null, 49_000],
  [6, 'unknown', 2, null, 49_000],
  [8, 'articulated', 2, null, 49_000],
  [8, 'articulated', null, null, 46_000],
];

describe('massLimit', () => {
  test.each(TABLE)(
    '%s axles, %s, drive axles %s, registered %s → %s kg',
    (axleCount, vehicleType, driveAxles, registered, limit) => {
      const registeredTotalKg = registered === null ? null : kg(registered);
      expect(massLimit({ axleCount, vehicleType, driveAxles, registeredTotalKg })).toBe(limit);
    },
  );
});

describe('overLimit', () => {
  test.each([
    [49_000, 49_000, 0, 0, 0],
    [49_020, 49_000, 0, 20, 0.04],
    [52_380, 49_000, 0, 3380, 6.9],
    [49_020, 49_000, 20, 0, 0],
    [49_040, 49_000, 20, 40, 0.08],
  ])('%i kg on %i kg with tolerance %i → %i kg, %d %%', (gross, limit, tolerance, overKg, overRatePct) => {
    expect(overLimit(kg(gross), kg(limit), kg(tolerance))).toEqual({ overKg, overRatePct });
  });
});
