/** Frames of boards, one row each: what they say and why they are none. */
import { describe, expect, it } from 'vitest';
import { crc16Arc } from '../../../../../native/display/onbon-frame.ts';
import { BOARD_PROTOCOLS } from '../../../../../native/display/protocols/index.ts';
import { bytesOf, collect } from '../../scale/collect.ts';

function read(id: string, hex: string) {
  const protocol = BOARD_PROTOCOLS.find((one) => one.id === id);
  if (protocol === undefined) throw new Error(`no such protocol: ${id}`);
  return collect(protocol.reader(), bytesOf(hex));
}

const HEADER = '01 00 00 80 00 00 00 00 00 00 FE 02';
const HEADS = 'A5 A5 A5 A5 A5 A5 A5 A5';
const PING = `${HEADS} ${HEADER} 05 00 A2 00 01 00 00 68 F8 5A`;

describe('traffic', () => {
  it.each([
    ['led-xunpeng', '3A 00 78 03 01 B6 0A', { board: 1, colour: 0, value: 888 }],
    ['led-xunpeng', '3A 02 FF FF FF 39 0A', { board: 255, colour: 2, value: 65_535 }],
    ['led-sum4', '05 03 E7 EF', { board: 5, value: 999 }],
    ['led-sum4', 'FF FF FF FD', { board: 255, value: 65_535 }],
    ['led-wltj', 'A0 90 02 50 00 00 52', { line: 2, text: '' }],
    ['led-wltj', 'A0 90 01 50 00 02 00 2D 7E', { line: 1, text: '-' }],
    ['onbon-bx', PING, { dst: 1, src: 0x8000, cmd: 'A200', dataLen: 5, crc: 'F868' }],
    // Nine A5: the row begins one later.
    ['onbon-bx', `A5 ${PING}`, { dst: 1, src: 0x8000, cmd: 'A200', dataLen: 5, crc: 'F868' }],
    // To A55Bh: the address needs both escapes.
    [
      'onbon-bx',
      `${HEADS} 5B 01 A6 02 00 80 00 00 00 00 00 00 FE 02 02 00 A2 00 F5 77 5A`,
      { dst: 0xa55b, src: 0x8000, cmd: 'A200', dataLen: 2, crc: '77F5' },
    ],
  ])('%s %s', (id, hex, decoded) => {
    const found = read(id, hex);
    expect(found.decoded).toEqual([decoded]);
  });
});

describe('no traffic', () => {
  it.each([
    ['led-xunpeng', '3A 00 78 03 01 B6 0D', 'framing'],
    ['led-xunpeng', '3A 00 78 03 02 B6 0A', 'checksum'],
    ['led-xunpeng', '3B 00 78 03 01 B7 0A', 'no-frame'],
    ['led-sum4', '00 00 00 00 00 00 00 00', 'no-frame'],
    ['led-sum4', '05 03 E7 F0', 'checksum'],
    ['led-wltj', 'A0 91 01 50 00 00 51', 'framing'],
    ['led-wltj', 'A0 90 01 51 00 00 50', 'unknown-command'],
    ['led-wltj', 'A0 90 01 50 00 03 00 31 00 63', 'length'],
    ['led-wltj', 'A0 90 01 50 01 02 00', 'length'],
    ['led-wltj', 'A0 90 01 50 00 02 00 31 00', 'checksum'],
    ['led-wltj', 'A0 90 01 50 00 02 00 31', 'incomplete'],
    ['onbon-bx', HEADS.slice(3), 'incomplete'],
    ['onbon-bx', `${HEADS.slice(3)} 00`, 'no-frame'],
    ['onbon-bx', PING.replace('68 F8', '68 F9'), 'checksum'],
    ['onbon-bx', PING.replace('05 00', '04 00'), 'length'],
    ['onbon-bx', PING.replace('05 00', '06 00'), 'length'],
    ['onbon-bx', `${HEADS} 5A`, 'length'],
    // No command in it.
    ['onbon-bx', `${HEADS} ${HEADER} 00 00 00 00 5A`, 'length'],
    ['onbon-bx', PING.replace('68 F8', 'A6 00'), 'escape'],
    ['onbon-bx', PING.replace('68 F8', '68 5B'), 'escape'],
    // The end was lost and the next frame came.
    ['onbon-bx', `${PING.slice(0, -3)} ${PING}`, 'framing'],
  ])('%s %s: %s', (id, hex, reason) => {
    expect(read(id, hex).firstReason).toBe(reason);
  });

  it('gives up a frame that never ends', () => {
    expect(read('onbon-bx', `${HEADS} ${'00 '.repeat(5000)}`).firstReason).toBe('length');
  });

  it('goes on after what was none', () => {
    expect(read('onbon-bx', `${PING.slice(0, -3)} ${PING}`).decoded).toHaveLength(1);
    expect(read('led-xunpeng', '3A 00 3A 00 78 03 01 B6 0A').decoded).toEqual([{ board: 1, colour: 0, value: 888 }]);
    expect(read('led-wltj', 'A0 A0 90 02 50 00 00 52').decoded).toEqual([{ line: 2, text: '' }]);
  });
});

it('CRC-16/ARC has its published check value', () => {
  expect(crc16Arc(Buffer.from('123456789'))).toBe(0xbb3d);
});
