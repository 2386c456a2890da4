/** Byte table of Yaohua's command mode: the questions of the maker's manual, answers of a driver's notes, one row a reason. */
import { describe, expect, it } from 'vitest';
import type { ProtocolOptions } from '../../../../../native/scale/protocols/protocol.ts';
import { yaohuaCmd } from '../../../../../native/scale/protocols/yaohua-cmd.ts';
import { bytesOf, collect } from '../collect.ts';

const read = (hex: string, options: ProtocolOptions = {}) => collect(yaohuaCmd.reader(options), bytesOf(hex));
const GROSS = '02 41 42 2B 30 30 38 38 38 30 33 31 33 03';

describe('yaohua-cmd', () => {
  it.each([
    ['gross', GROSS, { weightText: '8.880', grossNet: 'gross', raw: 'AB+0088803' }],
    ['gross of nothing', '02 41 42 2B 30 30 30 30 30 30 33 31 42 03', { weightText: '0.000', sign: '+' }],
    [
      'net below zero of indicator 26',
      '02 5A 44 2D 30 30 30 30 32 30 33 30 32 03',
      { weightText: '-0.020', grossNet: 'net' },
    ],
    [
      'tare: no weight',
      '02 41 43 2B 30 31 33 31 30 30 30 31 41 03',
      { weight: null, weightText: null, sign: null, grossNet: null, tareOrNull: 13_100 },
    ],
  ])('%s', (_, hex, expected) => {
    expect(read(hex).frames).toMatchObject([{ unit: null, stable: null, overload: null, ...expected }]);
  });

  it.each([
    ['handshake', '02 41 41 30 30 03', { address: 1, command: 'A', text: '' }],
    ['lorry number', '02 41 45 31 32 33 34 35 33 35 03', { address: 1, command: 'E', text: '12345' }],
    ['goods number', '02 41 46 30 30 37 33 30 03', { address: 1, command: 'F', text: '007' }],
    ['our own question for the gross weight', '02 41 42 30 33 03', { address: 1, command: 'B' }],
  ])('traffic: %s', (_, hex, expected) => {
    expect(read(hex).decoded).toEqual([expected]);
    expect(read(hex).frames).toEqual([]);
  });

  it('reads only questions when it is told so', () => {
    expect(read('02 41 41 30 30 03', { direction: 'request' }).decoded).toEqual([{ address: 1, command: 'A' }]);
    expect(read(GROSS, { direction: 'request' }).firstReason).toBe('framing');
  });

  it.each([
    ['no end', `${GROSS.slice(0, -2)}0D`, {}, 'framing'],
    ['an address that is none', GROSS.replace('02 41', '02 2B'), {}, 'framing'],
    ['a command that is none', GROSS.replace('41 42', '41 51'), {}, 'unknown-command'],
    ['wrong checksum', GROSS.replace('31 33', '31 34'), {}, 'checksum'],
    ['wrong checksum of a question', '02 41 42 30 34 03', {}, 'checksum'],
    ['another indicator', GROSS, { address: 2 }, 'address'],
    ['what it cannot serve', '02 41 04 34 35 03', {}, 'device-refused'],
    ['letter O among the digits, right checksum', '02 41 42 2B 30 31 4F 33 34 30 30 36 31 03', {}, 'charset'],
    ['a blank for a sign', GROSS.replace('2B', '20'), { checksum: 'ignore' as const }, 'charset'],
    ['five decimals', GROSS.replace('33 31 33', '35 31 35'), {}, 'range'],
    ['the input ends inside', GROSS.slice(0, 20), {}, 'incomplete'],
    ['start lost', GROSS.slice(3), {}, 'no-frame'],
  ])('drops: %s', (_, hex, options, reason) => {
    const { frames, firstReason } = read(hex, options);
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });

  it('takes a wrong checksum where it was told to, and a parity bit', () => {
    expect(read(GROSS.replace('31 33', '30 30'), { checksum: 'ignore' }).frames).toHaveLength(1);
    const even = [...bytesOf(GROSS)].map((byte) => {
      let ones = 0;
      for (let bit = 0; bit < 7; bit += 1) ones += (byte >> bit) & 1;
      return (byte | ((ones % 2) << 7)).toString(16).padStart(2, '0');
    });
    expect(read(even.join(''), { mask7: true }).frames).toMatchObject([{ weightText: '8.880', raw: 'AB+0088803' }]);
  });

  it('asks as the manual does', () => {
    const asked = (options: ProtocolOptions) => Buffer.from(yaohuaCmd.poll?.(options).request ?? []).toString('latin1');
    expect(asked({})).toBe('\u0002AB03\u0003');
    expect(asked({ address: 26 })).toBe('\u0002ZB18\u0003');
  });
});
