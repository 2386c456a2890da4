/** Byte table of Modbus RTU: examples that are printed in descriptions with their checksum, and answers of transmitters. */
import { describe, expect, it } from 'vitest';
import { modbusCrc } from '../../../../../native/scale/protocols/modbus-crc.ts';
import { modbusRtu } from '../../../../../native/scale/protocols/modbus-rtu.ts';
import type { ProtocolOptions } from '../../../../../native/scale/protocols/protocol.ts';
import { bytesOf, collect } from '../collect.ts';

/** Appends the checksum: bit by bit, as the guide has it in words. */
function withCrc(hex: string): Uint8Array {
  const bytes = bytesOf(hex);
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc % 2 === 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return Uint8Array.of(...bytes, crc & 0xff, crc >> 8);
}

const read = (bytes: Uint8Array, options: ProtocolOptions) => collect(modbusRtu.reader(options), bytes);

describe('modbusCrc', () => {
  it.each([
    ['01 03 00 50 00 02', 'C4 1A'],
    ['11 03 00 6B 00 03', '76 87'],
    ['11 03 06 AE 41 56 52 43 40', '49 AD'],
    ['01 04 02 FF FF', 'B8 80'],
    ['01 83 02', 'C0 F1'],
    ['', 'FF FF'],
  ])('%s → %s', (hex, expected) => {
    const bytes = bytesOf(hex);
    const crc = modbusCrc(bytes, 0, bytes.length);
    expect([crc & 0xff, crc >> 8]).toEqual([...bytesOf(expected)]);
  });
});

describe('modbus-rtu, answers', () => {
  it.each<[string, string, ProtocolOptions, object]>([
    ['int32', '01 03 04 00 00 B0 90', {}, { weightText: '45200', unit: null, stable: null, raw: '0000B090' }],
    ['below zero', '01 03 04 FF FF FF EC', { unit: 'kg' }, { weightText: '-20', sign: '-', unit: 'kg' }],
    ['low word first', '01 03 04 B0 90 00 00', { wordOrder: 'low-first' }, { weightText: '45200', raw: 'B0900000' }],
    ['decimals', '01 03 04 00 00 11 A8', { decimals: 2, unit: 't' }, { weightText: '45.20', weight: 45.2, unit: 't' }],
    ['the least number', '01 03 04 80 00 00 00', {}, { weightText: '-2147483648' }],
    ['int16', '01 03 02 FF EC', { type: 'int16' }, { weightText: '-20' }],
    ['uint16', '01 03 02 FF EC', { type: 'uint16' }, { weightText: '65516' }],
    ['float32', '01 03 04 47 30 90 00', { type: 'float32', decimals: 1 }, { weightText: '45200.0', decimals: 1 }],
    [
      'float32, low word first',
      '01 03 04 90 00 47 30',
      { type: 'float32', wordOrder: 'low-first' },
      { weightText: '45200' },
    ],
    ['float32 below zero', '01 03 04 C1 A0 00 00', { type: 'float32' }, { weightText: '-20', sign: '-' }],
    [
      'float32, a little below zero',
      '01 03 04 BE 4C CC CD',
      { type: 'float32' },
      { weightText: '0', sign: '+', weight: 0 },
    ],
    [
      'float32, the decimals that are asked for',
      '01 03 04 42 34 CC CD',
      { type: 'float32', decimals: 2 },
      { weightText: '45.20' },
    ],
    ['function 4', '01 04 04 00 00 B0 90', { function: 4 }, { weightText: '45200' }],
    ['another slave', '11 03 04 00 00 B0 90', { slave: 17 }, { weightText: '45200' }],
  ])('%s', (_, hex, options, expected) => {
    const { frames, firstReason } = read(withCrc(hex), options);
    expect(firstReason).toBeNull();
    expect(frames).toMatchObject([expected]);
  });

  /** TUNA ID551PN: float at 40001, status at 40005: 9 under, 10 over, 11 net, 12 motion, 15 data good. */
  const tuna = {
    type: 'float32',
    statusAt: 4,
    underBit: 9,
    overBit: 10,
    netBit: 11,
    motionBit: 12,
    goodBit: 15,
  } as const;
  const block = (status: string) => withCrc(`01 03 0A 47 30 90 00 00 00 00 00 ${status}`);

  it.each<[string, string, object]>([
    ['at rest, gross', '80 00', { weightText: '45200', stable: true, grossNet: 'gross', overload: false }],
    ['moving, net', '98 00', { weightText: '45200', stable: false, grossNet: 'net' }],
    ['over the range', '84 00', { weight: null, weightText: null, sign: null, overload: true }],
    ['under the range', '82 00', { weight: null, weightText: null, overload: false, underload: true }],
  ])('status register: %s', (_, status, expected) => {
    expect(read(block(status), tuna).frames).toMatchObject([expected]);
  });

  it('status register: data not good is no weight', () => {
    expect(read(block('00 00'), tuna).firstReason).toBe('data-not-ok');
    expect(read(block('00 00'), { ...tuna, goodBit: -1 }).frames).toHaveLength(1);
  });

  it.each<[string, Uint8Array, ProtocolOptions, string]>([
    ['wrong checksum', bytesOf('01 03 04 00 00 30 39 AB CD'), {}, 'checksum'],
    ['more registers than asked for', withCrc('01 03 06 00 00 30 39 00 00'), {}, 'length'],
    ['fewer', withCrc('01 03 02 30 39'), {}, 'length'],
    ['no such register', withCrc('01 83 02'), {}, 'exception-02'],
    ['no such function', withCrc('01 84 01'), { function: 4 }, 'exception-01'],
    ['a gateway without its target', withCrc('01 83 0B'), {}, 'exception-0B'],
    ['an exception with a wrong checksum', bytesOf('01 83 02 C0 F2'), {}, 'checksum'],
    ['another slave', withCrc('02 03 04 00 00 30 39'), {}, 'address'],
    ['an exception of another slave', withCrc('02 83 02'), {}, 'address'],
    ['not a number', withCrc('01 03 04 7F C0 00 00'), { type: 'float32' }, 'range'],
    ['infinite', withCrc('01 03 04 FF 80 00 00'), { type: 'float32' }, 'range'],
    ['beyond any scale', withCrc('01 03 04 4E 6E 6B 28'), { type: 'float32' }, 'range'],
    ['input ends inside', bytesOf('01 03 04 00'), {}, 'incomplete'],
  ])('drops: %s', (_, bytes, options, reason) => {
    const { frames, firstReason } = read(bytes, options);
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });

  it('an answer of a function that does not read is none, and no reject', () => {
    expect(read(withCrc('01 06 00 50 00 02'), {})).toMatchObject({ frames: [], rejects: [] });
  });

  it('finds the answer behind an echo of the question, and behind noise', () => {
    const answer = withCrc('01 03 04 00 00 B0 90');
    for (const before of [
      withCrc('01 03 00 50 00 02'),
      bytesOf('00 FF 01'),
      bytesOf('01 03 04'),
      bytesOf('02 03 04 01'),
    ])
      expect(read(Uint8Array.of(...before, ...answer), {}).frames).toMatchObject([{ weightText: '45200' }]);
  });
});

describe('modbus-rtu, questions', () => {
  it('tells what was asked', () => {
    const { decoded, firstReason } = read(bytesOf('01 03 00 50 00 02 C4 1A'), { direction: 'request' });
    expect(firstReason).toBeNull();
    expect(decoded).toEqual([{ slave: 1, function: 3, start: 80, count: 2 }]);
  });

  it.each([
    ['wrong checksum', bytesOf('01 03 00 50 00 02 C4 1B'), 'checksum'],
    ['to another slave', bytesOf('11 03 00 6B 00 03 76 87'), 'address'],
    ['input ends inside', bytesOf('01 03 00 50'), 'incomplete'],
  ])('drops: %s', (_, bytes, reason) => {
    expect(read(bytes, { direction: 'request' }).firstReason).toBe(reason);
  });

  it.each<[string, ProtocolOptions, string]>([
    ['a Keli type, as gospace asks it', { register: 0x50 }, '01 03 00 50 00 02 C4 1A'],
    [
      'a number of the manual that counts from 1',
      { slave: 17, register: 108, registerBase: 1, type: 'int16' },
      '11 03 00 6B 00 01',
    ],
    ['one register', { type: 'int16' }, '01 03 00 00 00 01'],
    ['input registers', { function: 4, type: 'float32' }, '01 04 00 00 00 02'],
    ['as far as the status', { statusAt: 4 }, '01 03 00 00 00 05'],
    ['a base of 1 and register 0 is the first one', { registerBase: 1 }, '01 03 00 00 00 02'],
  ])('asks: %s', (_, options, hex) => {
    const { request, everyMs } = modbusRtu.poll?.(options) ?? { request: new Uint8Array(0), everyMs: 0 };
    expect(Buffer.from(request).toString('hex').toUpperCase()).toContain(hex.replaceAll(' ', ''));
    expect(collect(modbusRtu.reader({ ...options, direction: 'request' }), request).decoded).toHaveLength(1);
    expect(everyMs).toBe(200);
  });

  it('asks as often as the setting says', () => {
    expect(modbusRtu.poll?.({ everyMs: 100 }).everyMs).toBe(100);
  });
});
