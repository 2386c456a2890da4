/** Curves drawn by hand, ten frames a second on a 20-kg scale: what happens is what the test says, and nothing else. */
import type { CurvePoint, PassFacts } from '../../../../main/station/rules/curve/curve.ts';
import { kg } from '../../../../preload/contract/vocabulary.ts';

export type Part =
  /** Rests at so many kilograms for so many seconds; `trembles`: what is added, frame by frame, again and again. */
  | { readonly at: number; readonly forS: number; readonly trembles?: readonly number[] }
  /** Goes straight to so many kilograms. */
  | { readonly to: number; readonly inS: number }
  /** Goes there as if it were poured: slowly, quickly, slowly. */
  | { readonly pouredTo: number; readonly inS: number };

const FRAME_MS = 100;
const DIVISION_KG = 20;

export function drawn(parts: readonly Part[]): CurvePoint[] {
  const points: CurvePoint[] = [];
  let here = 0;
  const add = (weight: number): void => {
    points.push({ atMs: points.length * FRAME_MS, weightKg: kg(Math.round(weight / DIVISION_KG) * DIVISION_KG) });
  };
  for (const part of parts) {
    if ('at' in part) {
      for (let i = 0; i < part.forS * 10; i += 1) add(part.at + (part.trembles?.[i % part.trembles.length] ?? 0));
      here = part.at;
      continue;
    }
    const goal = 'to' in part ? part.to : part.pouredTo;
    const frames = Math.max(1, Math.round(part.inS * 10));
    for (let i = 1; i <= frames; i += 1) {
      const share = i / frames;
      add(here + (goal - here) * ('to' in part ? share : share * share * (3 - 2 * share)));
    }
    here = goal;
  }
  return points;
}

/** Three axles or groups come on: 6, 16 and 24 t. */
export const COMES_ON: readonly Part[] = [
  { to: 6000, inS: 0.4 },
  { at: 6000, forS: 1.4 },
  { to: 22_000, inS: 0.8 },
  { at: 22_000, forS: 2 },
  { to: 46_000, inS: 1.2 },
];

/** They leave in the same order. */
export const LEAVES: readonly Part[] = [
  { to: 40_000, inS: 0.4 },
  { at: 40_000, forS: 1.4 },
  { to: 24_000, inS: 0.8 },
  { at: 24_000, forS: 2 },
  { to: 0, inS: 1.2 },
  { at: 0, forS: 0.3 },
];

/** What the office knows of it; saved is what the curve shows at `savedS`. */
export function told(parts: readonly Part[], savedS: number | null, more: Partial<PassFacts> = {}): PassFacts {
  const points = drawn(parts);
  const frame = savedS === null ? undefined : points[Math.round(savedS * 10)];
  return {
    points,
    scale: { divisionKg: kg(DIVISION_KG), zeroBandE: 2 },
    saved: frame?.weightKg == null ? null : { atMs: frame.atMs, weightKg: frame.weightKg },
    ended: true,
    zeroBeforeKg: kg(0),
    vehicle: 'A',
    earlier: [],
    ...more,
  };
}
