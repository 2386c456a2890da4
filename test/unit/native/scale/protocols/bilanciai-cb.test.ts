/** Byte table of Bilanciai's two strings, after the layout of the DD700 manual; no capture is known. */
import { describe, expect, it } from 'vitest';
import { bilanciaiCb } from '../../../../../native/scale/protocols/bilanciai-cb.ts';
import { collect } from '../collect.ts';

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const plain = bilanciaiCb.reader({});
const extended = bilanciaiCb.reader({ form: 'extended' });

describe('bilanciai-cb', () => {
  it.each([
    ['at rest', '$045200\r', '45200', true],
    ['moving', '$145180\r', '45180', false],
    ['empty', '$000000\r', '0', true],
    ['all five digits', '$099999\r', '99999', true],
    ['a start within a damaged frame', '$04$012340\r', '12340', true],
    ['several in a row, the first one cut', '200\r$045200\r', '45200', true],
  ])('%s', (_, text, weightText, stable) => {
    const { frames } = collect(plain, bytes(text));
    expect(frames).toMatchObject([{ weightText, weight: Number(weightText), stable, unit: null, overload: null }]);
  });

  it.each([
    ['below zero or over the range', '$300020\r', 'device-invalid'],
    ['a status that is none', '$245200\r', 'status'],
    ['a status that is no digit', '$ 45200\r', 'status'],
    ['a letter among the digits', '$04520x\r', 'charset'],
    ['blanks for digits', '$0  200\r', 'charset'],
    ['another end', '$045200\n', 'framing'],
    ['a digit too many', '$0145200\r', 'framing'],
    ['input ends inside', '$0452', 'incomplete'],
    ['start lost', '045200\r', 'no-frame'],
  ])('drops: %s', (_, text, reason) => {
    const { frames, firstReason } = collect(plain, bytes(text));
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });
});

describe('bilanciai-cb, extended', () => {
  it.each([
    [
      'gross, at rest',
      '$    45200         0 kg 0201\r\n',
      { weightText: '45200', unit: 'kg', stable: true, grossNet: 'gross', tareOrNull: 0, overload: false },
    ],
    [
      'net, moving',
      '$    37080      8120 kg 0001\r\n',
      { weightText: '37080', stable: false, grossNet: 'net', tareOrNull: 8120 },
    ],
    [
      'tonnes with a point',
      '$    45.20      0.00  t 0201\r\n',
      { weightText: '45.20', decimals: 2, unit: 't', sign: '+' },
    ],
    ['below zero', '$      -20         0 kg 0201\r\n', { weightText: '-20', weight: -20, sign: '-' }],
    ['the sign in front', '$-      20         0 kg 0201\r\n', { weightText: '-20' }],
    ['centre of zero', '$        0         0 kg 8201\r\n', { weightText: '0', centreZero: true }],
    [
      'over the range',
      '$---------         0 kg 0441\r\n',
      { weight: null, weightText: null, sign: null, overload: true },
    ],
  ])('%s', (_, text, expected) => {
    const { frames, firstReason } = collect(extended, bytes(text));
    expect(firstReason).toBeNull();
    expect(frames).toMatchObject([expected]);
  });

  it.each([
    ['an invalid weight', '$        0         0 kg 0041\r\n', 'device-invalid'],
    ['a failed converter', '$        0         0 kg 0203\r\n', 'device-fault'],
    ['a fault in the parameters', '$        0         0 kg 0205\r\n', 'device-fault'],
    ['flags that are no hex digits', '$    45200         0 kg 0g01\r\n', 'status'],
    ['a number that is cut in two', '$    45 00         0 kg 0201\r\n', 'charset'],
    ['a last digit that is lost', '$    4520          0 kg 0201\r\n', 'charset'],
    ['a tare that is none', '$    45200        xx kg 0201\r\n', 'charset'],
    ['a unit that is none', '$    45200         0 pc 0201\r\n', 'charset'],
    ['no blank between', '$    452000        0 kg 0201\r\n', 'framing'],
    ['another end', '$    45200         0 kg 0201\n\n', 'framing'],
    ['input ends inside', '$    45200         0 kg', 'incomplete'],
  ])('drops: %s', (_, text, reason) => {
    const { frames, firstReason } = collect(extended, bytes(text));
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });

  it('is not read under the other setting', () => {
    expect(collect(plain, bytes('$    45200         0 kg 0201\r\n')).frames).toEqual([]);
    expect(collect(extended, bytes('$045200\r'.repeat(8))).frames).toEqual([]);
  });
});
