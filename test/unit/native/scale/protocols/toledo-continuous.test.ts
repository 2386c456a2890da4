/** Byte table of Toledo continuous: samples of manuals and captures, then each bit of the status words. */
import { describe, expect, it } from 'vitest';
import { toledoContinuous } from '../../../../../native/scale/protocols/toledo-continuous.ts';
import type { ProtocolOptions } from '../../../../../native/scale/protocols/protocol.ts';
import { bytesOf, collect } from '../collect.ts';

const read = (hex: string, options: ProtocolOptions = {}) => collect(toledoContinuous.reader(options), bytesOf(hex));
/** A frame without checksum from its three status bytes; weight 4520, tare 300. */
const withStatus = (a: number, b: number, c: number, weight = '  4520', tare = '   300') =>
  Buffer.concat([Buffer.from([2, a, b, c]), Buffer.from(`${weight}${tare}\r`, 'latin1')]).toString('hex');

describe('toledo-continuous', () => {
  it('reads the sample of the IND245 manual with its checksum', () => {
    const hex = '02 31 30 20 20 20 20 32 30 30 20 20 20 20 30 30 0D 1E';
    expect(read(hex, { checksum: 'required' }).frames).toMatchObject([
      { weightText: '200', unit: 'kg', stable: true, tareOrNull: 0, grossNet: 'gross', overload: false },
    ]);
  });

  it('takes in the line feed of Flintec', () => {
    const hex = '02 7D 31 30 20 20 30 37 35 30 20 20 20 32 35 30 0D 0A 06';
    expect(read(hex, { checksum: 'required', lf: true }).frames).toMatchObject([
      { weightText: '0.750', weight: 0.75, tareOrNull: 0.25, grossNet: 'net', expandedX10: true },
    ]);
    expect(read(hex, { checksum: 'required' }).frames).toEqual([]);
  });

  it.each([
    ['two dummy zeros', 0x28, '4520', '452000'],
    ['one dummy zero', 0x29, '4520', '45200'],
    ['whole', 0x2a, '4520', '4520'],
    ['one decimal', 0x2b, '452.0', '452.0'],
    ['five decimals', 0x2f, '0.04520', '0.04520'],
  ])('decimal code: %s', (_, swa, complete, multiplied) => {
    expect(read(withStatus(swa, 0x30, 0x20)).frames[0]?.weightText).toBe(complete);
    expect(read(withStatus(swa, 0x30, 0x20), { dpPolicy: 'multiply' }).frames[0]?.weightText).toBe(multiplied);
  });

  it('multiplies the tare as it multiplies the weight', () => {
    expect(read(withStatus(0x28, 0x30, 0x20), { dpPolicy: 'multiply' }).frames[0]?.tareOrNull).toBe(30_000);
  });

  it.each([
    ['net', 0x31, 0x20, { grossNet: 'net' }],
    ['negative', 0x32, 0x20, { weightText: '-4520', sign: '-' }],
    ['over range', 0x34, 0x20, { weight: null, weightText: null, decimals: null, overload: true }],
    ['under range', 0x36, 0x20, { weight: null, weightText: null, overload: false, underload: true, sign: '-' }],
    ['moving', 0x38, 0x20, { stable: false }],
    ['lb', 0x20, 0x20, { unit: 'lb' }],
    ['tonnes', 0x30, 0x22, { unit: 't' }],
    ['custom unit', 0x30, 0x27, { unit: 'custom' }],
    ['zero not captured', 0x70, 0x20, { zeroNotCaptured: true }],
    ['expanded', 0x30, 0x30, { expandedX10: true }],
  ])('status: %s', (_, swb, swc, expected) => {
    expect(read(withStatus(0x2a, swb, swc)).frames).toMatchObject([expected]);
  });

  it('needs no digits in the weight while out of range', () => {
    expect(read(withStatus(0x2a, 0x34, 0x20, '------')).frames).toMatchObject([{ weight: null, overload: true }]);
  });

  it('gives a negative zero as zero', () => {
    const [frame] = read(withStatus(0x2a, 0x32, 0x20, '     0')).frames;
    expect(frame).toMatchObject({ weightText: '0', sign: '+' });
    expect(Object.is(frame?.weight, 0)).toBe(true);
  });

  it('says null for a tare of blanks', () => {
    expect(read(withStatus(0x2a, 0x30, 0x20, '  4520', '      ')).frames[0]?.tareOrNull).toBeNull();
  });

  it.each([
    ['a hole among the digits', withStatus(0x2a, 0x30, 0x20, '45 200'), 'charset'],
    ['a blank weight', withStatus(0x2a, 0x30, 0x20, '      '), 'charset'],
    ['a letter in the tare', withStatus(0x2a, 0x30, 0x20, '  4520', '  3x00'), 'charset'],
    ['bit 5 of SWA clear', withStatus(0x0a, 0x30, 0x20), 'status'],
    ['bit 5 of SWB clear', withStatus(0x2a, 0x10, 0x20), 'status'],
    ['bit 5 of SWC clear', withStatus(0x2a, 0x30, 0x00), 'status'],
    ['top bit of SWB set', withStatus(0x2a, 0xb0, 0x20), 'status'],
    ['CR damaged', withStatus(0x2a, 0x30, 0x20).replace(/0d$/, '0c'), 'framing'],
  ])('drops: %s', (_, hex, reason) => {
    const { frames, firstReason } = read(hex);
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });

  it('finds nothing where a checksum is required and none comes', () => {
    const hex = withStatus(0x2a, 0x30, 0x20);
    const { frames, rejects } = read(hex.repeat(5), { checksum: 'required' });
    expect(frames).toEqual([]);
    expect(rejects).toEqual(['checksum', 'checksum', 'checksum', 'checksum']);
  });

  it('skips a checksum that it was told to ignore, even one that looks like a start', () => {
    const hex = `${withStatus(0x2a, 0x30, 0x20)}02`;
    expect(read(hex.repeat(4)).frames).toHaveLength(4);
  });
});
