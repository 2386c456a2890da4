/** Byte table of the ZEMIC variant: its two known samples, one row a reason. */
import { describe, expect, it } from 'vitest';
import type { ProtocolOptions } from '../../../../../native/scale/protocols/protocol.ts';
import { zemicA9 } from '../../../../../native/scale/protocols/zemic-a9.ts';
import { collect } from '../collect.ts';

const read = (text: string, options: ProtocolOptions = {}) =>
  collect(zemicA9.reader(options), Buffer.from(text, 'latin1'));
const TENTH = { scale: '0.1' } as const;

describe('zemic-a9', () => {
  it.each([
    ['the site it was seen on: 11 kg', '\u0002 0000110KG ', TENTH, '11', 0],
    ['the same below zero', '\u0002-0000060KG ', TENTH, '-6', 0],
    ['half a kilogram is said, not rounded', '\u0002 0000115KG ', TENTH, '11.5', 1],
    ['negative zero', '\u0002-0000000KG ', TENTH, '0', 0],
    ['as it stands', '\u0002 0000110KG ', {}, '110', 0],
  ])('%s', (_, text, options, weightText, decimals) => {
    const { frames } = read(text, options);
    expect(frames).toMatchObject([{ weightText, decimals, unit: 'kg', stable: null, overload: null }]);
    expect(Object.is(frames[0]?.weight, Number(weightText))).toBe(true);
  });

  it.each([
    ['small letters', '\u0002 0123400kg ', 'framing'],
    ['no blank at the end', '\u0002 0123400KG\r', 'framing'],
    ['a plus', '\u0002+0123400KG ', 'charset'],
    ['a letter', '\u0002 01234O0KG ', 'charset'],
    ['the input ends inside', '\u0002 0123400KG', 'incomplete'],
    ['start lost', ' 0123400KG ', 'no-frame'],
  ])('drops: %s', (_, text, reason) => {
    const { frames, firstReason } = read(text);
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });
});
