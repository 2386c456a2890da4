/** Byte table of bracketed text: an XK3's capture, the XK3118T1's form, one row a reason. */
import { describe, expect, it } from 'vitest';
import { parenText } from '../../../../../native/scale/protocols/paren-text.ts';
import { collect } from '../collect.ts';

const read = (text: string, sizes?: readonly number[]) =>
  collect(parenText.reader({}), Buffer.from(text, 'latin1'), sizes);

describe('paren-text', () => {
  it.each([
    ['an XK3', '=-001320(kg)\r\n', '-1320', 'kg', null],
    ['decimal comma, gross', 'GW:0023,45(kg)\r\n', '23.45', 'kg', 'gross'],
    ['net below zero', 'NW:-000,50(kg)\r\n', '-0.50', 'kg', 'net'],
    ['a point', '=0023.45(kg)\r\n', '23.45', 'kg', null],
    ['tonnes', '=0023.450(t)\r\n', '23.450', 't', null],
    ['pounds', '=001320(lb)\r\n', '1320', 'lb', null],
    ['negative zero', '=-000000(kg)\r\n', '0', 'kg', null],
    ['nine digits', '=123456789(kg)\r\n', '123456789', 'kg', null],
  ])('%s', (_, text, weightText, unit, grossNet) => {
    for (const sizes of [[100], [1], [5]]) {
      const { frames } = read(`${text}${text}`, sizes);
      const frame = { weightText, unit, grossNet, stable: null, overload: null, raw: text.trim() };
      expect(frames).toMatchObject([frame, frame]);
    }
  });

  it.each([
    ['letter O', '=00132O(kg)\r\n', 'framing'],
    ['two points', '=0.13.20(kg)\r\n', 'framing'],
    ['no digits', 'GW:(kg)\r\n', 'framing'],
    ['ten digits', '=1234567890(kg)\r\n', 'framing'],
    ['a unit that is none', '=001320(kq)\r\n', 'framing'],
    ['a unit that does not end', '=001320(kg.\r\n', 'framing'],
    ['no bracket', '=001320 kg\r\n', 'framing'],
    ['no CR', '=001320(kg)\n', 'framing'],
    ['no LF', '=001320(kg)\r=', 'framing'],
    ['no line end yet', '=001320(kg)', 'incomplete'],
    ['joined in the middle', '1320(kg)\r\n', 'no-frame'],
    ['letters of something else', 'GPRS NO CARRIER\r\n', 'no-frame'],
  ])('drops: %s', (_, text, reason) => {
    const { frames, firstReason } = read(text);
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });
});
