/** The weighing that a doubted one is compared with. Pure. */
import type { RecordItem } from '../../../preload/contract/records.ts';

/** The newest of the same plate that counts and is of an earlier visit: its own tare shows the same vehicle in any case. */
export const earlierWeighing = (
  found: readonly Pick<RecordItem, 'caseId' | 'id' | 'plateFront' | 'replaced' | 'voided'>[],
  { caseId, id, plate }: { readonly caseId: string | null; readonly id: string; readonly plate: string | null },
): RecordItem['id'] | null =>
  found.find(
    (item) =>
      item.id !== id &&
      item.plateFront === plate &&
      !item.voided &&
      !item.replaced &&
      (caseId === null || item.caseId !== caseId),
  )?.id ?? null;
