/** GB 1589-2016's axle loads as tabled in domain.md §3.2, added by hand for each combination. */
import { expect, test } from 'vitest';
import { axleCap } from '../../../../main/station/rules/mass-limits/axle-cap.ts';
import type { VehicleType } from '../../../../preload/contract/vocabulary.ts';

const TABLE: [axles: number, type: VehicleType, tractor: number | null, capKg: number][] = [
  [2, 'rigid', null, 7000 + 11_500],
  [3, 'rigid', null, 7000 + 19_000],
  [4, 'rigid', null, 7000 + 7000 + 19_000],
  [2, 'articulated', null, 7000 + 11_500],
  [3, 'articulated', 2, 7000 + 11_500 + 10_000],
  [4, 'articulated', 2, 7000 + 11_500 + 19_000],
  [4, 'articulated', 3, 7000 + 19_000 + 10_000],
  [4, 'articulated', null, 37_500],
  [5, 'articulated', 2, 7000 + 11_500 + 24_000],
  [5, 'articulated', 3, 7000 + 19_000 + 19_000],
  [5, 'articulated', null, 45_000],
  [6, 'articulated', 3, 7000 + 19_000 + 24_000],
  [4, 'centre-axle-train', 3, 7000 + 19_000 + 10_000],
  [4, 'full-trailer-train', 2, 7000 + 11_500 + 10_000 + 10_000],
  [5, 'full-trailer-train', 2, 7000 + 11_500 + 10_000 + 19_000],
  [6, 'full-trailer-train', 3, 7000 + 19_000 + 10_000 + 19_000],
  // A slip in the file says nothing.
  [4, 'articulated', 4, 37_500],
  // Of what is not known the most generous.
  [3, 'unknown', null, 28_500],
];

test.each(TABLE)('%i axles, %s, towed by %s: %i kg', (axleCount, vehicleType, tractorAxles, capKg) => {
  expect(axleCap(axleCount, { tractorAxles, vehicleType })).toBe(capKg);
});
