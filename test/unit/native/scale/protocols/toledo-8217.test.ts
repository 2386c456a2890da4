/** Byte table of Toledo 8217: the driver's example, each status bit, one row a reason. */
import { describe, expect, it } from 'vitest';
import { toledo8217 } from '../../../../../native/scale/protocols/toledo-8217.ts';
import { collect } from '../collect.ts';

const read = (text: string, mask7 = false) => collect(toledo8217.reader({ mask7 }), Buffer.from(text, 'latin1'));

describe('toledo-8217', () => {
  it.each([
    ['12.34', '12.34', 2],
    ['0.125', '0.125', 3],
    ['00000', '0', 0],
    ['45200', '45200', 0],
    ['12345.67', '12345.67', 2],
  ])('weight %s', (text, weightText, decimals) => {
    expect(read(`\u0002${text}\r`).frames).toMatchObject([
      { weight: Number(weightText), weightText, decimals, stable: true, grossNet: 'gross', overload: false, raw: text },
    ]);
  });

  const calm = {
    weight: null,
    weightText: null,
    sign: null,
    stable: true,
    grossNet: 'gross',
    overload: false,
    underload: false,
    outsideZeroRange: false,
    centreZero: false,
  };
  it.each([
    ['nothing', '@', {}],
    ['moving', 'A', { stable: false }],
    ['over', 'B', { overload: true }],
    ['under', 'D', { underload: true }],
    ['outside the zero range', 'H', { outsideZeroRange: true }],
    ['centre of zero', 'P', { centreZero: true }],
    ['net', '`', { grossNet: 'net' }],
    ['several', 'a', { stable: false, grossNet: 'net' }],
  ])('status: %s', (_, status, expected) => {
    expect(read(`\u0002?${status}\r`).frames).toMatchObject([{ ...calm, ...expected, raw: `?${status}` }]);
  });

  it.each([
    ['no status', '\u0002?\r', 'framing'],
    ['a status without its bit 6', '\u0002?1\r', 'framing'],
    ['two status bytes', '\u0002?DD\r', 'framing'],
    ['no number', '\u0002\r', 'framing'],
    ['a point and no number', '\u0002.\r', 'framing'],
    ['two points', '\u00021.2.3\r', 'charset'],
    ['a letter', '\u000212x4\r', 'charset'],
    ['eight digits', '\u000212345678\r', 'charset'],
    ['the input ends inside', '\u000212.3', 'incomplete'],
    ['start lost', '12.34\r', 'no-frame'],
  ])('drops: %s', (_, text, reason) => {
    const { frames, firstReason } = read(text);
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });

  it('reads a line of 7E1 that was opened as 8N1', () => {
    // STX and 1, 2, 4 have an odd number of ones.
    expect(read('\u0082\u00b1\u00b2.3\u00b4\u008d', true).frames).toMatchObject([
      { weightText: '12.34', raw: '12.34' },
    ]);
  });
});
