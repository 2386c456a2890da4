/** The first reading of order 62: what records that bear its id were made by. It never changes. */
import { expect, test } from 'vitest';
import { ORDER_62_2016_1 } from '../../../../main/station/rules/mass-limits/order-62-2016-1.ts';
import type { LimitCondition } from '../../../../preload/contract/mass-limit.ts';
import { kg, type VehicleType } from '../../../../preload/contract/vocabulary.ts';
import { NOTHING_KNOWN } from './vehicles.ts';

/** 超限运输车辆行驶公路管理规定 Art. 3 as in domain.md §3.2; unknowns fall to the stricter figure. */
const TABLE: [
  axles: number | null,
  type: VehicleType,
  drive: number | null,
  registered: number | null,
  limit: number | null,
  conditions: LimitCondition[],
][] = [
  [null, 'articulated', 2, null, null, ['axles-unknown']],
  [1, 'rigid', null, null, null, ['axles-unknown']],
  [2, 'rigid', null, null, 18_000, []],
  [2, 'rigid', null, 16_500, 16_500, ['registered-total']],
  [2, 'rigid', null, 20_000, 18_000, []],
  [3, 'rigid', null, null, 25_000, []],
  [3, 'unknown', null, null, 25_000, ['body-unknown']],
  [3, 'articulated', null, null, 27_000, []],
  [3, 'centre-axle-train', null, null, 27_000, []],
  [4, 'rigid', null, null, 31_000, []],
  [4, 'unknown', null, null, 31_000, ['body-unknown']],
  [4, 'articulated', null, null, 36_000, []],
  [4, 'full-trailer-train', null, null, 36_000, []],
  [5, 'articulated', null, null, 43_000, []],
  [5, 'unknown', null, null, 43_000, []],
  [6, 'articulated', null, null, 46_000, ['drive-axles-unknown']],
  [6, 'articulated', 1, null, 46_000, ['drive-axle-single']],
  [6, 'articulated', 2, null, 49_000, []],
  [6, 'unknown', 2, null, 49_000, []],
  [8, 'articulated', 2, null, 49_000, []],
  [8, 'articulated', null, null, 46_000, ['drive-axles-unknown']],
];

test.each(TABLE)(
  '%s axles, %s, drive axles %s, registered %s: %s kg',
  (axleCount, vehicleType, driveAxles, registered, limitKg, conditions) => {
    const registeredTotalKg = registered === null ? null : kg(registered);
    const known = { ...NOTHING_KNOWN, axleCount, vehicleType, driveAxles, registeredTotalKg };
    expect(ORDER_62_2016_1.limit(known)).toEqual({
      limitKg,
      basis: limitKg === null ? null : 'order-62-2016',
      conditions,
    });
  },
);

test('it asked for nothing else', () => {
  const more = { tractorAxles: 2, tyrePairsFewer: 2, wideTyres: false, airSuspension: true, trailerSpacingMm: 1800 };
  const five = { ...NOTHING_KNOWN, axleCount: 5, vehicleType: 'articulated', ...more } as const;
  expect(ORDER_62_2016_1.limit(five).limitKg).toBe(43_000);
});
