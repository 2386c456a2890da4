/** What is known of a vehicle for its limit: what was typed comes before its file. Pure. */
import type { LimitInputs as Kept } from '../../../preload/contract/documents.ts';
import { kg, type Kg } from '../../../preload/contract/vocabulary.ts';
import type { CaptureInput, Vehicle } from '../../../preload/contract/weighing.ts';
import type { LimitInputs, LimitResult } from '../rules/mass-limits/limit-rule.ts';

export type Typed = Pick<CaptureInput, 'axleCount' | 'vehicleType' | 'driveAxles'>;

export interface LimitFacts extends LimitInputs {
  readonly axleSource: 'file' | 'typed' | 'unknown';
  readonly toleranceKg: Kg;
}

/** @param file of the plate in front, as it is with the trailer behind it (`VehicleStore.ofPair`); null = there is none */
export function limitFacts(file: Vehicle | null, typed: Typed, toleranceKg: Kg): LimitFacts {
  const axleCount = typed.axleCount ?? file?.axleCount ?? null;
  return {
    axleCount,
    axleSource: axleSource(axleCount, typed, file),
    vehicleType: typed.vehicleType ?? file?.vehicleType ?? 'unknown',
    // Those of another number of axles say nothing of these.
    driveAxles: typed.driveAxles ?? (axleCount === file?.axleCount ? (file?.driveAxles ?? null) : null),
    tractorAxles: file?.tractorAxles ?? null,
    tyrePairsFewer: file?.tyrePairsFewer ?? null,
    wideTyres: file?.wideTyres ?? null,
    airSuspension: file?.airSuspension ?? null,
    trailerSpacingMm: file?.trailerSpacingMm ?? null,
    registeredTotalKg: file?.registeredTotalKg == null ? null : kg(file.registeredTotalKg),
    toleranceKg,
  };
}

/** Typed stays typed, also when it comes back from a file that was only made of what somebody typed. */
function axleSource(axleCount: number | null, typed: Typed, file: Vehicle | null): LimitFacts['axleSource'] {
  if (axleCount === null) return 'unknown';
  if (typed.axleCount !== undefined || typed.driveAxles !== undefined || typed.vehicleType !== undefined)
    return 'typed';
  return file?.axleSource === 'typed' ? 'typed' : 'file';
}

/** What a record keeps of it, so that its limit can be found again: what nobody knew is absent. */
export function keptInputs(facts: LimitFacts, found: LimitResult & { readonly rule: string }): Kept {
  const { airSuspension, tractorAxles, trailerSpacingMm, tyrePairsFewer, wideTyres } = facts;
  return {
    axleSource: facts.axleSource,
    driveAxles: facts.driveAxles,
    tyres: tyres(facts),
    ...(airSuspension === null ? {} : { airSuspension }),
    registeredTotalKg: facts.registeredTotalKg,
    toleranceKg: facts.toleranceKg,
    ...(tractorAxles === null ? {} : { tractorAxles }),
    ...(tyrePairsFewer === null ? {} : { tyrePairsFewer }),
    ...(wideTyres === null ? {} : { wideTyres }),
    ...(trailerSpacingMm === null ? {} : { trailerSpacingMm }),
    ruleSet: found.rule,
    ...(found.basis === null ? {} : { basis: found.basis }),
    conditions: [...found.conditions],
  };
}

/** openapi.yaml, limitInputs.tyres: unknown (taken as drawn), as-drawn, pairs-fewer-N, wide. */
function tyres({ tyrePairsFewer, wideTyres }: LimitInputs): string {
  if (wideTyres === true) return 'wide';
  if (tyrePairsFewer === null) return 'unknown';
  return tyrePairsFewer === 0 ? 'as-drawn' : `pairs-fewer-${tyrePairsFewer}`;
}
