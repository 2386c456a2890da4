/**
 * The legal gross mass of a vehicle by its axles.
 *
 * Source: 超限运输车辆行驶公路管理规定 (order 62 of 2016), Art. 3, as restated in domain.md §3.2; algorithm domain.md §3.3.
 * Unknown inputs fall to the stricter figure: an unknown body counts as a rigid truck, unknown drive axles on six axles as one.
 * No tolerance is subtracted unless the site configures one, and then the record says so.
 */
import { kg, type Kg, type VehicleType } from '../../../preload/contract/vocabulary.ts';

/** Id and version of the rule set; stored with every result, so that an old record is explained by its own rules. */
export const LIMIT_RULE = 'order-62-2016-art-3/1';

export interface LimitInputs {
  readonly axleCount: number | null;
  readonly vehicleType: VehicleType;
  readonly driveAxles: number | null;
  readonly registeredTotalKg: Kg | null;
}

/** The limit in kilograms, or null when the axles are unknown (then there is no load sheet). */
export function massLimit(inputs: LimitInputs): Kg | null {
  const { axleCount, vehicleType, driveAxles, registeredTotalKg } = inputs;
  if (axleCount === null || axleCount < 2) return null;
  const train = vehicleType !== 'rigid' && vehicleType !== 'unknown';
  switch (axleCount) {
    case 2:
      return kg(Math.min(18_000, registeredTotalKg ?? 18_000));
    case 3:
      return kg(train ? 27_000 : 25_000);
    case 4:
      return kg(train ? 36_000 : 31_000);
    case 5:
      return kg(43_000);
    default:
      return kg(driveAxles !== null && driveAxles >= 2 ? 49_000 : 46_000);
  }
}

export interface OverLimit {
  readonly overKg: Kg;
  /** Excess over the limit in per cent, two decimals (domain.md §3.3.5). */
  readonly overRatePct: number;
}

/** How far a gross weight is over its limit; tolerance 0 unless the site configures one. */
export function overLimit(grossKg: Kg, limitKg: Kg, toleranceKg: Kg): OverLimit {
  const over = grossKg - limitKg;
  if (over <= toleranceKg) return { overKg: kg(0), overRatePct: 0 };
  return { overKg: kg(over), overRatePct: Math.round((over * 10_000) / limitKg) / 100 };
}
