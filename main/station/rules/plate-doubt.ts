/** Whether what is said of a vehicle fits what its plate is known for (product.md P5): two vehicles with one plate would not. Pure. */
import type { Vehicle } from '../../../preload/contract/weighing.ts';

/**
 * The number of axles that the file of this plate says, where another one is said now; else null.
 * @param file as it is with the trailer behind it: another trailer is another combination, and its axles contradict nothing
 */
export function otherAxles(
  said: { readonly axleCount?: number | undefined },
  file: Pick<Vehicle, 'axleCount'> | null,
): number | null {
  const filed = file?.axleCount ?? null;
  return said.axleCount === undefined || said.axleCount === filed ? null : filed;
}
