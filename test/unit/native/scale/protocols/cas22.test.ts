/** Byte table of CAS's 22 bytes; two rows are captures of a CI-200A and a CI-6000. */
import { describe, expect, it } from 'vitest';
import { cas22 } from '../../../../../native/scale/protocols/cas22.ts';
import { bytesOf, collect } from '../collect.ts';

const reader = cas22.reader({});

describe('cas22', () => {
  it.each([
    ['CI-200A, empty', '53542C47532C 00 C5 2C 2020202020302E30 20 6B67 0D0A', '0.0', 'kg', true, 'gross', true],
    [
      'CI-6000, NUL before the unit',
      '53542C47532C 44 C5 2C 20202020302E3030 00 2074 0D0A',
      '0.00',
      't',
      true,
      'gross',
      true,
    ],
    [
      'net, moving, below zero',
      '55532C4E542C 01 82 2C 20202D3132302E35 20 6B67 0D0A',
      '-120.5',
      'kg',
      false,
      'net',
      false,
    ],
    [
      'minus at the left end',
      '53542C47532C 01 C4 2C 2D20203132302E35 20 6B67 0D0A',
      '-120.5',
      'kg',
      true,
      'gross',
      false,
    ],
    [
      'device id is a line feed',
      '53542C47532C 0A C4 2C 2020203435323030 20 6B67 0D0A',
      '45200',
      'kg',
      true,
      'gross',
      false,
    ],
    [
      'device id is a comma',
      '53542C47532C 2C C4 2C 2020203435323030 20 6B67 0D0A',
      '45200',
      'kg',
      true,
      'gross',
      false,
    ],
    [
      'relay byte before the unit',
      '53542C47532C 01 E4 2C 2020203435323030 FF 6B67 0D0A',
      '45200',
      'kg',
      true,
      'gross',
      false,
    ],
    [
      'text says stable, lamp does not',
      '53542C47532C 01 84 2C 2020203435323030 20 6B67 0D0A',
      '45200',
      'kg',
      false,
      'gross',
      false,
    ],
    [
      'lamp says stable, text does not',
      '55532C47532C 01 C4 2C 2020203435323030 20 6B67 0D0A',
      '45200',
      'kg',
      false,
      'gross',
      false,
    ],
  ])('%s', (_, hex, weightText, unit, stable, grossNet, lampZero) => {
    const { frames, raw, rejects } = collect(reader, bytesOf(hex));
    expect(frames).toMatchObject([{ weightText, unit, stable, grossNet, lampZero, overload: false }]);
    expect(Object.is(frames[0]?.weight, Number(weightText))).toBe(true);
    expect(raw).toEqual([hex.replaceAll(' ', '').toLowerCase()]);
    expect(rejects).toEqual([]);
  });

  it('has no weight on overload, whatever the digits', () => {
    const { frames } = collect(reader, bytesOf('4F4C2C47532C 01 84 2C 3939393939393939 20 6B67 0D0A'));
    expect(frames).toMatchObject([
      { weight: null, weightText: null, decimals: null, stable: null, sign: null, overload: true, unit: 'kg' },
    ]);
  });

  it.each([
    ['no line end', '53542C47532C 00 C4 2C 2020203435323030 20 6B67 0D0D', 'framing'],
    ['a byte lost', '53542C47532C 00 C4 2C 20203435323030 20 6B67 0D0A 53', 'framing'],
    ['no comma after the lamps', '53542C47532C 00 C4 20 2020203435323030 20 6B67 0D0A', 'framing'],
    ['another type', '53542C54522C 00 C4 2C 2020203435323030 20 6B67 0D0A', 'framing'],
    ['lamp byte bit 7 clear', '53542C47532C 00 44 2C 2020203435323030 20 6B67 0D0A', 'status'],
    ['two points', '53542C47532C 00 C4 2C 20202034352E2E30 20 6B67 0D0A', 'charset'],
    ['no digits', '53542C47532C 00 C4 2C 2020202020202020 20 6B67 0D0A', 'charset'],
    ['no unit of weight', '53542C47532C 00 C4 2C 2020203435323030 20 7063 0D0A', 'charset'],
    ['input ends inside', '53542C47532C 00 C4 2C 2020203435', 'incomplete'],
    ['another header', '58582C47532C 00 C4 2C 2020203435323030 20 6B67 0D0A', 'no-frame'],
  ])('drops: %s', (_, hex, reason) => {
    const { frames, firstReason } = collect(reader, bytesOf(hex));
    expect(frames).toEqual([]);
    expect(firstReason).toBe(reason);
  });
});
