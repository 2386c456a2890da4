/** What is marked on a drawn curve and where its words stand, so that no two lie over one another. Pure. */
import type { CurveCode, WeightCurve } from '../../preload/contract/curves.ts';

export interface CurveMark {
  readonly atS: number;
  readonly words: string;
  /** Something to look at; else the saved moment. */
  readonly look: boolean;
  /** Counted upwards from the curve. */
  readonly row: number;
  /** Which end of the words stands at the line. */
  readonly side: 'left' | 'center' | 'right';
}

/** Marks nearer than this share of the whole would write over one another in one row. */
const NEAR_SHARE = 0.3;
const EDGE_SHARE = 0.15;

export function curveMarks(
  curve: WeightCurve,
  words: { saved(weightKg: number): string; finding(code: CurveCode): string },
): readonly CurveMark[] {
  const whole = longestS(curve);
  const found = new Map<number, string[]>();
  for (const { atMs, code } of curve.pass?.findings ?? []) {
    const names = found.get(atMs) ?? [];
    if (!names.includes(words.finding(code))) found.set(atMs, [...names, words.finding(code)]);
  }
  const marks = [
    ...curve.saved.flatMap(({ atMs, weightKg }) =>
      atMs === null ? [] : [{ atS: atMs / 1000, words: words.saved(weightKg), look: false }],
    ),
    ...[...found].map(([atMs, names]) => ({ atS: atMs / 1000, words: names.join(' · '), look: true })),
  ].sort((a, b) => a.atS - b.atS);
  const placed: CurveMark[] = [];
  for (const mark of marks) {
    const taken = placed.filter(({ atS }) => Math.abs(atS - mark.atS) < NEAR_SHARE * whole).map(({ row }) => row);
    let row = 0;
    while (taken.includes(row)) row += 1;
    const share = whole === 0 ? 0 : mark.atS / whole;
    placed.push({ ...mark, row, side: share < EDGE_SHARE ? 'left' : share > 1 - EDGE_SHARE ? 'right' : 'center' });
  }
  return placed;
}

/** How long the curve is, in seconds. */
export const longestS = ({ points }: WeightCurve): number => (points.atMs.at(-1) ?? 0) / 1000;

export const topKg = ({ points }: WeightCurve): number =>
  points.weightKg.reduce<number>((top, weightKg) => Math.max(top, weightKg ?? 0), 0);
