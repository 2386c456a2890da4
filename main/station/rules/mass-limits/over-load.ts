/** 超载: the cargo above the load that the vehicle licence approves (domain.md §3.3.6, §3.4). No tolerance is known of. Pure. */
import { kg, type Kg } from '../../../../preload/contract/vocabulary.ts';

/** How far a net weight is over the approved load; null where no file says what is approved. */
export const overLoad = (netKg: Kg, approvedLoadKg: Kg | null): Kg | null =>
  approvedLoadKg === null ? null : kg(Math.max(0, netKg - approvedLoadKg));
