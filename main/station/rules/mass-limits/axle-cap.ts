/**
 * The sum of the axles' maximum loads, which no limit is above (order 62 of 2016, Art. 3). Source of the loads: GB 1589-2016 as
 * tabled in domain.md §3.2 [CK]: single tyres 7 t, dual not driven 10 t, dual driven 11.5 t, a group of two 11.5–19 t, a group of
 * three 21–24 t. Of each the most generous figure that fits what is known: a truck scale knows no axle loads and no spacings.
 */
import { kg, type Kg } from '../../../../preload/contract/vocabulary.ts';
import type { LimitInputs } from './limit-rule.ts';

/** In kilograms. */
const STEERED = 7_000;
const NOT_DRIVEN = 10_000;
const DRIVEN = 11_500;
const GROUP_OF_TWO = 19_000;
const GROUP_OF_THREE = 24_000;

/** A truck or tractor by itself: one steered axle and the rest, or two steered ones. More than four are not drawn: each more as driven. */
function towing(axles: number): number {
  if (axles <= 2) return STEERED + DRIVEN;
  if (axles === 3) return Math.max(STEERED + GROUP_OF_TWO, 2 * STEERED + DRIVEN);
  if (axles === 4) return Math.max(2 * STEERED + GROUP_OF_TWO, STEERED + GROUP_OF_THREE);
  return towing(4) + (axles - 4) * DRIVEN;
}

/** Axles that stand together under a semi-trailer or in the middle of a trailer. More than three are not drawn: each more as a single one. */
function together(axles: number): number {
  if (axles === 1) return NOT_DRIVEN;
  if (axles === 2) return GROUP_OF_TWO;
  return GROUP_OF_THREE + (axles - 3) * NOT_DRIVEN;
}

/** A full trailer: axles in front and behind. */
const fullTrailer = (axles: number): number => (axles === 1 ? NOT_DRIVEN : NOT_DRIVEN + together(axles - 1));

/** @param axleCount two or more */
export function axleCap(
  axleCount: number,
  { tractorAxles, vehicleType }: Pick<LimitInputs, 'tractorAxles' | 'vehicleType'>,
): Kg {
  const trains = (trailer: (axles: number) => number): number => {
    // A tractor of as many axles as the whole train is a slip in the file, and says nothing.
    const known = tractorAxles !== null && tractorAxles < axleCount;
    const tractors = known ? [tractorAxles] : [2, 3, 4].filter((axles) => axles < axleCount);
    return Math.max(...tractors.map((axles) => towing(axles) + trailer(axleCount - axles)));
  };
  switch (vehicleType) {
    case 'rigid':
      return kg(towing(axleCount));
    case 'articulated':
    case 'centre-axle-train':
      return kg(axleCount === 2 ? towing(2) : trains(together));
    case 'full-trailer-train':
      return kg(axleCount === 2 ? towing(2) : trains(fullTrailer));
    case 'unknown':
      return kg(axleCount === 2 ? towing(2) : Math.max(towing(axleCount), trains(together), trains(fullTrailer)));
    default:
      return never(vehicleType);
  }
}

function never(value: never): never {
  throw new TypeError(`unhandled ${String(value)}`);
}
