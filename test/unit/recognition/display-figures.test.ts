/** The text on a display and the weight behind it, there and back. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kg } from '../../../preload/contract/vocabulary.ts';
import { displayStepKg, displayText, kgOfDisplay } from '../../../main/station/recognition/display-figures.ts';
import { placedIn } from '../../../main/station/recognition/display-place.ts';

const KILOGRAMS = { unit: 'kg', decimals: 0 } as const;
const TONNES = { unit: 't', decimals: 2 } as const;

test.each([
  [48_620, KILOGRAMS, '48620'],
  [0, KILOGRAMS, '0'],
  [-20, KILOGRAMS, '-20'],
  [48_620, TONNES, '48.62'],
  [-1, TONNES, null],
  [48_625, TONNES, null],
  [5, { unit: 't', decimals: 3 } as const, '0.005'],
  [-20, TONNES, '-0.02'],
  [48_620, { unit: 'kg', decimals: 1 } as const, '48620.0'],
  [48_650, { unit: 't', decimals: 1 } as const, null],
] as const)('%i as %j is %s', (weight, scale, text) => {
  expect(displayText(kg(weight), scale)).toBe(text);
});

test.each([
  ['48620', KILOGRAMS, 48_620],
  ['48.62', TONNES, 48_620],
  ['-20', KILOGRAMS, -20],
  ['48.6', TONNES, null],
  ['48620', TONNES, null],
  ['48.620', { unit: 'kg', decimals: 3 } as const, null],
  ['48.000', { unit: 'kg', decimals: 3 } as const, 48],
  ['048620', KILOGRAMS, 48_620],
  ['', KILOGRAMS, null],
  ['1e3', KILOGRAMS, null],
  ['--1', KILOGRAMS, null],
  ['123456789', KILOGRAMS, null],
] as const)('%s on %j is %s', (text, scale, weight) => {
  expect(kgOfDisplay(text, scale)).toBe(weight);
});

test('whatever a scale of this display can weigh comes back as it was', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -2_000, max: 200_000 }),
      fc.constantFrom(KILOGRAMS, { unit: 't', decimals: 3 } as const),
      (weight, scale) => {
        expect(kgOfDisplay(displayText(kg(weight), scale) ?? '', scale)).toBe(weight === 0 ? 0 : weight);
      },
    ),
  );
});

test('corners follow the picture to another size of the same shape, and to no other', () => {
  const mark = { corners: [[100, 100], [200, 100], [200, 150], [100, 150]], pictureSize: [1920, 1080] } as never; // prettier-ignore
  expect(placedIn(mark, { width: 960, height: 540 })?.[2]).toEqual({ x: 100, y: 75 });
  expect(placedIn(mark, { width: 1280, height: 960 })).toBeNull();
});

test('the step that it shows decides whether it can show a scale at all', () => {
  expect([KILOGRAMS, TONNES, { unit: 't', decimals: 1 } as const].map(displayStepKg)).toEqual([1, 10, 100]);
});
