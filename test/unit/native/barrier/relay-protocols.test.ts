/** The bytes of the relay boards, as tables. */
import { describe, expect, it, test } from 'vitest';
import { lcusRelay } from '../../../../native/barrier/lcus-relay.ts';
import { modbusRelay } from '../../../../native/barrier/modbus-relay.ts';
import type { RelayProtocol, RelayQuestion } from '../../../../native/barrier/relay-protocol.ts';

const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString('hex').replace(/../g, '$& ').trim().toUpperCase();
const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const asked = (protocol: RelayProtocol, output: number): RelayQuestion => {
  if (protocol.read === null) throw new Error('it cannot be asked');
  return protocol.read(output);
};
const rtu = modbusRelay({ framing: 'rtu', unit: 1, firstCoil: 0 });

describe('what is sent', () => {
  // The RTU frames are those that the boards' own leaflets print.
  test.each([
    ['first output on', rtu.write(1, true), '01 05 00 00 FF 00 8C 3A'],
    ['first output off', rtu.write(1, false), '01 05 00 00 00 00 CD CA'],
    ['second output on', rtu.write(2, true), '01 05 00 01 FF 00 DD FA'],
    ['first output read', asked(rtu, 1), '01 01 00 00 00 01 FD CA'],
    ['LCUS on', lcusRelay.write(1, true), 'A0 01 01 A2'],
    ['LCUS off', lcusRelay.write(1, false), 'A0 01 00 A1'],
    ['LCUS eighth on', lcusRelay.write(8, true), 'A0 08 01 A9'],
  ])('%s', (_, { bytes: sent }, wanted) => expect(hex(sent)).toBe(wanted));

  it('over TCP with a number of its own for every question, and coils from where the board counts', () => {
    const tcp = modbusRelay({ framing: 'tcp', unit: 255, firstCoil: 16 });
    expect(hex(tcp.write(1, true).bytes)).toBe('00 01 00 00 00 06 FF 05 00 10 FF 00');
    expect(hex(asked(tcp, 3).bytes)).toBe('00 02 00 00 00 06 FF 01 00 12 00 01');
  });
});

describe('what comes back, RTU', () => {
  test.each([
    ['done', rtu.write(1, true), '01 05 00 00 FF 00 8C 3A', { kind: 'done' }],
    ['half of it', rtu.write(1, true), '01 05 00 00 FF', null],
    ['the echo of another output', rtu.write(1, true), '01 05 00 01 FF 00 DD FA', { kind: 'garbled' }],
    ['the echo of off', rtu.write(1, true), '01 05 00 00 00 00 CD CA', { kind: 'garbled' }],
    ['a wrong checksum', rtu.write(1, true), '01 05 00 00 FF 00 8C 3B', { kind: 'garbled' }],
    ['another unit', rtu.write(1, true), '02 05 00 00 FF 00 8C 09', { kind: 'garbled' }],
    ['an exception', rtu.write(1, true), '01 85 02 C3 51', { kind: 'refused', code: '02' }],
    ['on', asked(rtu, 1), '01 01 01 01 90 48', { kind: 'state', on: true }],
    ['off', asked(rtu, 1), '01 01 01 00 51 88', { kind: 'state', on: false }],
    ['more than was asked', asked(rtu, 1), '01 01 01 01 90 48 00', { kind: 'garbled' }],
    ['nothing yet', asked(rtu, 1), '', null],
  ] as const)('%s', (_, question, heard, wanted) => expect(question.answer?.(bytes(heard))).toEqual(wanted));
});

describe('what comes back, TCP', () => {
  const tcp = () => modbusRelay({ framing: 'tcp', unit: 1, firstCoil: 0 });
  test.each([
    ['done', '00 01 00 00 00 06 01 05 00 00 FF 00', { kind: 'done' }],
    ['half of the head', '00 01 00 00', null],
    ['half of the rest', '00 01 00 00 00 06 01 05', null],
    ['the answer to an earlier question', '00 00 00 00 00 06 01 05 00 00 FF 00', { kind: 'garbled' }],
    ['no Modbus', '00 01 00 07 00 06 01 05 00 00 FF 00', { kind: 'garbled' }],
    ['a length that no answer has', '00 01 00 00 01 00 01', { kind: 'garbled' }],
    ['an exception', '00 01 00 00 00 03 01 85 04', { kind: 'refused', code: '04' }],
    ['two answers at once', '00 01 00 00 00 03 01 85 04 00 01', { kind: 'garbled' }],
  ] as const)('%s', (_, heard, wanted) => expect(tcp().write(1, true).answer?.(bytes(heard))).toEqual(wanted));
});

it('an LCUS board says nothing, and is asked nothing', () => {
  expect(lcusRelay.write(1, true).answer).toBeNull();
  expect(lcusRelay.read).toBeNull();
});
