/** The bounded window against the rule written out over all frames. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StabilityWindow } from '../../../main/station/rules/stability.ts';
import { kg } from '../../../preload/contract/vocabulary.ts';
import type { MonotonicMs } from '../../../preload/contract/vocabulary.ts';

interface Frame {
  readonly at: number;
  readonly weightKg: number | null;
  readonly flag: boolean | null;
}
const WINDOW = 1000;
const TOLERANCE = 20;

/** The rule as it stands in words, without a thought for speed or memory. */
function steadyInWords(frames: readonly Frame[], now: number): boolean {
  const begin = now - WINDOW;
  const lastBefore = frames.findLastIndex((frame) => frame.at <= begin);
  if (lastBefore < 0) return false;
  const seen = frames.slice(lastBefore);
  const times = [...seen.map((frame) => frame.at), now];
  const noGap = times.every((at, index) => index === 0 || at - (times[index - 1] ?? 0) <= 1000);
  const weights = seen.map((frame) => frame.weightKg);
  if (weights.some((weight) => weight === null)) return false;
  const spread = Math.max(...weights.map(Number)) - Math.min(...weights.map(Number));
  return noGap && seen.length >= 5 && spread <= TOLERANCE && seen.every((frame) => frame.flag !== false);
}

/** Steps above the window's resolution (1000 / 512 ms), so that every frame has its own cell. */
const step = fc.record({
  after: fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 2, max: 300 }) }, fc.integer({ min: 900, max: 1300 })),
  weightKg: fc.oneof(
    { weight: 30, arbitrary: fc.integer({ min: 15_590, max: 15_612 }) },
    { weight: 1, arbitrary: fc.constantFrom(null, 0, 16_500) },
  ),
  flag: fc.oneof({ weight: 30, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constantFrom(false, null) }),
});

describe('StabilityWindow', () => {
  it('says what the rule says in words, at every frame and between', () => {
    let steadyTimes = 0;
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 0, max: 1200 }),
        (steps, later) => {
          const window = new StabilityWindow({ windowMs: WINDOW, toleranceKg: kg(TOLERANCE) });
          const frames: Frame[] = [];
          let at = 0;
          for (const { after, weightKg, flag } of steps) {
            at += after;
            frames.push({ at, weightKg, flag });
            window.push(at as MonotonicMs, weightKg === null ? null : kg(weightKg), flag);
            for (const now of [at, at + later]) {
              const { steady, progress } = window.evaluate(now as MonotonicMs);
              expect(steady).toBe(steadyInWords(frames, now));
              expect(progress === 1).toBe(steady);
              expect(progress).toBeGreaterThanOrEqual(0);
              if (steady) steadyTimes += 1;
            }
          }
        },
      ),
      { numRuns: 400 },
    );
    // Else the property would hold for a window that is never steady.
    expect(steadyTimes).toBeGreaterThan(100);
  });

  it('never calls steady what the rule does not, however dense the frames are', () => {
    const dense = fc.record({
      after: fc.double({ min: 0, max: 3, noNaN: true }),
      weightKg: fc.oneof(
        { weight: 500, arbitrary: fc.constant(15_600) },
        { weight: 1, arbitrary: fc.constant(15_650) },
      ),
    });
    fc.assert(
      fc.property(fc.array(dense, { minLength: 300, maxLength: 1200 }), (steps) => {
        const window = new StabilityWindow({ windowMs: WINDOW, toleranceKg: kg(TOLERANCE) });
        const frames: Frame[] = [];
        let at = 0;
        for (const { after, weightKg } of steps) {
          at += after;
          frames.push({ at, weightKg, flag: null });
          window.push(at as MonotonicMs, kg(weightKg), null);
        }
        if (window.evaluate(at as MonotonicMs).steady) expect(steadyInWords(frames, at)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
