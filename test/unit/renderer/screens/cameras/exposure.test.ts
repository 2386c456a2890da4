import { expect, test } from 'vitest';
import { exposureOf } from '../../../../../renderer/screens/cameras/exposure.ts';

/** So many pixels of each grey. */
const picture = (...parts: readonly (readonly [grey: number, pixels: number])[]): Uint8ClampedArray =>
  new Uint8ClampedArray(
    parts.flatMap(([grey, pixels]) => Array.from({ length: pixels }, () => [grey, grey, grey, 255]).flat()),
  );

test.each([
  ['a grey day', picture([128, 100]), 'good'],
  ['a lamp in the corner', picture([120, 95], [255, 5]), 'good'],
  ['burnt out', picture([120, 80], [255, 20]), 'darker'],
  ['bright all over', picture([210, 100]), 'darker'],
  ['night without a lamp', picture([20, 100]), 'brighter'],
  ['black with a few lights', picture([3, 60], [100, 40]), 'brighter'],
  ['against the sun', picture([2, 30], [255, 30], [120, 40]), 'even-out'],
])('%s', (_, rgba, advice) => expect(exposureOf(rgba)?.advice).toBe(advice));

test('shares in percent, brightness as eyes see it', () => {
  expect(exposureOf(picture([0, 50], [255, 50]))).toMatchObject({ burntPercent: 50, drownedPercent: 50 });
  expect(exposureOf(picture([0, 50], [255, 50]))?.meanPercent).toBeCloseTo(50, 6);
  expect(exposureOf(new Uint8ClampedArray([0, 255, 0, 255]))?.meanPercent).toBeCloseTo(58.7, 6);
  expect(exposureOf(new Uint8ClampedArray(3))).toBeNull();
});
