/** Byte table of the HT9800's text stream, from the layout: no capture of a real one was found. */
import { describe, expect, it } from 'vitest';
import { ht9800Ascii12 } from '../../../../../native/scale/protocols/ht9800-ascii12.ts';
import { bytesOf, collect } from '../collect.ts';

const stable = ht9800Ascii12.reader({ bit3Means: 'stable' });

describe('ht9800-ascii12', () => {
  it.each([
    ['a lorry', '02 20 28 20 20 31 32 33 34 30 0D 0A', '12340', '+', 'gross', true],
    ['moving', '02 20 20 20 20 31 32 33 34 30 0D 0A', '12340', '+', 'gross', false],
    ['net', '02 20 29 20 20 31 32 33 34 30 0D 0A', '12340', '+', 'net', true],
    ['below zero, two decimals', '02 22 2A 20 20 20 20 31 35 30 0D 0A', '-1.50', '-', 'gross', true],
    ['negative zero is zero', '02 21 2A 20 20 20 20 20 20 30 0D 0A', '0.0', '+', 'gross', true],
    ['filled with zeros', '02 25 28 20 30 30 30 30 30 31 0D 0A', '0.00001', '+', 'gross', true],
  ])('%s', (_, hex, weightText, sign, grossNet, isStable) => {
    const { frames, raw } = collect(stable, bytesOf(hex));
    expect(frames).toMatchObject([{ weightText, sign, grossNet, stable: isStable, unit: null, overload: false }]);
    expect(Object.is(frames[0]?.weight, Number(weightText))).toBe(true);
    expect(raw).toEqual([hex.replaceAll(' ', '').toLowerCase()]);
  });

  it('believes bit 3 only where it is told what it means', () => {
    const set = bytesOf('02 20 28 20 20 31 32 33 34 30 0D 0A');
    expect(collect(ht9800Ascii12.reader({}), set).frames).toMatchObject([{ stable: null }]);
    expect(collect(ht9800Ascii12.reader({ bit3Means: 'moving' }), set).frames).toMatchObject([{ stable: false }]);
  });

  it('has no weight out of range, whatever the digits, and tells over from under by the sign', () => {
    const none = { weight: null, weightText: null, decimals: null };
    const over = collect(stable, bytesOf('02 20 2C 20 39 39 39 39 39 39 0D 0A')).frames;
    expect(over).toMatchObject([{ ...none, overload: true, sign: '+' }]);
    expect(over[0]).not.toHaveProperty('underload');
    const under = collect(stable, bytesOf('02 20 2E 20 2D 2D 2D 2D 2D 2D 0D 0A')).frames;
    expect(under).toMatchObject([{ ...none, overload: false, underload: true, sign: '-' }]);
  });

  it.each([
    ['no line end', '02 20 28 20 20 31 32 33 34 30 0D 0D', 'framing'],
    ['a byte lost', '02 20 28 20 20 31 32 33 30 0D 0A 02', 'framing'],
    ['bit 5 of A clear', '02 00 28 20 20 31 32 33 34 30 0D 0A', 'status'],
    ['bit 7 of B set', '02 20 A8 20 20 31 32 33 34 30 0D 0A', 'status'],
    ['bit 5 of C clear', '02 20 28 00 20 31 32 33 34 30 0D 0A', 'status'],
    ['a point among the digits', '02 20 28 20 20 31 32 2E 34 30 0D 0A', 'charset'],
    ['a sign among the digits', '02 20 28 20 20 2D 32 33 34 30 0D 0A', 'charset'],
    ['a blank among the digits', '02 20 28 20 31 32 20 33 34 30 0D 0A', 'charset'],
    ['nothing but blanks', '02 20 28 20 20 20 20 20 20 20 0D 0A', 'charset'],
    ['seven decimals', '02 27 28 20 20 31 32 33 34 30 0D 0A', 'range'],
    ['input ends inside', '02 20 28 20 20 31 32 33 34', 'incomplete'],
    ['start lost', '20 28 20 20 31 32 33 34 30 0D 0A', 'no-frame'],
  ])('drops: %s', (_, hex, reason) => {
    const { frames, firstReason } = collect(stable, bytesOf(hex));
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });
});
