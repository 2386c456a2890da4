/** Whether what is said of a vehicle fits what its plate is known for (product.md P5): two vehicles with one plate would not. Pure. */
import type { Vehicle } from '../../../preload/contract/weighing.ts';

/**
 * The number of axles that the file of this plate says, where another one is said now; else null. A tractor with another trailer
 * than the file's is another combination, and its axles contradict nothing.
 */
export function otherAxles(
  said: { readonly axleCount?: number | undefined; readonly plateRear: string | null },
  file: Pick<Vehicle, 'axleCount' | 'trailerPlate'> | null,
): number | null {
  const filed = file?.axleCount ?? null;
  if (said.axleCount === undefined || filed === null || said.axleCount === filed) return null;
  const otherTrailer = said.plateRear !== null && file?.trailerPlate != null && said.plateRear !== file.trailerPlate;
  return otherTrailer ? null : filed;
}
