import { expect, test } from 'vitest';
import {
  digitMm,
  digitsOfCapacity,
  numberWidthEm,
  pxPerMmFromCard,
  readableMetres,
  weightFontPx,
} from '../../../renderer/millimetres.ts';
import { PX_PER_MM_96DPI } from '../../../renderer/preferences.ts';

test('the weight is 39 mm high where six digits fit, and needs about 210 mm for that', () => {
  const fontPx = weightFontPx(900, 6, PX_PER_MM_96DPI);
  expect(digitMm(fontPx, PX_PER_MM_96DPI)).toBeGreaterThanOrEqual(39);
  expect(digitMm(fontPx, PX_PER_MM_96DPI)).toBeLessThan(39.3);
  expect((numberWidthEm(6) * fontPx) / PX_PER_MM_96DPI).toBeLessThan(212);
});

test('on a narrow panel it is the largest that fits', () => {
  const fontPx = weightFontPx(640, 6, PX_PER_MM_96DPI);
  expect(numberWidthEm(6) * fontPx).toBeLessThanOrEqual(640);
  expect(numberWidthEm(6) * (fontPx + 1)).toBeGreaterThan(640);
});

test.each([
  [100_000, 6],
  [120_000, 6],
  [80_000, 5],
  [9_999, 5],
  [1_000_000, 7],
])('a scale of %i kg has %i digits', (maxKg, digits) => {
  expect(digitsOfCapacity(maxKg)).toBe(digits);
});

test('39 mm read at 3 m, in proportion', () => {
  expect(readableMetres(39)).toBe(3);
  expect(readableMetres(31.2)).toBe(2.4);
});

test('a bank card 324 px wide is a 96 dpi glass', () => {
  expect(pxPerMmFromCard(323.5)).toBeCloseTo(PX_PER_MM_96DPI, 2);
});
