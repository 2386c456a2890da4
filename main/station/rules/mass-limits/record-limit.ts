/** The limit of a record, explained by the rule set that made it: also after a correction of its axles. Pure. */
import type { LimitInputs as Kept, Weighing } from '../../../../preload/contract/documents.ts';
import type { VehicleType } from '../../../../preload/contract/vocabulary.ts';
import type { LimitInputs, LimitResult } from './limit-rule.ts';
import { LIMIT_RULES, ruleById } from './limit-rules.ts';

/** What counts now of a record; corrections applied. */
export interface AxlesNow {
  readonly axleCount: number | null;
  readonly vehicleType: VehicleType | null;
  readonly driveAxles: number | null;
}

type Limited = Pick<Weighing, 'axleCount' | 'vehicleType' | 'limitKg' | 'limitRule' | 'limitInputs'>;

/**
 * As signed where nothing was corrected; else what the record's own rule set says of the corrected vehicle. Where this program
 * does not have that rule set, nothing is said of the corrected one.
 */
export function recordLimit(record: Limited, now: AxlesNow): LimitResult & { readonly rule: string } {
  const id = ownRule(record);
  const rule = ruleById(id);
  const asSigned = record.limitKg ?? null;
  const same = isAsSigned(record, now);
  if (rule === null) return { limitKg: same ? asSigned : null, basis: null, conditions: ['rule-unknown'], rule: id };
  const { conditions, ...found } = rule.limit(inputsOf(record.limitInputs, now));
  return {
    ...found,
    ...(same ? { limitKg: asSigned } : {}),
    conditions: ofOtherTrailer(record, now) ? [...conditions, 'other-trailer'] : conditions,
    rule: id,
  };
}

/**
 * An older program took the axles of the file's own trailer for those of another one, and said so: no sheet is issued by them, and
 * no barrier opened. Corrected, they are somebody's word for this very trailer.
 */
export const ofOtherTrailer = (
  record: Pick<Limited, 'axleCount' | 'limitInputs'>,
  now: Pick<AxlesNow, 'axleCount'>,
): boolean =>
  now.axleCount === (record.axleCount ?? null) && record.limitInputs?.conditions?.includes('other-trailer') === true;

/** Without a limit a record bears its rule set among the inputs; those of the first one did not bear it at all. */
const ownRule = ({ limitInputs, limitRule }: Limited): string => limitRule ?? limitInputs?.ruleSet ?? LIMIT_RULES[0].id;

const isAsSigned = ({ axleCount, limitInputs, vehicleType }: Limited, now: AxlesNow): boolean =>
  now.axleCount === (axleCount ?? null) &&
  (now.vehicleType ?? 'unknown') === (vehicleType ?? 'unknown') &&
  now.driveAxles === (limitInputs?.driveAxles ?? null);

const inputsOf = (kept: Kept | undefined, { axleCount, driveAxles, vehicleType }: AxlesNow): LimitInputs => ({
  axleCount,
  driveAxles,
  vehicleType: vehicleType ?? 'unknown',
  tractorAxles: kept?.tractorAxles ?? null,
  tyrePairsFewer: kept?.tyrePairsFewer ?? null,
  wideTyres: kept?.wideTyres ?? null,
  airSuspension: kept?.airSuspension ?? null,
  trailerSpacingMm: kept?.trailerSpacingMm ?? null,
  registeredTotalKg: kept?.registeredTotalKg ?? null,
});
