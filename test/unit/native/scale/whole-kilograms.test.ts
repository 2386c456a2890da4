/** From decimal text to whole kilograms: exact or nothing. */
import { describe, expect, it } from 'vitest';
import { wholeKilograms } from '../../../../native/scale/whole-kilograms.ts';

describe('wholeKilograms', () => {
  it.each([
    ['1560', 'kg', 1560],
    ['-20', 'kg', -20],
    ['0', 'kg', 0],
    ['20.0', 'kg', 20],
    ['812.5', 'kg', null],
    ['0.0005', 'kg', null],
    ['38.62', 't', 38_620],
    ['2.05', 't', 2050],
    ['0.001', 't', 1],
    ['-0.020', 't', -20],
    ['49', 't', 49_000],
    ['4.5205', 't', null],
    ['4.5200', 't', 4520],
    ['1.005', 't', 1005],
    ['16.435', 't', 16_435],
    ['999999', 't', null],
    ['999999', 'kg', 999_999],
  ] as const)('%s %s', (text, unit, expected) => {
    expect(wholeKilograms(text, unit)).toBe(expected);
  });
});
