/** Byte table of Ding Song DS822-X; the display image is a capture, the A frames are built from the manual's layout. */
import { describe, expect, it } from 'vitest';
import { dingsongDs822 } from '../../../../../native/scale/protocols/dingsong-ds822.ts';
import { bytesOf, collect } from '../collect.ts';

const reader = dingsongDs822.reader({});

/** STX, the body, CHK (all bytes before it, XOR, OR 40h) and ETX. */
const framed = (body: string): Buffer => {
  const before = Buffer.from(`\u0002${body}`, 'latin1');
  const check = before.reduce((sum, byte) => sum ^ byte, 0) | 0x40;
  return Buffer.concat([before, Buffer.from([check, 0x03])]);
};

describe('dingsong-ds822', () => {
  it.each([
    ['a lorry', 'AA+001320' + '0' + '000000' + '000', '1320', '+', 0],
    ['an answer', 'Aa+001320' + '0' + '008120' + '000', '1320', '+', 8120],
    ['two decimals, address 3', 'CA+004520' + '2' + '000810' + '000', '45.20', '+', 8.1],
    ['below zero', 'AA-000020' + '0' + '000000' + '000', '-20', '-', 0],
    ['negative zero is zero', 'AA-000000' + '1' + '000000' + '000', '0.0', '+', 0],
    ['five decimals', 'ZA+000001' + '5' + '000000' + '000', '0.00001', '+', 0],
    ['blank error character', 'AA+001320' + '0' + '000000' + ' 00', '1320', '+', 0],
  ])('%s', (_, body, weightText, sign, tareOrNull) => {
    const { frames } = collect(reader, framed(body));
    expect(frames).toMatchObject([{ weightText, sign, tareOrNull, grossNet: 'net', raw: body, overload: null }]);
    expect(Object.is(frames[0]?.weight, Number(weightText))).toBe(true);
  });

  it('takes no weight from the image of the display, which is traffic', () => {
    const { frames, decoded } = collect(reader, bytesOf('02 41 63 30 20 30 20 30 20 30 20 38 20 3C 30 74 03'));
    expect(frames).toEqual([]);
    expect(decoded).toEqual([{ address: 1, flags: '00008<', display: '     0' }]);
  });

  it('hands the characters that no source explains on', () => {
    expect(collect(reader, framed('AA+00132000000000' + '1C')).frames).toMatchObject([
      { errorChar: '0', statusChars: '1C' },
    ]);
  });

  it.each([
    ['wrong checksum', Buffer.from('\u0002AA+0013200000000000h\u0003', 'latin1'), 'checksum'],
    ['no end', Buffer.from('\u0002AA+0013200000000000i\r', 'latin1'), 'framing'],
    ['no address', Buffer.from('\u0002+AA+001', 'latin1'), 'framing'],
    ['another command', Buffer.from('\u0002AK+001', 'latin1'), 'unknown-command'],
    ['letter among the digits, right checksum', framed('AA+0x13200000000000'), 'charset'],
    ['letter in the tare, right checksum', framed('AA+0013200000x00000'), 'charset'],
    ['no sign, right checksum', framed('AA 0013200000000000'), 'charset'],
    ['nine decimals, right checksum', framed('AA+0013209000000000'), 'range'],
    ['the indicator tells an error', framed('AA+0013200000000100'), 'device-error'],
    ['input ends inside', framed('AA+0013200000000000').subarray(0, 12), 'incomplete'],
    ['start lost', framed('AA+0013200000000000').subarray(1), 'no-frame'],
  ])('drops: %s', (_, bytes, reason) => {
    const { frames, firstReason } = collect(reader, bytes);
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });

  it('passes a wrong checksum only where it is to be ignored', () => {
    const wrong = Buffer.from('\u0002AA+0013200000000000h\u0003', 'latin1');
    expect(collect(dingsongDs822.reader({ checksum: 'ignore' }), wrong).frames).toMatchObject([{ weightText: '1320' }]);
  });

  it('listens to one address only where it is told to', () => {
    const both = Buffer.concat([framed('AA+0013200000000000'), framed('BA+0045600000000000')]);
    expect(collect(reader, both).frames).toHaveLength(2);
    const second = collect(dingsongDs822.reader({ address: 2 }), both);
    expect(second.frames).toMatchObject([{ weightText: '4560' }]);
    expect(second.rejects).toEqual(['address']);
  });

  it('masks parity away only where it is told to', () => {
    const parity = Buffer.from(framed('AA+0013200000000000').map((byte) => byte | 0x80));
    expect(collect(dingsongDs822.reader({ mask7: true }), parity).frames).toMatchObject([{ weightText: '1320' }]);
    expect(collect(reader, parity).firstReason).toBe('no-frame');
  });
});
