/** Byte table of Yaohua tF=0; the frames are those of the maker's manual and of captures. */
import { describe, expect, it } from 'vitest';
import { yaohuaTf0 } from '../../../../../native/scale/protocols/yaohua-tf0.ts';
import { bytesOf, collect } from '../collect.ts';

const required = yaohuaTf0.reader({ checksum: 'required' });

describe('yaohua-tf0', () => {
  it.each([
    ['a lorry', '02 2B 30 30 31 35 36 30 30 31 39 03', '1560', 0, '+'],
    ['two decimals: the site sends tonnes', '02 2B 30 30 30 32 30 35 32 31 45 03', '2.05', 2, '+'],
    ['below zero', '02 2D 30 30 30 30 32 30 30 31 46 03', '-20', 0, '-'],
    ['negative zero is zero', '02 2D 30 30 30 30 30 30 30 31 44 03', '0', 0, '+'],
    ['four decimals', '02 2B 30 30 30 30 30 35 34 31 41 03', '0.0005', 4, '+'],
    ['six digits', '02 2B 31 32 33 34 35 36 30 31 43 03', '123456', 0, '+'],
  ])('%s', (_, hex, weightText, decimals, sign) => {
    const { frames, raw } = collect(required, bytesOf(hex));
    expect(frames).toMatchObject([{ weightText, decimals, sign, unit: null, stable: null, overload: null }]);
    expect(Object.is(frames[0]?.weight, Number(weightText))).toBe(true);
    expect(raw).toEqual([hex.replaceAll(' ', '').toLowerCase()]);
  });

  it.each([
    ['wrong checksum', '02 2B 30 31 32 34 35 30 30 31 38 03', 'checksum'],
    ['checksum in small letters', '02 2B 30 30 30 30 33 33 30 31 62 03', 'checksum'],
    ['no end', '02 2B 30 30 31 35 36 30 30 31 39 04', 'framing'],
    ['blank sign, right checksum', '02 20 30 31 32 33 34 35 30 31 31 03', 'charset'],
    ['letter among digits, right checksum', '02 2B 30 41 31 35 36 30 30 36 38 03', 'charset'],
    ['nine decimals, right checksum', '02 2B 30 31 32 33 34 35 39 31 33 03', 'range'],
    ['input ends inside', '02 2B 30 30 31 32 33 03', 'incomplete'],
    ['start lost', '2B 30 31 32 33 34 35 30 31 41 03', 'no-frame'],
  ])('drops: %s', (_, hex, reason) => {
    const { frames, firstReason } = collect(required, bytesOf(hex));
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });

  it('passes a wrong checksum only where it is to be ignored', () => {
    const wrong = bytesOf('02 2B 30 31 32 34 35 30 30 31 38 03');
    expect(collect(yaohuaTf0.reader({ checksum: 'ignore' }), wrong).frames).toMatchObject([{ weightText: '12450' }]);
    expect(collect(yaohuaTf0.reader({}), wrong).frames).toEqual([]);
  });

  it('masks parity away only where it is told to', () => {
    const parity = bytesOf('82 2B 30 33 B1 B4 B1 35 30 B1 39 03');
    const masked = collect(yaohuaTf0.reader({ mask7: true }), parity);
    expect(masked.frames).toMatchObject([{ weightText: '31415', raw: '+0314150' }]);
    expect(masked.raw).toEqual(['822b3033b1b4b13530b13903']);
    expect(collect(required, parity).firstReason).toBe('no-frame');
  });
});
