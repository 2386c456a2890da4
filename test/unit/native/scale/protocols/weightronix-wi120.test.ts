/** Byte table of Weigh-Tronix WI-120, after Rice Lake's description of its string; no capture is known. */
import { describe, expect, it } from 'vitest';
import { weightronixWi120 } from '../../../../../native/scale/protocols/weightronix-wi120.ts';
import { collect } from '../collect.ts';

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const reader = weightronixWi120.reader({});

describe('weightronix-wi120', () => {
  it.each([
    ['gross', ' G+ 45200 kg\r\n', { weightText: '45200', unit: 'kg', grossNet: 'gross', sign: '+', stable: null }],
    ['net, below zero', ' N-    20 lb\r\n', { weightText: '-20', weight: -20, unit: 'lb', grossNet: 'net', sign: '-' }],
    ['zero filled', ' G+045200 kg\r\n', { weightText: '45200' }],
    ['a point within the six', ' G+ 45.20 t\r\n', { weightText: '45.20', decimals: 2, unit: 't' }],
    ['a point beside the six', ' G+0045.20 t\r\n', { weightText: '45.20', decimals: 2, unit: 't' }],
    ['a point behind them', ' G+045200. kg\r\n', { weightText: '45200', decimals: 0 }],
    ['a unit filled up', ' G+ 45200 t \r\n', { unit: 't' }],
    ['the short ton', ' G+ 45200 tn\r\n', { unit: 'ton' }],
    ['no unit', ' G+ 45200   \r\n', { unit: null }],
    ['negative zero is zero', ' G-     0 kg\r\n', { weightText: '0', sign: '+' }],
  ])('%s', (_, text, expected) => {
    const { frames, firstReason } = collect(reader, bytes(text));
    expect(firstReason).toBeNull();
    expect(frames).toMatchObject([{ ...expected, raw: text.slice(0, -2) }]);
  });

  it.each([
    ['sign missing', ' G  45200 kg\r\n', 'framing'],
    ['neither gross nor net', ' X+ 45200 kg\r\n', 'framing'],
    ['a letter among the digits', ' G+ 452x0 kg\r\n', 'framing'],
    ['a number that is cut in two', ' G+ 45 00 kg\r\n', 'framing'],
    ['a last digit that is lost', ' G+ 4520  kg\r\n', 'framing'],
    ['a character lost', ' G+45200 kg\r\n', 'framing'],
    ['gallons', ' G+ 45200 gal\r\n', 'framing'],
    ['a unit that goes on', ' G+ 45200 pounds\r\n', 'framing'],
    ['no unit field', ' G+ 45200 \r\n', 'framing'],
    ['another end', ' G+ 45200 kg\n\n', 'framing'],
    ['CR, but no LF', ' G+ 45200 kg\rx', 'framing'],
    ['input ends in the number', ' G+ 45', 'incomplete'],
    ['input ends in the unit', ' G+ 45200 k', 'incomplete'],
    ['input ends before LF', ' G+ 45200 kg\r', 'incomplete'],
    ['its beginning lost', '45200 kg\r\n', 'no-frame'],
  ])('drops: %s', (_, text, reason) => {
    const { frames, firstReason } = collect(reader, bytes(text));
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });

  it('a line joined anywhere in the middle costs no frame behind it', () => {
    for (let cut = 1; cut < 14; cut += 1) {
      const { frames } = collect(reader, bytes(`${' G+ 45200 kg\r\n'.slice(cut)} N+ 12340 kg\r\n`));
      expect(frames.map((frame) => frame.weightText)).toEqual(['12340']);
    }
  });
});
