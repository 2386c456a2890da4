import { expect, test } from 'vitest';
import { latenessOf } from '../../../main/station/rules/lateness.ts';

const MINUTE = 60_000;
const NIGHT = { fromMs: 100 * MINUTE, untilMs: 290 * MINUTE };
const SHORT = { fromMs: 300 * MINUTE, untilMs: 305 * MINUTE };

test('within a minute it is in time, also where the clocks make it come before it was made', () => {
  expect(latenessOf(MINUTE, 2 * MINUTE - 1, [{ fromMs: 0, untilMs: null }])).toBeNull();
  expect(latenessOf(5 * MINUTE, MINUTE, [NIGHT])).toBeNull();
});

test('late belongs to the outage that took most of its way', () => {
  expect(latenessOf(120 * MINUTE, 310 * MINUTE, [SHORT, NIGHT])).toEqual({ ms: 190 * MINUTE, outage: NIGHT });
  expect(latenessOf(289 * MINUTE, 310 * MINUTE, [SHORT, NIGHT])).toEqual({ ms: 21 * MINUTE, outage: SHORT });
});

test('late without an outage on its way says so; one that still lasts counts as far as the receipt', () => {
  expect(latenessOf(400 * MINUTE, 410 * MINUTE, [NIGHT, SHORT])).toEqual({ ms: 10 * MINUTE, outage: null });
  const lasting = { fromMs: 405 * MINUTE, untilMs: null };
  expect(latenessOf(400 * MINUTE, 410 * MINUTE, [lasting])).toEqual({ ms: 10 * MINUTE, outage: lasting });
});
