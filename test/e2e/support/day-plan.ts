/** A day's trucks, drawn from a seed: who comes, how heavy, and what goes wrong with whom. Nothing of the program is used. */
import type { PastTruck } from './past-records.ts';

export type Mishap = 'over-limit' | 'wrong-plate' | 'tare-void' | 'sheet-wrong' | 'sheet-void' | 'left-early';

export interface DayTruck extends PastTruck {
  readonly mishap: Mishap | null;
  /** What it weighs before it unloads; only where it is over its limit at first. */
  readonly heavyKg: number;
  /** The legal limit of its axles (order 62 of 2016, Art. 3), in kilograms. */
  readonly limitKg: number;
}

/** Axles, place in the row of vehicle types, driven axles, limit, and usual tare. */
const CLASSES = [
  [2, 1, undefined, 18_000, 5_600],
  [3, 1, undefined, 25_000, 8_400],
  [4, 1, undefined, 31_000, 11_800],
  [5, 2, undefined, 43_000, 14_600],
  [6, 2, 1, 46_000, 15_900],
  [6, 2, 2, 49_000, 16_200],
] as const;
const GOODS = ['原煤', '精煤', '中煤', '煤矸石'] as const;
const RECEIVERS = ['阳泉第二电厂', '河北钢铁集团', '平定电厂'] as const;

const MISHAPS: Readonly<Record<number, Mishap>> = {
  3: 'over-limit',
  7: 'wrong-plate',
  12: 'sheet-wrong',
  13: 'over-limit',
  18: 'tare-void',
  23: 'over-limit',
  27: 'wrong-plate',
  33: 'over-limit',
  38: 'sheet-void',
  43: 'over-limit',
  47: 'left-early',
  52: 'sheet-wrong',
  53: 'over-limit',
};

/** A small generator of its own (Park and Miller): the same day on every machine. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

export function dayPlan(count: number, divisionKg: number): readonly DayTruck[] {
  const below = numbers(20_261_130);
  return Array.from({ length: count }, (_, index): DayTruck => {
    const [axleCount, vehicleType, driveAxles, limitKg, usualTare] = CLASSES[below(CLASSES.length)] ?? CLASSES[0];
    const whole = (kg: number): number => Math.round(kg / divisionKg) * divisionKg;
    const tareKg = whole(usualTare + below(600));
    const mishap = MISHAPS[index] ?? null;
    return {
      // Digits that nobody confuses with one another's plate: each plate is its own.
      plateFront: `晋C${String(10_000 + index * 137)}`,
      plateRear: null,
      tareKg,
      grossKg: whole(limitKg - 200 - below(3_000)),
      heavyKg: whole(limitKg + divisionKg + below(6_000)),
      limitKg,
      axleCount,
      vehicleType,
      ...(driveAxles === undefined ? {} : { driveAxles }),
      goods: GOODS[below(GOODS.length)] ?? GOODS[0],
      receiver: RECEIVERS[below(RECEIVERS.length)] ?? RECEIVERS[0],
      upTo: 'known',
      mishap,
    };
  });
}
