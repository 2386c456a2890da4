import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BACKOFF_MAX_MS, BACKOFF_MIN_MS, backoffMs } from '../../../main/station/rules/backoff.ts';

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

test('never sooner than 2 s, never later than 5 min, never beyond the doubling of its attempt', () => {
  fc.assert(
    fc.property(fc.integer({ min: -5, max: 1_000_000 }), chance, (attempt, random) => {
      const wait = backoffMs(attempt, random);
      expect(Number.isInteger(wait)).toBe(true);
      expect(wait).toBeGreaterThanOrEqual(BACKOFF_MIN_MS);
      expect(wait).toBeLessThanOrEqual(BACKOFF_MAX_MS);
      expect(wait).toBeLessThanOrEqual(BACKOFF_MIN_MS * 2 ** Math.max(1, attempt));
    }),
  );
});

test('full jitter: the whole range is used, and a later attempt never has a smaller one', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), chance, (attempt, random) => {
      expect(backoffMs(attempt, 0)).toBe(BACKOFF_MIN_MS);
      expect(backoffMs(attempt + 1, random)).toBeGreaterThanOrEqual(backoffMs(attempt, random));
    }),
  );
  expect(backoffMs(8, 0.999_999_9)).toBe(BACKOFF_MAX_MS);
});
