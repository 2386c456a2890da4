import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clockOffsetMs, withSample, type ClockSample } from '../../../main/station/platform/clock-offset.ts';

/** A heartbeat of a station whose clock is `offset` behind the platform's. */
function sample(offset: number, sentMonotonicMs: number, up: number, down: number, wallBase = 1_000_000): ClockSample {
  const sentWallMs = wallBase + sentMonotonicMs;
  return {
    sentWallMs,
    sentMonotonicMs,
    receivedMonotonicMs: sentMonotonicMs + up + down,
    platformMs: sentWallMs + up + offset,
  };
}

test('no sample, no offset', () => expect(clockOffsetMs([])).toBeNull());

test('a symmetric way gives the exact offset, in both directions', () => {
  expect(clockOffsetMs([sample(5_000, 0, 40, 40)])).toBe(5_000);
  expect(clockOffsetMs([sample(-5_000, 0, 40, 40)])).toBe(-5_000);
  expect(Object.is(clockOffsetMs([sample(0, 0, 1, 1)]), 0)).toBe(true);
});

test('the shortest round trip counts, and its error is at most half of it', () => {
  const way = fc.integer({ min: 0, max: 20_000 });
  fc.assert(
    fc.property(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.array(fc.tuple(way, way), { minLength: 1, maxLength: 8 }),
      (offset, ways) => {
        const samples = ways.map(([up, down], index) => sample(offset, index * 1_000, up, down));
        const shortest = Math.min(...ways.map(([up, down]) => up + down));
        expect(Math.abs((clockOffsetMs(samples) ?? NaN) - offset)).toBeLessThanOrEqual(shortest / 2 + 1);
      },
    ),
  );
});

test('old samples and those from before our clock was set are dropped; never more than eight', () => {
  let samples: readonly ClockSample[] = [];
  for (let minute = 0; minute < 30; minute++) samples = withSample(samples, sample(100, minute * 60_000, 1, 1));
  expect(samples).toHaveLength(8);
  const dayLater = withSample(samples, sample(100, 86_400_000, 900, 0));
  expect(dayLater).toHaveLength(1);
  const set = withSample(samples, sample(-3_500_000, 30 * 60_000, 900, 900, 4_500_000));
  expect(set).toHaveLength(1);
  expect(clockOffsetMs(set)).toBe(-3_500_000);
});
