/** Every row of domain.md §3.1 (the annex of 2016) and §3.2 (order 62 of 2016, Art. 3), typed from there. */
import { describe, expect, test } from 'vitest';
import type { LimitInputs } from '../../../../main/station/rules/mass-limits/limit-rule.ts';
import { ORDER_62_2016_2 } from '../../../../main/station/rules/mass-limits/order-62-2016-2.ts';
import type { LimitBasis, LimitCondition } from '../../../../preload/contract/mass-limit.ts';
import { kg } from '../../../../preload/contract/vocabulary.ts';
import { NOTHING_KNOWN } from './vehicles.ts';

type Row = [string, Partial<LimitInputs>, number, LimitBasis, ...LimitCondition[]];

const rows = (table: readonly Row[]) =>
  test.each(table)('%s', (_row, known, limitKg, basis, ...conditions) => {
    const found = ORDER_62_2016_2.limit({ ...NOTHING_KNOWN, ...known });
    expect(found).toEqual({ limitKg, basis, conditions });
  });

const ORDER = 'order-62-2016';
const ANNEX = 'annex-2016';

describe('§3.1, the annex', () => {
  rows([
    ['2 rigid 18', { axleCount: 2, vehicleType: 'rigid' }, 18_000, ORDER],
    // Note 1: not above the total mass of the licence.
    [
      '2 rigid, licence 16.5',
      { axleCount: 2, vehicleType: 'rigid', registeredTotalKg: kg(16_500) },
      16_500,
      ORDER,
      'registered-total',
    ],
    ['2 rigid, licence 18.5', { axleCount: 2, vehicleType: 'rigid', registeredTotalKg: kg(18_500) }, 18_000, ORDER],
    ['3 rigid 25', { axleCount: 3, vehicleType: 'rigid' }, 25_000, ORDER],
    // Note 4: one tonne more.
    ['3 rigid, air', { axleCount: 3, vehicleType: 'rigid', airSuspension: true }, 26_000, ANNEX, 'air-suspension'],
    ['3 rigid, no air', { axleCount: 3, vehicleType: 'rigid', airSuspension: false }, 25_000, ORDER],
    ['3 centre-axle 27', { axleCount: 3, vehicleType: 'centre-axle-train' }, 27_000, ORDER],
    ['3 articulated 27', { axleCount: 3, vehicleType: 'articulated', airSuspension: true }, 27_000, ORDER],
    ['4 rigid 31', { axleCount: 4, vehicleType: 'rigid' }, 31_000, ORDER],
    ['4 rigid, air', { axleCount: 4, vehicleType: 'rigid', airSuspension: true }, 32_000, ANNEX, 'air-suspension'],
    ['4 articulated 36', { axleCount: 4, vehicleType: 'articulated' }, 36_000, ORDER],
    [
      '4 articulated 37: air and 1800 mm',
      { axleCount: 4, vehicleType: 'articulated', airSuspension: true, trailerSpacingMm: 1800 },
      37_000,
      ANNEX,
      'air-suspension',
    ],
    [
      '4 articulated, air and 1799 mm',
      { axleCount: 4, vehicleType: 'articulated', airSuspension: true, trailerSpacingMm: 1799 },
      36_000,
      ORDER,
    ],
    [
      '4 articulated, air and a spacing nobody knows',
      { axleCount: 4, vehicleType: 'articulated', airSuspension: true },
      36_000,
      ORDER,
    ],
    [
      '4 articulated, 1800 mm alone',
      { axleCount: 4, vehicleType: 'articulated', trailerSpacingMm: 1800 },
      36_000,
      ORDER,
    ],
    ['4 centre-axle, 2 + 2: 36', { axleCount: 4, vehicleType: 'centre-axle-train', tractorAxles: 2 }, 36_000, ORDER],
    [
      '4 centre-axle, 3 + 1: 35',
      { axleCount: 4, vehicleType: 'centre-axle-train', tractorAxles: 3 },
      35_000,
      ANNEX,
      'truck-three-axles',
    ],
    [
      '4 centre-axle, nobody knows: 36',
      { axleCount: 4, vehicleType: 'centre-axle-train' },
      36_000,
      ORDER,
      'tractor-axles-unknown',
    ],
    ['4 full trailer 36', { axleCount: 4, vehicleType: 'full-trailer-train', tractorAxles: 3 }, 36_000, ORDER],
    ['5 articulated, 3 + 2: 43', { axleCount: 5, vehicleType: 'articulated', tractorAxles: 3 }, 43_000, ORDER],
    [
      '5 articulated, 2 + 3: 42',
      { axleCount: 5, vehicleType: 'articulated', tractorAxles: 2 },
      42_000,
      ANNEX,
      'tractor-two-axles',
    ],
    [
      '5 articulated, nobody knows: 43',
      { axleCount: 5, vehicleType: 'articulated' },
      43_000,
      ORDER,
      'tractor-axles-unknown',
    ],
    ['5 centre-axle, 3 + 2: 43', { axleCount: 5, vehicleType: 'centre-axle-train', tractorAxles: 3 }, 43_000, ORDER],
    ['5 centre-axle 43', { axleCount: 5, vehicleType: 'centre-axle-train' }, 43_000, ORDER],
    // 7 t steered, 11.5 t driven, 24 t the trailer's three.
    [
      '5 centre-axle, 2 + 3: not above its axles',
      { axleCount: 5, vehicleType: 'centre-axle-train', tractorAxles: 2 },
      42_500,
      ORDER,
      'axle-cap',
    ],
    ['5 full trailer 43', { axleCount: 5, vehicleType: 'full-trailer-train', tractorAxles: 2 }, 43_000, ORDER],
    ...(['articulated', 'centre-axle-train', 'full-trailer-train'] as const).flatMap((vehicleType): Row[] => [
      [`6 ${vehicleType} 49`, { axleCount: 6, vehicleType, driveAxles: 2 }, 49_000, ORDER],
      [`6 ${vehicleType} 46`, { axleCount: 6, vehicleType, driveAxles: 1 }, 46_000, ORDER, 'drive-axle-single'],
    ]),
    // Each two tyres fewer, three tonnes less; none for wide ones.
    [
      '6 articulated, a pair fewer',
      { axleCount: 6, vehicleType: 'articulated', driveAxles: 2, tyrePairsFewer: 1 },
      46_000,
      ORDER,
      'tyres-fewer',
    ],
    [
      '6 articulated, three pairs fewer',
      { axleCount: 6, vehicleType: 'articulated', driveAxles: 2, tyrePairsFewer: 3 },
      40_000,
      ORDER,
      'tyres-fewer',
    ],
    [
      '6 articulated, three pairs fewer, wide',
      { axleCount: 6, vehicleType: 'articulated', driveAxles: 2, tyrePairsFewer: 3, wideTyres: true },
      49_000,
      ORDER,
      'wide-tyres',
    ],
    [
      '6 articulated, three pairs fewer, not wide',
      { axleCount: 6, vehicleType: 'articulated', driveAxles: 1, tyrePairsFewer: 3, wideTyres: false },
      37_000,
      ORDER,
      'drive-axle-single',
      'tyres-fewer',
    ],
    [
      '6 articulated, tyres as drawn',
      { axleCount: 6, vehicleType: 'articulated', driveAxles: 2, tyrePairsFewer: 0, wideTyres: false },
      49_000,
      ORDER,
    ],
    [
      '5 articulated, 2 + 3, a pair fewer',
      { axleCount: 5, vehicleType: 'articulated', tractorAxles: 2, tyrePairsFewer: 1 },
      39_000,
      ANNEX,
      'tractor-two-axles',
      'tyres-fewer',
    ],
    // It has neither groups nor a trailer.
    ['2 rigid, a pair fewer', { axleCount: 2, vehicleType: 'rigid', tyrePairsFewer: 1 }, 18_000, ORDER],
  ]);
});

describe('§3.2, order 62, and what nobody knows', () => {
  rows([
    ['2-axle truck', { axleCount: 2 }, 18_000, ORDER],
    ['3-axle truck', { axleCount: 3, vehicleType: 'rigid' }, 25_000, ORDER],
    ['3-axle train', { axleCount: 3, vehicleType: 'full-trailer-train' }, 27_000, ORDER],
    ['4-axle truck', { axleCount: 4, vehicleType: 'rigid' }, 31_000, ORDER],
    ['4-axle train', { axleCount: 4, vehicleType: 'full-trailer-train' }, 36_000, ORDER],
    ['5-axle train', { axleCount: 5, vehicleType: 'full-trailer-train' }, 43_000, ORDER],
    ['6-axle train, one driven', { axleCount: 6, driveAxles: 1 }, 46_000, ORDER, 'drive-axle-single'],
    ['6-axle train', { axleCount: 6, driveAxles: 2 }, 49_000, ORDER],
    ['8-axle train', { axleCount: 8, vehicleType: 'articulated', driveAxles: 2 }, 49_000, ORDER],
    ['6 axles, driven unknown', { axleCount: 6 }, 46_000, ORDER, 'drive-axles-unknown'],
    ['3 axles, body unknown', { axleCount: 3, airSuspension: true }, 25_000, ORDER, 'body-unknown'],
    ['4 axles, body unknown', { axleCount: 4, airSuspension: true }, 31_000, ORDER, 'body-unknown'],
    ['5 axles, body unknown', { axleCount: 5, tractorAxles: 2 }, 43_000, ORDER],
    ['5 axles rigid', { axleCount: 5, vehicleType: 'rigid' }, 43_000, ORDER, 'body-not-drawn'],
    ['6 axles rigid', { axleCount: 6, vehicleType: 'rigid', driveAxles: 2 }, 49_000, ORDER, 'body-not-drawn'],
    // 7 t steered, 19 t the tractor's group, 10 t the semi-trailer's axle: never above the axles together.
    [
      '4 articulated, 3 + 1, air, and a spacing that it cannot have',
      { axleCount: 4, vehicleType: 'articulated', tractorAxles: 3, airSuspension: true, trailerSpacingMm: 1800 },
      36_000,
      ORDER,
      'air-suspension',
      'axle-cap',
    ],
  ]);

  test.each([null, 0, 1])('%s axles: no limit', (axleCount) => {
    const found = ORDER_62_2016_2.limit({ ...NOTHING_KNOWN, axleCount, vehicleType: 'articulated', driveAxles: 2 });
    expect(found).toEqual({ limitKg: null, basis: null, conditions: ['axles-unknown'] });
  });
});
