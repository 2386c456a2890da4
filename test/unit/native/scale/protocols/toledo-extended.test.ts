/** Byte table of Toledo continuous-extended, built from the terminals' manuals: each status bit, one row a reason. */
import { describe, expect, it } from 'vitest';
import type { ProtocolOptions } from '../../../../../native/scale/protocols/protocol.ts';
import { toledoExtended } from '../../../../../native/scale/protocols/toledo-extended.ts';
import { bytesOf, collect } from '../collect.ts';

const read = (hex: string, options: ProtocolOptions = {}) => collect(toledoExtended.reader(options), bytesOf(hex));
/** A frame without checksum from its status bytes. */
const withStatus = (one: number, two: number, three: number, weight = '    45200', tare = '       0') =>
  Buffer.concat([
    Buffer.from([0x01, 0x31, one, two, three, 0x20]),
    Buffer.from(`${weight}${tare}\r`, 'latin1'),
  ]).toString('hex');
const SUMMED = '01 31 22 21 20 20 20 20 20 33 32 2E 31 30 30 20 20 31 33 2E 31 30 30 0D 57';

describe('toledo-extended', () => {
  it('reads 32.100 kg net with its checksum', () => {
    expect(read(SUMMED, { checksum: 'required' }).frames).toEqual([
      {
        weight: 32.1,
        weightText: '32.100',
        decimals: 3,
        unit: 'kg',
        stable: true,
        sign: '+',
        tareOrNull: 13.1,
        grossNet: 'net',
        overload: false,
        raw: '1"!     32.100  13.100',
        centreZero: false,
      },
    ]);
  });

  it.each([
    ['pounds', [0x21, 0x20, 0x20], { unit: 'lb' }],
    ['grams', [0x23, 0x20, 0x20], { unit: 'g' }],
    ['tonnes', [0x24, 0x20, 0x20], { unit: 't' }],
    ['short tons', [0x25, 0x20, 0x20], { unit: 'ton' }],
    ['newtons', [0x29, 0x20, 0x20], { unit: 'N' }],
    ['no unit', [0x20, 0x20, 0x20], { unit: null }],
    ['centre of zero', [0x32, 0x20, 0x20], { centreZero: true, stable: true }],
    ['moving', [0x62, 0x20, 0x20], { stable: false }],
    ['net', [0x22, 0x21, 0x20], { grossNet: 'net' }],
    ['expanded', [0x22, 0x60, 0x20], { expandedX10: true }],
    ['zero not captured', [0x22, 0x20, 0x28], { zeroNotCaptured: true }],
    ['under', [0x22, 0x20, 0x22], { weight: null, weightText: null, sign: null, overload: false, underload: true }],
    ['over', [0x22, 0x20, 0x24], { weight: null, weightText: null, sign: null, overload: true }],
  ] as const)('status: %s', (_, [one, two, three], expected) => {
    expect(read(withStatus(one, two, three)).frames).toMatchObject([expected]);
  });

  it.each([
    ['minus before the digits', '    -0.02', '-0.02'],
    ['minus at the front', '-    0.02', '-0.02'],
    ['negative zero', '    -0.00', '0.00'],
    ['all nine', '1234567.8', '1234567.8'],
  ])('weight: %s', (_, weight, weightText) => {
    expect(read(withStatus(0x22, 0x20, 0x20, weight)).frames[0]?.weightText).toBe(weightText);
  });

  it('says null for a tare of blanks, and needs no digits while out of range', () => {
    expect(read(withStatus(0x22, 0x20, 0x20, '    45200', '        ')).frames[0]?.tareOrNull).toBeNull();
    expect(read(withStatus(0x22, 0x20, 0x24, '---------')).frames).toHaveLength(1);
  });

  it.each([
    ['CR damaged', withStatus(0x22, 0x20, 0x20).replace(/0d$/, '0a'), {}, 'framing'],
    ['wrong checksum', SUMMED.replace(/57$/, '58'), { checksum: 'required' as const }, 'checksum'],
    ['bit 5 of status 1 clear', withStatus(0x02, 0x20, 0x20), {}, 'status'],
    ['bit 5 of status 2 clear', withStatus(0x22, 0x00, 0x20), {}, 'status'],
    ['top bit of status 3 set', withStatus(0x22, 0x20, 0xa0), {}, 'status'],
    ['data not good', withStatus(0x22, 0x20, 0x21), {}, 'data-not-ok'],
    ['a letter in the weight', withStatus(0x22, 0x20, 0x20, '    45x00'), {}, 'charset'],
    ['a letter in the tare', withStatus(0x22, 0x20, 0x20, '    45200', '     x00'), {}, 'charset'],
    ['a blank weight', withStatus(0x22, 0x20, 0x20, '         '), {}, 'charset'],
    [
      'the checksum is required and none comes',
      withStatus(0x22, 0x20, 0x20),
      { checksum: 'required' as const },
      'incomplete',
    ],
  ])('drops: %s', (_, hex, options, reason) => {
    const { frames, firstReason } = read(hex, options);
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });

  it('skips a checksum that it was told to ignore', () => {
    expect(read(SUMMED.repeat(3)).frames).toHaveLength(3);
  });
});
