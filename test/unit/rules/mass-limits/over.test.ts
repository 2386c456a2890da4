/** Over the limit (gross), and over the load (net): two questions with two answers. */
import { expect, test } from 'vitest';
import { overLimit } from '../../../../main/station/rules/mass-limits/over-limit.ts';
import { overLoad } from '../../../../main/station/rules/mass-limits/over-load.ts';
import { kg } from '../../../../preload/contract/vocabulary.ts';

test.each([
  [49_000, 49_000, 0, 0, 0],
  [49_020, 49_000, 0, 20, 0.04],
  [52_380, 49_000, 0, 3380, 6.9],
  [49_020, 49_000, 20, 0, 0],
  [49_040, 49_000, 20, 40, 0.08],
])('%i kg on %i kg with tolerance %i → %i kg, %d %%', (gross, limit, tolerance, overKg, overRatePct) => {
  expect(overLimit(kg(gross), kg(limit), kg(tolerance))).toEqual({ overKg, overRatePct });
});

test.each([
  [32_000, 32_000, 0],
  [32_020, 32_000, 20],
  [-20, 32_000, 0],
  [32_020, null, null],
])('%i kg net on %s approved → %s', (net, approved, over) => {
  expect(overLoad(kg(net), approved === null ? null : kg(approved))).toBe(over);
});
