/** A vehicle of which nothing is known, for tests that know something. */
import type { LimitInputs } from '../../../../main/station/rules/mass-limits/limit-rule.ts';

export const NOTHING_KNOWN: LimitInputs = {
  axleCount: null,
  vehicleType: 'unknown',
  driveAxles: null,
  tractorAxles: null,
  tyrePairsFewer: null,
  wideTyres: null,
  airSuspension: null,
  trailerSpacingMm: null,
  registeredTotalKg: null,
};
