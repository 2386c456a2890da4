/** What a rule set is: what it asks, what it answers, and from which day its law holds. */
import type { LimitBasis, LimitCondition } from '../../../../preload/contract/mass-limit.ts';
import type { Kg, VehicleType } from '../../../../preload/contract/vocabulary.ts';

/** What is known of a vehicle; null = nobody knows. */
export interface LimitInputs {
  readonly axleCount: number | null;
  readonly vehicleType: VehicleType;
  readonly driveAxles: number | null;
  /** Axles of what tows: the tractor, or the truck of a train. */
  readonly tractorAxles: number | null;
  /** Two tyres fewer than drawn, how often; not on drive axles. */
  readonly tyrePairsFewer: number | null;
  /** Wide ones that the rules let pass: trailers 425 mm, drive axles 445 mm. */
  readonly wideTyres: boolean | null;
  readonly airSuspension: boolean | null;
  /** From axle to axle in the trailer's group of two. */
  readonly trailerSpacingMm: number | null;
  readonly registeredTotalKg: Kg | null;
}

export interface LimitResult {
  /** null: the axles are unknown, and there is no sheet. */
  readonly limitKg: Kg | null;
  /** Which text gave the figure; null without one. */
  readonly basis: LimitBasis | null;
  readonly conditions: readonly LimitCondition[];
}

/** One rule set. What one says once is never changed: old records are explained by it. A new reading is a new version. */
export interface LimitRule {
  /** Law, article and version, as records bear it. */
  readonly id: string;
  /** First Beijing day, yyyyMMdd, on which its law holds. */
  readonly from: string;
  limit(inputs: LimitInputs): LimitResult;
}

export const NO_LIMIT: LimitResult = { limitKg: null, basis: null, conditions: ['axles-unknown'] };
