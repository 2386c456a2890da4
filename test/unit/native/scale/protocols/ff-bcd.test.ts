/** Byte table of FF + BCD: the makers' examples, each status bit, one row a reason. */
import { describe, expect, it } from 'vitest';
import { ffBcd } from '../../../../../native/scale/protocols/ff-bcd.ts';
import type { ProtocolOptions } from '../../../../../native/scale/protocols/protocol.ts';
import { bytesOf, collect } from '../collect.ts';

const read = (hex: string, options: ProtocolOptions = {}) => collect(ffBcd.reader(options), bytesOf(hex));
const JCS_B = { stableBit: 6, unitByte: true } as const;

describe('ff-bcd', () => {
  it.each([
    ['whole, stable', 'FF 10 45 23 01', {}, { weightText: '12345', stable: true, sign: '+', unit: null }],
    ['three decimals, below zero', 'FF 33 80 88 00', {}, { weightText: '-8.880', stable: true, sign: '-' }],
    ['moving', 'FF 02 50 12 00', {}, { weightText: '12.50', stable: false }],
    ['the point counted from 1', 'FF 03 50 12 00', { dpBase: 1 as const }, { weightText: '12.50', stable: false }],
    ['six bytes, kilograms', 'FF 40 20 81 00 00', JCS_B, { weightText: '8120', unit: 'kg', stable: true }],
    ['six bytes, pounds', 'FF 00 20 81 00 01', JCS_B, { unit: 'lb', stable: false, raw: 'FF0020810001' }],
    ['negative zero', 'FF 30 00 00 00', {}, { weightText: '0', sign: '+' }],
    ['overload', 'FF 90 99 99 99', {}, { weight: null, weightText: null, sign: '+', overload: true }],
    ['overload with a point that cannot be', 'FF 97 00 00 00', {}, { weight: null, overload: true }],
  ])('%s', (_, hex, options, expected) => {
    expect(read(hex, options).frames).toMatchObject([expected]);
    expect(read(hex, options).frames[0]?.raw).toBe(hex.replaceAll(' ', ''));
  });

  it.each([
    ['A is no BCD digit', 'FF 10 4A 23 01', {}, 'charset'],
    ['nor is A0', 'FF 10 45 23 A1', {}, 'charset'],
    ['nor at overload', 'FF 90 EE EE EE', {}, 'charset'],
    ['seven decimals', 'FF 17 45 23 01', {}, 'range'],
    ['decimals before the first', 'FF 10 45 23 01', { dpBase: 1 as const }, 'range'],
    ['a start in the status’ place', 'FF FF 45 23 01', {}, 'status'],
    ['a unit that is none', 'FF 40 20 81 00 02', JCS_B, 'status'],
    ['five bytes where six are due', 'FF 40 20 81 00 FF 40 20 81 00', JCS_B, 'status'],
    ['the input ends inside', 'FF 10 45', {}, 'incomplete'],
    ['start lost', '10 45 23 01', {}, 'no-frame'],
  ])('drops: %s', (_, hex, options, reason) => {
    const { frames, firstReason } = read(hex, options);
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });

  it('finds the next frame at once after a damaged one', () => {
    expect(read('FF FF 10 45 23 01 FF 10 4A FF 10 45 23 01').frames).toHaveLength(2);
  });
});
