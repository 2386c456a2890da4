/**
 * What of a vehicle at a gate a person has to explain (product.md G2; domain.md §4: W02 over the limit, W03 unweighed, W04 without
 * a sheet, W05 the sheet differs, W06 plates, W22 in without out). Pure.
 */
import type { GateMatterKind } from '../../../preload/contract/gate.ts';
import type { GateMatch, PassedVehicle } from './gate-match.ts';
import { sameVehicle } from './gate-match.ts';

/** What is known of the weighing that a way out was matched to. */
export interface MatchedTruck {
  /** null: nobody knows the limit, and then there is no sheet either. */
  readonly overKg: number | null;
  /** The valid sheet of it; null: there is none. */
  readonly sheet: {
    /** Fields in which it differs from its weighings (rules/sheet-check). */ readonly differs: readonly string[];
  } | null;
}

const PLATES: readonly string[] = ['plate', 'trailerPlate'];

/**
 * Of a way out. One that nobody could read a plate of was not weighed either, as far as anybody can tell.
 * @param asked plates are read here, or a person said something of this vehicle: else nobody can say what it was
 */
export function exitFindings(match: GateMatch, truck: MatchedTruck | null, asked: boolean): readonly GateMatterKind[] {
  if (truck === null) {
    const why = match.suggestion?.why;
    const half = why === 'other-trailer' || why === 'other-tractor';
    return asked ? ['exit-unweighed', ...(half ? (['exit-plate'] as const) : [])] : [];
  }
  const found: GateMatterKind[] = [];
  if (truck.overKg !== null && truck.overKg > 0) found.push('exit-over-limit');
  else if (truck.sheet === null) found.push('exit-no-sheet');
  const differs = truck.sheet?.differs ?? [];
  if (differs.some((field) => PLATES.includes(field))) found.push('exit-plate');
  if (differs.some((field) => !PLATES.includes(field))) found.push('exit-sheet-differs');
  return found;
}

/** Of a way in: it has been inside for longer than the site says, and nothing of it was seen going out. */
export function entryFindings(
  entry: PassedVehicle,
  passes: readonly PassedVehicle[],
  { nowMs, overdueMs }: { readonly nowMs: number; readonly overdueMs: number },
): readonly GateMatterKind[] {
  if (entry.plate === null && entry.plateRear === null) return [];
  if (nowMs - entry.atMs <= overdueMs) return [];
  const left = passes.some(
    (other) => other.direction === 'out' && other.atMs >= entry.atMs && sameVehicle(entry, other),
  );
  return left ? [] : ['inside-too-long'];
}
