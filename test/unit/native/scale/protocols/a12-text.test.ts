/** Byte table of A12 text: lines of the A12E manual and of other readers' tests, one row a reason. */
import { describe, expect, it } from 'vitest';
import { a12Text } from '../../../../../native/scale/protocols/a12-text.ts';
import type { ProtocolOptions } from '../../../../../native/scale/protocols/protocol.ts';
import { collect } from '../collect.ts';

const read = (text: string, options: ProtocolOptions = {}, sizes?: readonly number[]) =>
  collect(a12Text.reader(options), Buffer.from(text, 'latin1'), sizes);
const OVER = `${' '.repeat(9)}OL23\r\n`;
const UNDER = `${' '.repeat(9)}LO23\r\n`;

describe('a12-text', () => {
  it.each([
    ['gross', 'ww0003.17kg\r\n', { weightText: '3.17', grossNet: 'gross', unit: 'kg' }],
    ['net', 'wn001.171kg\r\n', { weightText: '1.171', grossNet: 'net' }],
    ['net, eight characters (HBT9)', 'wn000226.0kg\r\n', { weightText: '226.0', grossNet: 'net' }],
    ['net below zero', 'wn-003.17kg\r\n', { weightText: '-3.17', sign: '-' }],
    ['pounds', 'ww0003.17lb\r\n', { unit: 'lb' }],
    ['negative zero', 'wn-000.00kg\r\n', { weightText: '0.00', sign: '+' }],
    [
      'tare: no weight',
      'wt012.340kg\r\n',
      { weight: null, weightText: null, sign: null, tareOrNull: 12.34, grossNet: null },
    ],
    ['A12E', 'WG004.139kg3D\r\n', { weightText: '4.139', grossNet: 'gross', raw: 'WG004.139kg' }],
    ['A12E in pounds', 'WG003.250lb34\r\n', { weightText: '3.250', unit: 'lb' }],
    ['A12E over', OVER, { weight: null, overload: true, unit: null, raw: `${' '.repeat(9)}OL` }],
    ['A12E under', UNDER, { weight: null, overload: false, underload: true }],
  ])('%s', (_, text, expected) => {
    for (const sizes of [[100], [1], [5]]) expect(read(text, {}, sizes).frames).toMatchObject([expected]);
  });

  it('with the checksum required takes the A12E’s lines, and says of plain ones why not', () => {
    const required = { checksum: 'required' } as const;
    expect(read(`WG004.139kg3D\r\n${OVER}${UNDER}`, required).frames).toHaveLength(3);
    expect(read('wn001.171kg\r\n', required)).toMatchObject({ frames: [], rejects: ['checksum'] });
    expect(read('WG004.139kg\r\n', required)).toMatchObject({ frames: [], rejects: ['checksum'] });
    expect(read('WG004.139kg3D\r\n', { checksum: 'xor' }).frames).toHaveLength(1);
  });

  it('told to ignore it, takes any two characters, or none', () => {
    expect(read('WG004.139kg3C\r\nWG004.139kg\r\n').frames).toHaveLength(2);
  });

  it.each([
    ['wrong XOR', 'WG004.139kg3C\r\n', { checksum: 'required' } as const, 'checksum'],
    ['wrong XOR of an overload', OVER.replace('23', '24'), { checksum: 'required' } as const, 'checksum'],
    ['a character lost', 'WG04.139kg3D\r\n', {}, 'framing'],
    ['a character too many', 'WG0004.139kg3D\r\n', {}, 'framing'],
    ['nine characters', 'ww0000003.17kg\r\n', {}, 'framing'],
    ['two points', 'ww00.3.17kg\r\n', {}, 'framing'],
    ['a minus inside', 'ww00-3.17kg\r\n', {}, 'framing'],
    ['letter O', 'wwOOO3.17kg\r\n', {}, 'framing'],
    ['a letter that is none', 'wx0003.17kg\r\n', {}, 'framing'],
    ['a unit that is none', 'ww0003.17kq\r\n', {}, 'framing'],
    ['one character of the XOR', 'WG004.139kg3\r\n', {}, 'framing'],
    ['no LF', 'ww0003.17kg\rw', {}, 'framing'],
    ['the line goes on', 'wn001.17', {}, 'incomplete'],
    ['joined in the middle', '71kg\r\n', {}, 'no-frame'],
    ['a radio’s text', 'weigh01 Watt word w1 W\r\n', {}, 'no-frame'],
    ['eight blanks', `${' '.repeat(8)}OL23\r\n`, {}, 'no-frame'],
  ])('drops: %s', (_, text, options, reason) => {
    const { frames, firstReason } = read(text, options);
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });

  it('finds a line behind blanks and behind half a line', () => {
    expect(read(`   ${OVER}ww0ww0003.17kg\r\n`).frames).toMatchObject([{ overload: true }, { weightText: '3.17' }]);
  });
});
