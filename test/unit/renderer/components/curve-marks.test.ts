import { describe, expect, test } from 'vitest';
import type { CurveCode, WeightCurve } from '../../../../preload/contract/curves.ts';
import { kg, type Timestamp, type Uuid } from '../../../../preload/contract/vocabulary.ts';
import { curveMarks, longestS, topKg } from '../../../../renderer/components/curve-marks.ts';

const ID = '01900000-0000-7000-8000-000000000001' as Uuid;
const AT = '2026-11-22T14:32:05.000+08:00' as Timestamp;

function curve(savedMs: number | null, ...findings: [number, CurveCode][]): WeightCurve {
  return {
    scaleId: 'scale-1',
    startedAt: AT,
    points: { atMs: [0, 5000, 10_000], weightKg: [kg(60), null, kg(48_620)] },
    zeroBeforeKg: null,
    zeroAfterKg: null,
    divisionKg: kg(20),
    saved: [{ weighingId: ID, atMs: savedMs, weightKg: kg(48_620) }],
    pass: {
      id: ID,
      plate: null,
      topKg: kg(48_620),
      endedAt: AT,
      judged: true,
      findings: findings.map(([atMs, code]) => ({ atMs, code, detail: {} })),
      warningId: null,
      acknowledged: null,
    },
  };
}
const WORDS = { saved: (weightKg: number) => `saved ${weightKg}`, finding: (code: CurveCode) => code };
const marks = (...given: Parameters<typeof curve>) =>
  curveMarks(curve(...given), WORDS).map(({ atS, look, row, side, words }) => [atS, words, look, row, side]);

describe('marks on a curve', () => {
  test('the saved moment, and each finding at its place', () => {
    expect(marks(5000, [100, 'jump-without-ramp'], [9900, 'two-trucks'])).toEqual([
      [0.1, 'jump-without-ramp', true, 0, 'left'],
      [5, 'saved 48620', false, 0, 'center'],
      [9.9, 'two-trucks', true, 0, 'right'],
    ]);
  });

  test('what stands near has a row of its own; two at one moment are one mark', () => {
    expect(marks(5000, [5000, 'half-on'], [5000, 'held-value'], [5000, 'half-on'], [6000, 'two-trucks'])).toEqual([
      [5, 'saved 48620', false, 0, 'center'],
      [5, 'half-on · held-value', true, 1, 'center'],
      [6, 'two-trucks', true, 2, 'center'],
    ]);
  });

  test('saved in a curve that is gone: no mark', () => {
    expect(marks(null)).toEqual([]);
    expect([longestS(curve(null)), topKg(curve(null))]).toEqual([10, 48_620]);
  });
});
