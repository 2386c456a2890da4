/** What the simulators of indicators from abroad, of the display line and of a Modbus slave encode comes back, at any cut and after any damage. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bilanciaiCb } from '../../../../native/scale/protocols/bilanciai-cb.ts';
import { bu4263 } from '../../../../native/scale/protocols/bu4263.ts';
import { modbusRtu } from '../../../../native/scale/protocols/modbus-rtu.ts';
import { ninthBitStream } from '../../../../native/scale/protocols/ninth-bit.ts';
import { ohausText } from '../../../../native/scale/protocols/ohaus-text.ts';
import { ricelakeIq } from '../../../../native/scale/protocols/ricelake-iq.ts';
import { weightronixWi120 } from '../../../../native/scale/protocols/weightronix-wi120.ts';
import { yaohuaBigscreen } from '../../../../native/scale/protocols/yaohua-bigscreen.ts';
import { wholeKilograms } from '../../../../native/scale/whole-kilograms.ts';
import { encodeBigscreen } from '../../../sim/indicator/encoders.ts';
import type { Shown } from '../../../sim/indicator/encoders.ts';
import {
  encodeBilanciai,
  encodeBilanciaiExtended,
  encodeBu4263,
  encodeOhaus,
  encodeRiceLake,
  encodeWeighTronix,
} from '../../../sim/indicator/encoders-abroad.ts';
import { ModbusSlave } from '../../../sim/modbus-slave/modbus-slave.ts';
import { collect } from '../../../unit/native/scale/collect.ts';
import { testEncoders } from './encoder-cases.ts';
import type { EncoderCase } from './encoder-cases.ts';

const stable = (shown: Shown) => ({ stable: !shown.moving });
const unit = (shown: Shown) => ({ unit: shown.unit });
const grossNet = (shown: Shown) => ({ grossNet: shown.tare === 0 ? 'gross' : 'net' });
const both = ['kg', 't'] as const;

const CASES: readonly EncoderCase[] = [
  {
    name: 'bilanciai-cb',
    protocol: bilanciaiCb,
    options: {},
    encode: encodeBilanciai,
    least: 0,
    most: 99_999,
    units: ['kg'],
    says: stable,
  },
  {
    name: 'bilanciai-cb extended',
    protocol: bilanciaiCb,
    options: { form: 'extended' },
    encode: encodeBilanciaiExtended,
    least: -999_999,
    most: 999_999,
    units: both,
    says: (shown) => ({ ...stable(shown), ...unit(shown), ...grossNet(shown), tareOrNull: shown.tare }),
  },
  {
    name: 'ricelake-iq',
    protocol: ricelakeIq,
    options: {},
    encode: (shown) => encodeRiceLake(shown),
    least: -999_999,
    most: 999_999,
    units: both,
    says: (shown) => ({ ...stable(shown), ...unit(shown), ...grossNet(shown), overload: false }),
  },
  {
    name: 'ricelake-iq without STX',
    protocol: ricelakeIq,
    options: { stx: false },
    encode: (shown) => encodeRiceLake(shown, false),
    least: -999_999,
    most: 999_999,
    units: both,
    says: (shown) => ({ ...stable(shown), ...unit(shown), ...grossNet(shown), overload: false }),
  },
  {
    name: 'weightronix-wi120',
    protocol: weightronixWi120,
    options: {},
    encode: encodeWeighTronix,
    least: -999_999,
    most: 999_999,
    units: both,
    says: (shown) => ({ ...unit(shown), ...grossNet(shown), stable: null }),
  },
  {
    name: 'ohaus-text',
    protocol: ohausText,
    options: {},
    encode: encodeOhaus,
    least: -999_999,
    most: 999_999,
    units: both,
    says: (shown) => ({ ...stable(shown), ...unit(shown), ...grossNet(shown) }),
  },
  {
    name: 'bu4263',
    protocol: bu4263,
    options: {},
    encode: encodeBu4263,
    least: 0,
    most: 999_990,
    step: 10,
    units: ['kg'],
    says: () => ({ unit: 'kg', stable: null }),
  },
  {
    name: 'yaohua-bigscreen',
    protocol: yaohuaBigscreen,
    options: {},
    encode: (shown) => {
      const { bytes, marks } = encodeBigscreen(shown);
      return ninthBitStream(bytes, marks);
    },
    least: -524_287,
    most: 524_287,
    units: both,
    says: () => ({ unit: null, stable: null }),
  },
];

testEncoders(CASES);

const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 });

describe('out of range', () => {
  const over = {
    value: 130_000,
    decimals: 0,
    unit: 'kg',
    moving: false,
    tare: 0,
    outOfRange: true,
    checksum: 'right',
  } as const;

  it.each([
    ['ricelake-iq', collect(ricelakeIq.reader({}), encodeRiceLake(over))],
    ['bilanciai-cb extended', collect(bilanciaiCb.reader({ form: 'extended' }), encodeBilanciaiExtended(over))],
  ])('%s says so, and gives no weight', (_, { frames }) => {
    expect(frames).toMatchObject([{ weight: null, weightText: null, overload: true }]);
  });

  it('bilanciai-cb calls it invalid, below zero as well', () => {
    expect(collect(bilanciaiCb.reader({}), encodeBilanciai(over)).firstReason).toBe('device-invalid');
    const below = { ...over, value: -20, outOfRange: false };
    expect(collect(bilanciaiCb.reader({}), encodeBilanciai(below)).firstReason).toBe('device-invalid');
  });
});

describe('modbus-rtu', () => {
  const setting = fc.record({
    type: fc.constantFrom('int32' as const, 'float32' as const),
    wordOrder: fc.constantFrom('high-first' as const, 'low-first' as const),
    function: fc.constantFrom(3 as const, 4 as const),
    slave: fc.integer({ min: 1, max: 247 }),
    register: fc.integer({ min: 0, max: 1000 }),
  });

  it('question and answer fit each other under every setting', () => {
    fc.assert(
      fc.property(setting, fc.integer({ min: -999_999, max: 999_999 }), cuts, (options, kilograms, sizes) => {
        const slave = new ModbusSlave({ slave: options.slave });
        const lowFirst = options.wordOrder === 'low-first';
        if (options.type === 'int32') slave.setInt32(options.register, kilograms, lowFirst);
        else slave.setFloat32(options.register, kilograms, lowFirst);
        const question = modbusRtu.poll?.(options).request ?? new Uint8Array(0);
        const answer = slave.answerTo(question);
        const { frames, firstReason } = collect(modbusRtu.reader(options), answer ?? new Uint8Array(0), sizes);
        expect(firstReason).toBeNull();
        expect(frames.map((frame) => frame.weight)).toEqual([kilograms]);
        expect(wholeKilograms(frames[0]?.weightText ?? '', 'kg')).toBe(kilograms);
      }),
      { numRuns: 500 },
    );
  });

  it('never takes an answer with one changed byte for a weight', () => {
    const slave = new ModbusSlave();
    slave.setInt32(0, 45_200);
    const answer = slave.answerTo(modbusRtu.poll?.({}).request ?? new Uint8Array(0));
    if (answer === null) throw new Error('the slave did not answer');
    fc.assert(
      fc.property(fc.nat(answer.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const spoilt = Uint8Array.from(answer);
        spoilt[at] = (spoilt[at] ?? 0) ^ change;
        expect(collect(modbusRtu.reader({}), spoilt).frames).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});
