/** When what a gate camera notices is one more vehicle. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GateTrigger, type GateSign } from '../../../main/station/rules/gate-trigger.ts';
import type { MonotonicMs } from '../../../preload/contract/vocabulary.ts';

type Step = readonly [seconds: number, kind: GateSign['kind'], active: boolean, source?: string];

/** The seconds at which a vehicle begins. */
function passes(steps: readonly Step[], minIntervalMs = 10_000): number[] {
  const trigger = new GateTrigger({ minIntervalMs });
  return steps.flatMap(([seconds, kind, active, source = kind]) =>
    trigger.take({ kind, active, source, at: (seconds * 1000) as MonotonicMs }) ? [seconds] : [],
  );
}

describe('one vehicle is one pass', () => {
  it.each<[string, readonly Step[], number[]]>([
    ['motion begins and ends', [[0, 'motion', true], [5, 'motion', false]], [0]],
    ['motion that stutters', [[0, 'motion', true], [2, 'motion', false], [3, 'motion', true], [13, 'motion', false], [15, 'motion', true]], [0]],
    ['two, apart', [[0, 'motion', true], [5, 'motion', false], [20, 'motion', true]], [0, 20]],
    ['two, too soon after one another', [[0, 'motion', true], [4, 'motion', false], [8, 'motion', true]], [0]],
    ['motion said again and again', [[0, 'motion', true], [6, 'motion', true], [12, 'motion', true]], [0]],
    ['two sources of one camera', [[0, 'motion', true, 'a'], [1, 'motion', true, 'b'], [2, 'motion', false, 'a'], [30, 'motion', false, 'b'], [31, 'motion', true, 'a']], [0]],
    ['an end that was never heard is forgotten', [[0, 'motion', true], [200, 'motion', true, 'other']], [0, 200]],
    ['a line is crossed by each', [[0, 'line', true], [11, 'line', true], [22, 'line', true]], [0, 11, 22]],
    ['a line crossed twice by one', [[0, 'line', true], [3, 'line', true]], [0]],
    ['a line says more than motion', [[0, 'motion', true], [2, 'line', true], [14, 'motion', false], [40, 'motion', true], [44, 'line', true]], [0, 44]],
    ['a field', [[0, 'field', true], [6, 'field', false], [30, 'vehicle', true]], [0, 30]],
    ['an end of nothing', [[0, 'motion', false], [1, 'motion', true]], [1]],
  ])('%s', (_name, steps, expected) => {
    expect(passes(steps)).toEqual(expected);
  }); // prettier-ignore

  it('a person’s word counts, and after silence nothing is left over', () => {
    const trigger = new GateTrigger({ minIntervalMs: 10_000 });
    const motion = (seconds: number) =>
      trigger.take({ kind: 'motion', active: true, source: 'x', at: (seconds * 1000) as MonotonicMs });
    trigger.passed(0 as MonotonicMs);
    expect(motion(5)).toBe(false);
    trigger.reset();
    expect(motion(20)).toBe(true);
  });
});

it('whatever comes: never two within the interval, and the first sign of all is one', () => {
  const sign = fc.record({
    kind: fc.constantFrom('motion' as const, 'line' as const, 'field' as const, 'vehicle' as const),
    active: fc.boolean(),
    source: fc.constantFrom('a', 'b', 'c'),
    afterMs: fc.integer({ min: 0, max: 20_000 }),
  });
  fc.assert(
    fc.property(fc.array(sign, { maxLength: 60 }), fc.integer({ min: 0, max: 30_000 }), (signs, minIntervalMs) => {
      const trigger = new GateTrigger({ minIntervalMs });
      let at = 0;
      let last = -Infinity;
      for (const { afterMs, ...rest } of signs) {
        at += afterMs;
        if (!trigger.take({ ...rest, at: at as MonotonicMs })) continue;
        expect(rest.active).toBe(true);
        expect(at - last).toBeGreaterThanOrEqual(last === -Infinity ? 0 : minIntervalMs);
        last = at;
      }
      if (signs[0]?.active === true) expect(last).toBeGreaterThan(-Infinity);
    }),
  );
});
