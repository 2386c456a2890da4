/** When a weight is steady: every clause of the rule alone, at its edge. */
import { describe, expect, it } from 'vitest';
import { StabilityWindow } from '../../../main/station/rules/stability.ts';
import { kg } from '../../../preload/contract/vocabulary.ts';
import type { MonotonicMs } from '../../../preload/contract/vocabulary.ts';

type Frame = readonly [at: number, weightKg: number | null, stableFlag?: boolean | null];
const ms = (value: number) => value as MonotonicMs;

/** 3 s, one division of 20 kg. */
function judge(frames: readonly Frame[], now: number) {
  const window = new StabilityWindow({ windowMs: 3000, toleranceKg: kg(20) });
  for (const [at, weight, flag = null] of frames) window.push(ms(at), weight === null ? null : kg(weight), flag);
  return window.evaluate(ms(now));
}
/** Frames each `every` ms in [from, to]. */
const run = (from: number, to: number, every: number, weight: number | null, flag: boolean | null = null): Frame[] =>
  Array.from(
    { length: Math.floor((to - from) / every) + 1 },
    (_, index) => [from + index * every, weight, flag] as const,
  );

describe('StabilityWindow', () => {
  it('is steady exactly when the window is covered', () => {
    expect(judge(run(0, 2900, 100, 15_600), 2999)).toMatchObject({ steady: false, samples: 30, spreadKg: 0 });
    expect(judge(run(0, 3000, 100, 15_600), 3000)).toEqual({
      windowMs: 3000,
      toleranceKg: 20,
      steady: true,
      samples: 31,
      spreadKg: 0,
      indicatorFlag: null,
      progress: 1,
    });
  });

  it('counts progress back from now', () => {
    expect(judge([], 0)).toMatchObject({ steady: false, progress: 0, samples: 0, spreadKg: null });
    expect(judge(run(0, 1500, 100, 15_600), 1500).progress).toBeCloseTo(0.5);
    const moved = [...run(0, 2000, 100, 12_000), ...run(2100, 3600, 100, 15_600)];
    expect(judge(moved, 3600)).toMatchObject({ steady: false, spreadKg: 3600 });
    expect(judge(moved, 3600).progress).toBeCloseTo(0.5);
  });

  it('allows one division and not two', () => {
    const frames = run(0, 3000, 100, 15_600);
    expect(judge([...frames, [3010, 15_620]], 3010).steady).toBe(true);
    expect(judge([...frames, [3010, 15_620], [3020, 15_600]], 3020)).toMatchObject({ steady: true, spreadKg: 20 });
    expect(judge([...frames, [3010, 15_620], [3020, 15_599]], 3020)).toMatchObject({ steady: false, spreadKg: 21 });
  });

  it('sees a slow drift that never jumps', () => {
    const drift = Array.from({ length: 61 }, (_, index): Frame => [index * 50, 15_000 + index]);
    expect(judge(drift, 3000).steady).toBe(false);
  });

  it('forgets a disturbance exactly when it leaves the window', () => {
    const frames: Frame[] = [...run(0, 1000, 100, 15_000), ...run(1100, 4100, 100, 15_600)];
    expect(judge(frames.slice(0, -1), 4000).steady).toBe(false);
    expect(judge(frames, 4100).steady).toBe(true);
  });

  it('asks for five frames', () => {
    const four: Frame[] = [0, 1000, 2000, 3000].map((at) => [at, 15_600]);
    expect(judge(four, 3000)).toMatchObject({ steady: false, samples: 4, progress: 0.8 });
    expect(judge([...four, [3001, 15_600]], 3001).steady).toBe(true);
  });

  it.each([
    ['between frames', [...run(0, 1500, 100, 15_600), ...run(2501, 3500, 100, 15_600)], 3500, false],
    ['of exactly a second', [...run(0, 1500, 100, 15_600), ...run(2500, 3500, 100, 15_600)], 3500, true],
    ['to now', run(0, 3000, 100, 15_600), 4001, false],
    ['of exactly a second to now', run(0, 3000, 100, 15_600), 4000, true],
    ['across the beginning of the window', [...run(0, 900, 100, 15_600), ...run(2000, 4900, 100, 15_600)], 4900, false],
  ] as const)('a gap %s', (_, frames, now, steady) => {
    expect(judge(frames, now).steady).toBe(steady);
  });

  it('does not count a frame from before a gap', () => {
    expect(judge([[0, 100], ...run(2000, 4000, 100, 15_600)], 4000)).toMatchObject({
      samples: 21,
      spreadKg: 0,
      steady: false,
    });
  });

  it('demands the indicator’s flag where there is one, throughout', () => {
    expect(judge(run(0, 3000, 100, 15_600, true), 3000)).toMatchObject({ steady: true, indicatorFlag: true });
    const oneMoving: Frame[] = [
      ...run(0, 1000, 100, 15_600, true),
      [1050, 15_600, false],
      ...run(1100, 3000, 100, 15_600, true),
    ];
    expect(judge(oneMoving, 3000)).toMatchObject({ steady: false, indicatorFlag: false, spreadKg: 0 });
    expect(judge([...oneMoving, ...run(3100, 4100, 100, 15_600, true)], 4100).steady).toBe(true);
  });

  it('is not steady over a frame without a weight', () => {
    const blank: Frame[] = [...run(0, 1000, 100, 15_600), [1050, null], ...run(1100, 3000, 100, 15_600)];
    expect(judge(blank, 3000)).toMatchObject({ steady: false, spreadKg: null });
  });

  it('is not steady over one frame with swapped digits that the checksum does not see', () => {
    const swapped: Frame[] = [...run(0, 2900, 100, 15_600), [3000, 16_500]];
    expect(judge(swapped, 3000)).toMatchObject({ steady: false, spreadKg: 900, progress: 0 });
    expect(judge([...swapped, ...run(3100, 5900, 100, 15_600)], 5900).steady).toBe(false);
    expect(judge([...swapped, ...run(3100, 6100, 100, 15_600)], 6100).steady).toBe(true);
  });

  it('starts again after clear and after a clock that went back', () => {
    const window = new StabilityWindow({ windowMs: 300, toleranceKg: kg(20) });
    for (const [at] of run(0, 400, 50, 0)) window.push(ms(at), kg(0), null);
    expect(window.evaluate(ms(400)).steady).toBe(true);
    window.push(ms(100), kg(0), null);
    expect(window.evaluate(ms(400)).samples).toBe(1);
    window.clear();
    expect(window.evaluate(ms(400)).samples).toBe(0);
  });

  it('stays bounded at ten thousand frames a second, and still sees one bad frame among them', () => {
    const window = new StabilityWindow({ windowMs: 3000, toleranceKg: kg(20) });
    for (let frame = 0; frame < 40_000; frame += 1) window.push(ms(frame / 10), kg(15_600), null);
    expect(window.evaluate(ms(3999.9))).toMatchObject({ steady: true, spreadKg: 0 });
    expect(window.cells).toBeLessThan(520);
    window.push(ms(4000), kg(15_641), null);
    for (let frame = 1; frame < 10_000; frame += 1) window.push(ms(4000 + frame / 10), kg(15_600), null);
    expect(window.evaluate(ms(5000))).toMatchObject({ steady: false, spreadKg: 41 });
  });
});
