/** What the simulators of Yaohua's other modes, of Toledo's rarer forms and of HT9800 encode comes back. */
import { describe, expect, it } from 'vitest';
import { a12Text } from '../../../../native/scale/protocols/a12-text.ts';
import { eqNumber } from '../../../../native/scale/protocols/eq-number.ts';
import { ffBcd } from '../../../../native/scale/protocols/ff-bcd.ts';
import { parenText } from '../../../../native/scale/protocols/paren-text.ts';
import { toledo8217 } from '../../../../native/scale/protocols/toledo-8217.ts';
import { toledoExtended } from '../../../../native/scale/protocols/toledo-extended.ts';
import { yaohuaCmd } from '../../../../native/scale/protocols/yaohua-cmd.ts';
import { zemicA9 } from '../../../../native/scale/protocols/zemic-a9.ts';
import type { Shown } from '../../../sim/indicator/encoders.ts';
import {
  encode8217,
  encodeA12,
  encodeA12e,
  encodeEquals,
  encodeFfBcd,
  encodeParen,
  encodeToledoExtended,
  encodeYaohuaAnswer,
  encodeYaohuaQuestion,
  encodeZemic,
} from '../../../sim/indicator/encoders-yaohua.ts';
import type { BcdDialect, EqualsDialect } from '../../../sim/indicator/encoders-yaohua.ts';
import { collect } from '../../../unit/native/scale/collect.ts';
import { testEncoders } from './encoder-cases.ts';
import type { EncoderCase } from './encoder-cases.ts';

const both = ['kg', 't'] as const;
const nothing = { unit: null, stable: null, grossNet: null, overload: null };
const netOf = (shown: Shown) => ({ grossNet: shown.tare === 0 ? 'gross' : 'net' });

const EQUALS: readonly EqualsDialect[] = [
  { form: 'lead', order: 'rev', width: 7 },
  { form: 'lead', order: 'rev', width: 8 },
  { form: 'lead', order: 'fwd', width: 8 },
  { form: 'trail', order: 'rev', width: 8 },
];
const BCD: readonly BcdDialect[] = [
  { dpBase: 0, stableBit: 4 },
  { dpBase: 1, stableBit: 4 },
  { dpBase: 0, stableBit: 6, unitByte: true },
];

testEncoders([
  {
    name: 'yaohua-cmd, gross',
    protocol: yaohuaCmd,
    options: { address: 3 },
    encode: (shown) => encodeYaohuaAnswer(shown, 'B', 3),
    least: -999_999,
    most: 999_999,
    units: both,
    says: () => ({ unit: null, stable: null, grossNet: 'gross' }),
  },
  {
    name: 'yaohua-cmd, net',
    protocol: yaohuaCmd,
    options: {},
    encode: (shown) => encodeYaohuaAnswer(shown, 'D', 26),
    least: -999_999,
    most: 999_999,
    units: both,
    says: () => ({ grossNet: 'net' }),
  },
  ...EQUALS.map((dialect): EncoderCase => ({
    name: `eq-number ${JSON.stringify(dialect)}`,
    protocol: eqNumber,
    options: dialect,
    encode: (shown) => encodeEquals(shown, dialect),
    least: -9999,
    most: 99_999,
    units: both,
    says: () => nothing,
  })),
  {
    name: 'paren-text',
    protocol: parenText,
    options: {},
    encode: (shown) => encodeParen(shown),
    least: -99_999,
    most: 999_999,
    units: both,
    says: (shown) => ({ unit: shown.unit, stable: null, ...netOf(shown) }),
  },
  {
    name: 'a12-text',
    protocol: a12Text,
    options: {},
    encode: encodeA12,
    least: -999_999,
    most: 9_999_999,
    units: ['kg'],
    says: (shown) => ({ unit: 'kg', stable: null, ...netOf(shown) }),
  },
  {
    name: 'a12-text with XOR',
    protocol: a12Text,
    options: { checksum: 'required' },
    encode: encodeA12e,
    least: -999_999,
    most: 999_999,
    units: ['kg'],
    says: (shown) => ({ unit: 'kg', stable: null, ...netOf(shown) }),
  },
  {
    name: 'zemic-a9',
    protocol: zemicA9,
    options: {},
    encode: (shown) => encodeZemic(shown),
    least: -999_999,
    most: 999_999,
    units: ['kg'],
    says: () => ({ unit: 'kg', stable: null }),
  },
  {
    name: 'zemic-a9, ten times the weight',
    protocol: zemicA9,
    options: { scale: '0.1' },
    encode: (shown) => encodeZemic(shown, true),
    least: -99_999,
    most: 999_999,
    units: ['kg'],
    says: () => ({ unit: 'kg', decimals: 0 }),
  },
  {
    name: 'toledo-extended',
    protocol: toledoExtended,
    options: { checksum: 'required' },
    encode: encodeToledoExtended,
    least: -99_999,
    most: 999_999,
    units: both,
    says: (shown) => ({
      unit: shown.unit,
      stable: !shown.moving,
      tareOrNull: shown.tare,
      overload: false,
      centreZero: shown.value === 0,
      ...netOf(shown),
    }),
  },
  ...BCD.map((dialect): EncoderCase => ({
    name: `ff-bcd ${JSON.stringify(dialect)}`,
    protocol: ffBcd,
    options: dialect,
    encode: (shown) => encodeFfBcd(shown, dialect),
    least: -999_999,
    most: 999_999,
    // Its unit byte knows no tonnes.
    units: dialect.unitByte === true ? ['kg'] : both,
    says: (shown) => ({ unit: dialect.unitByte === true ? 'kg' : null, stable: !shown.moving, overload: false }),
  })),
  {
    name: 'toledo-8217 at rest',
    protocol: toledo8217,
    options: {},
    encode: (shown) => encode8217({ ...shown, moving: false }),
    least: 0,
    most: 999_999,
    units: both,
    says: () => ({ unit: null, stable: true, overload: false }),
  },
]);

describe('no weight', () => {
  const still: Shown = {
    value: 130_000,
    decimals: 0,
    unit: 'kg',
    moving: false,
    tare: 0,
    outOfRange: true,
    checksum: 'right',
  };
  const under: Shown = { ...still, value: -30_000 };
  const none = { weight: null, weightText: null, decimals: null, sign: null };

  it.each([
    ['a12-text over', a12Text, encodeA12e(still), { overload: true }],
    ['a12-text under', a12Text, encodeA12e(under), { overload: false, underload: true }],
    ['toledo-extended over', toledoExtended, encodeToledoExtended({ ...still, checksum: 'none' }), { overload: true }],
    [
      'toledo-extended under',
      toledoExtended,
      encodeToledoExtended({ ...under, checksum: 'none' }),
      { overload: false, underload: true },
    ],
    ['toledo-8217 over', toledo8217, encode8217(still), { overload: true, underload: false, stable: true }],
    ['toledo-8217 under', toledo8217, encode8217(under), { overload: false, underload: true }],
    [
      'toledo-8217 moving, net',
      toledo8217,
      encode8217({ ...still, outOfRange: false, moving: true, tare: 20 }),
      { overload: false, underload: false, stable: false, grossNet: 'net' },
    ],
    ['ff-bcd over', ffBcd, encodeFfBcd(still), { overload: true, sign: '+' }],
    [
      'yaohua-cmd tare',
      yaohuaCmd,
      encodeYaohuaAnswer({ ...still, outOfRange: false, tare: 12_340 }, 'C'),
      { tareOrNull: 12_340 },
    ],
  ])('%s', (_, protocol, bytes, more) => {
    expect(collect(protocol.reader({}), bytes).frames).toMatchObject([{ ...none, ...more }]);
  });

  it('yaohua-cmd: a question is traffic, to a listener and as an echo before its answer', () => {
    const answer = encodeYaohuaAnswer({ ...still, outOfRange: false });
    const heard = Buffer.concat([encodeYaohuaQuestion('B'), answer, encodeYaohuaQuestion('C')]);
    const { frames, decoded, rejects } = collect(yaohuaCmd.reader({}), heard);
    expect(frames).toMatchObject([{ weight: 130_000 }]);
    expect(decoded).toEqual([
      { address: 1, command: 'B' },
      { address: 1, command: 'C' },
    ]);
    expect(rejects).toEqual([]);
    expect(collect(yaohuaCmd.reader({ direction: 'request' }), encodeYaohuaQuestion('B')).decoded).toHaveLength(1);
  });

  it('asks what a real indicator would be asked', () => {
    expect(Buffer.from(yaohuaCmd.poll?.({}).request ?? [])).toEqual(encodeYaohuaQuestion('B'));
    expect(Buffer.from(yaohuaCmd.poll?.({ address: 26 }).request ?? [])).toEqual(encodeYaohuaQuestion('B', 26));
    expect(Buffer.from(toledo8217.poll?.({}).request ?? []).toString()).toBe('W');
  });
});
