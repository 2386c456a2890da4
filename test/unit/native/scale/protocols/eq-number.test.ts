/** Byte table of the `=` dialects: examples of the A26, A23p and DS822-X manuals, a radio's capture, one row a reason. */
import { describe, expect, it } from 'vitest';
import { eqNumber } from '../../../../../native/scale/protocols/eq-number.ts';
import type { ProtocolOptions } from '../../../../../native/scale/protocols/protocol.ts';
import { collect } from '../collect.ts';

const read = (text: string, options: ProtocolOptions = {}, sizes?: readonly number[]) =>
  collect(eqNumber.reader(options), Buffer.from(text, 'latin1'), sizes);
const SEVEN = { form: 'lead', order: 'rev', width: 7 } as const;
const EIGHT = { form: 'lead', order: 'rev', width: 8 } as const;
const FORWARD = { form: 'lead', order: 'fwd', width: 8 } as const;
const TRAIL = { form: 'trail', order: 'rev', width: 8 } as const;

describe('eq-number', () => {
  it.each([
    ['T7E, D2+', SEVEN, '=00.0050', '500.00', 2],
    ['the same below zero', SEVEN, '=00.005-', '-500.00', 2],
    ['without a point', SEVEN, '=0043200', '23400', 0],
    ['DS822-X, Adr=2', EIGHT, '=51.0700-', '-70.15', 2],
    ['A26 format 1', EIGHT, '=000.3000', '3.000', 3],
    ['blank-filled', EIGHT, '=0.0004  ', '4000.0', 1],
    ['behind a radio’s text', EIGHT, 'weigh02THS079773760432=09200000', '290', 0],
    ['A26 format 2', FORWARD, '=-0001.00', '-1.00', 2],
    ['A26 format 2, blank-filled', FORWARD, '=    -1.5', '-1.5', 1],
    ['a portable pad', TRAIL, '51.0700-=', '-70.15', 2],
    ['a point that turns round to be last: no decimals', TRAIL, '.0151000=', '1510', 0],
    ['negative zero', EIGHT, '=0000000-', '0', 0],
    ['XK315A1, Adr=00', { ...EIGHT, width: 6 } as const, '=021000', '120', 0],
  ])('%s', (_, options, text, weightText, decimals) => {
    const { frames } = read(text, options);
    expect(frames).toMatchObject([{ weightText, decimals, unit: null, stable: null, grossNet: null, overload: null }]);
    expect(Object.is(frames[0]?.weight, Number(weightText))).toBe(true);
    expect(frames[0]?.sign).toBe(weightText.startsWith('-') ? '-' : '+');
  });

  it.each([
    ['a character lost', EIGHT, '=51.070=51.07000', 'framing'],
    ['a character lost, trailing', TRAIL, '07000=051.07=', 'framing'],
    ['a width of 8 on a unit of 7', EIGHT, '=00.0050=00.0050', 'framing'],
    ['two points', SEVEN, '=0.0.050', 'charset'],
    ['a minus inside', SEVEN, '=0-.0050', 'charset'],
    ['a minus first in a reversed number', SEVEN, '=-005000', 'charset'],
    ['two minuses', SEVEN, '=00500--', 'charset'],
    ['a letter', SEVEN, '=00x0050', 'charset'],
    ['a blank inside', SEVEN, '=00 0050', 'charset'],
    ['no digit', SEVEN, '=   .  -', 'charset'],
    ['a letter, trailing', TRAIL, '51x07000=', 'charset'],
    ['no sign of equality', SEVEN, '0000000', 'no-frame'],
    ['the input ends inside', SEVEN, '=00.00', 'incomplete'],
  ])('drops: %s', (_, options, text, reason) => {
    const { firstReason } = read(text, options);
    expect(firstReason).toBe(reason);
  });

  it('joins in the middle and finds the next one, at any cut', () => {
    for (const sizes of [[100], [1], [3], [7, 2]]) {
      expect(read('3000=000.3000=000.3000', EIGHT, sizes).frames).toHaveLength(2);
      expect(read('7000=51.07000=51.07000=', TRAIL, sizes).frames).toHaveLength(2);
    }
  });

  it('of numbers that run into one another takes none but the last, which the sign of equality ends', () => {
    expect(read('51.0700051.07000=', TRAIL).frames).toMatchObject([{ weightText: '70.15' }]);
  });

  it('cannot see the order: the same bytes are two weights', () => {
    expect(read('=000.3000', EIGHT).frames[0]?.weightText).toBe('3.000');
    expect(read('=000.3000', FORWARD).frames[0]?.weightText).toBe('0.3000');
  });
});
