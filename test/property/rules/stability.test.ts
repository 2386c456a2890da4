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

/** The frames so far; what the window must say is read off them all. */
interface Heard {
  at: number;
  frames: Frame[];
}

let steadyTimes = 0;

function ask(heard: Heard, window: StabilityWindow, now: number): void {
  const said = window.evaluate(now as MonotonicMs);
  const steady = steadyInWords(heard.frames, now);
  expect(said.steady).toBe(steady);
  expect(said.progress === 1).toBe(steady);
  expect(said.progress).toBeGreaterThanOrEqual(0);
  if (!steady) return;
  steadyTimes += 1;
  const seen = heard.frames.slice(heard.frames.findLastIndex((frame) => frame.at <= now - WINDOW));
  const weights = seen.map((frame) => Number(frame.weightKg));
  expect(said.samples).toBe(seen.length);
  expect(said.spreadKg).toBe(Math.max(...weights) - Math.min(...weights));
  expect(said.indicatorFlag).toBe(seen.every((frame) => frame.flag === null) ? null : true);
}

type Order = fc.Command<Heard, StabilityWindow>;

/** An indicator that speaks once, or falls silent for a while first. */
class Speaks implements Order {
  readonly frame: Omit<Frame, 'at'> & { readonly after: number };
  constructor(frame: Speaks['frame']) {
    this.frame = frame;
  }
  check = (): boolean => true;
  run(heard: Heard, window: StabilityWindow): void {
    const { after, flag, weightKg } = this.frame;
    heard.at += after;
    heard.frames.push({ at: heard.at, weightKg, flag });
    window.push(heard.at as MonotonicMs, weightKg === null ? null : kg(weightKg), flag);
    ask(heard, window, heard.at);
  }
  toString = (): string => JSON.stringify(this.frame);
}

class LooksLater implements Order {
  readonly later: number;
  constructor(later: number) {
    this.later = later;
  }
  check = (): boolean => true;
  run = (heard: Heard, window: StabilityWindow): void => ask(heard, window, heard.at + this.later);
  toString = (): string => `look after ${this.later}`;
}

/** The scale was started anew. */
class Clears implements Order {
  check = (): boolean => true;
  run(heard: Heard, window: StabilityWindow): void {
    heard.frames = [];
    window.clear();
    ask(heard, window, heard.at);
  }
  toString = (): string => 'clear';
}

/** Steps above the window's resolution (1000 / 512 ms), so that every frame has its own cell. */
const speaks = fc.record({
  after: fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 2, max: 300 }) }, fc.integer({ min: 900, max: 1300 })),
  weightKg: fc.oneof(
    { weight: 30, arbitrary: fc.integer({ min: 15_590, max: 15_612 }) },
    { weight: 1, arbitrary: fc.constantFrom(null, 0, 16_500) },
  ),
  flag: fc.oneof({ weight: 30, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constantFrom(false, null) }),
});
const withoutFlag = speaks.map((frame) => ({ ...frame, flag: null }));

describe('StabilityWindow', () => {
  it.each([
    ['with a flag', speaks],
    ['without one', withoutFlag],
  ])('says what the rule says in words, of an indicator %s, at every frame and between', (_name, frame) => {
    steadyTimes = 0;
    const order = fc.oneof(
      { weight: 30, arbitrary: frame.map((one) => new Speaks(one)) },
      { weight: 8, arbitrary: fc.integer({ min: 0, max: 1200 }).map((later) => new LooksLater(later)) },
      { weight: 1, arbitrary: fc.constant(new Clears()) },
    );
    fc.assert(
      fc.property(fc.commands([order], { maxCommands: 80, size: 'max' }), (commands) => {
        const real = new StabilityWindow({ windowMs: WINDOW, toleranceKg: kg(TOLERANCE) });
        fc.modelRun(() => ({ model: { at: 0, frames: [] }, real }), commands);
      }),
      { numRuns: 300 },
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
