/** How each case of a truck above its limit ended (product.md L8: unload and re-weigh stay one case). Pure. */
import type { Kg, Timestamp, Uuid, WeighingKind } from '../../../../preload/contract/vocabulary.ts';
import { grouped } from './grouped.ts';

/** A weighing of the case as it counts now. */
export interface CaseWeighing {
  readonly id: Uuid;
  readonly caseId: Uuid;
  readonly kind: WeighingKind;
  readonly plateFront: string | null;
  readonly weightKg: Kg;
  readonly limitKg: Kg | null;
  readonly overKg: Kg | null;
  readonly weighedAt: Timestamp;
  readonly voided: boolean;
  readonly replaced: boolean;
  /** The valid sheet of this gross. */
  readonly sheetNumber: string | null;
}

/** unloaded: weighed again, and within its limit. still-over: weighed again, and above it. not-reweighed: nothing came after. */
export type OverLimitEnd = 'unloaded' | 'still-over' | 'not-reweighed';

export interface OverLimitCase {
  readonly caseId: Uuid;
  readonly plate: string | null;
  /** The first weighing above the limit. */
  readonly weighedAt: Timestamp;
  readonly weightKg: Kg;
  readonly limitKg: Kg | null;
  readonly overKg: Kg;
  readonly end: OverLimitEnd;
  /** The last weighing of the case, where it was weighed again. */
  readonly lastKg: Kg | null;
  readonly sheetNumber: string | null;
}

const LOADED: ReadonlySet<WeighingKind> = new Set(['gross', 'recheck']);

/**
 * One entry a case that was above its limit, in the order of the first weighing that was. Voided weighings say nothing; a replaced
 * one was above the limit all the same, but decides nothing of how it ended.
 * @param weighings of whole cases, oldest first
 */
export function overLimitCases(weighings: readonly CaseWeighing[]): OverLimitCase[] {
  const cases = grouped(
    weighings.filter(({ kind, voided }) => LOADED.has(kind) && !voided),
    ({ caseId }) => caseId,
  );
  return [...cases.values()]
    .flatMap((all) => {
      const index = all.findIndex(({ overKg }) => (overKg ?? 0) > 0);
      const first = all[index];
      return first === undefined ? [] : [caseOf(first, all.slice(index + 1))];
    })
    .toSorted((a, b) => (a.weighedAt < b.weighedAt ? -1 : a.weighedAt > b.weighedAt ? 1 : 0));
}

function caseOf(first: CaseWeighing, after: readonly CaseWeighing[]): OverLimitCase {
  const last = after.findLast(({ replaced }) => !replaced);
  const { caseId, limitKg, overKg, plateFront, weighedAt, weightKg } = first;
  return {
    caseId,
    plate: plateFront,
    weighedAt,
    weightKg,
    limitKg,
    overKg: overKg ?? (0 as Kg),
    end: last === undefined ? 'not-reweighed' : last.overKg === 0 ? 'unloaded' : 'still-over',
    lastKg: last?.weightKg ?? null,
    sheetNumber: after.findLast(({ sheetNumber }) => sheetNumber !== null)?.sheetNumber ?? null,
  };
}
