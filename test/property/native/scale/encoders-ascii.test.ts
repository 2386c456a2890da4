/** What the simulators of indicators that talk in columns of text encode comes back; no weight where they have none. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { andFamily } from '../../../../native/scale/protocols/and-family.ts';
import { cas10 } from '../../../../native/scale/protocols/cas10.ts';
import { cas22 } from '../../../../native/scale/protocols/cas22.ts';
import { dingsongDs822 } from '../../../../native/scale/protocols/dingsong-ds822.ts';
import { diniArgeo } from '../../../../native/scale/protocols/dini-argeo.ts';
import { ht9800Ascii12 } from '../../../../native/scale/protocols/ht9800-ascii12.ts';
import { mtSics } from '../../../../native/scale/protocols/mt-sics.ts';
import { sartoriusSbi } from '../../../../native/scale/protocols/sartorius-sbi.ts';
import { sma } from '../../../../native/scale/protocols/sma.ts';
import type { Shown } from '../../../sim/indicator/encoders.ts';
import {
  encodeAnd,
  encodeCas10,
  encodeCas22,
  encodeDingsong,
  encodeDiniArgeo,
  encodeDiniExtended,
  encodeHt9800,
  encodeMtSics,
  encodeSartorius,
  encodeSma,
} from '../../../sim/indicator/encoders-ascii.ts';
import { collect } from '../../../unit/native/scale/collect.ts';
import { testEncoders } from './encoder-cases.ts';
import type { EncoderCase } from './encoder-cases.ts';

const units = ['kg', 't'] as const;
/** Six digits. */
const six = { least: -999_999, most: 999_999, units };
const netOf = (shown: Shown) => ({ grossNet: shown.tare === 0 ? 'gross' : 'net' });
const said = (shown: Shown) => ({ unit: shown.unit, stable: !shown.moving });

const CASES: readonly EncoderCase[] = [
  {
    name: 'dingsong-ds822',
    protocol: dingsongDs822,
    options: { address: 7 },
    encode: (shown) => encodeDingsong(shown, 7),
    ...six,
    says: (shown) => ({ unit: null, stable: null, grossNet: 'net', tareOrNull: shown.tare, overload: null }),
  },
  {
    name: 'ht9800-ascii12, bit 3 means stable',
    protocol: ht9800Ascii12,
    options: { bit3Means: 'stable' },
    encode: (shown) => encodeHt9800(shown, 'stable'),
    ...six,
    says: (shown) => ({ unit: null, stable: !shown.moving, ...netOf(shown), overload: false }),
  },
  {
    name: 'ht9800-ascii12, bit 3 means moving',
    protocol: ht9800Ascii12,
    options: { bit3Means: 'moving' },
    encode: (shown) => encodeHt9800(shown, 'moving'),
    ...six,
    says: (shown) => ({ unit: null, stable: !shown.moving, ...netOf(shown), overload: false }),
  },
  {
    name: 'cas22, the device id a line feed, NUL before the unit',
    protocol: cas22,
    options: {},
    encode: (shown) => encodeCas22(shown, 0x0a, '\u0000'),
    ...six,
    says: (shown) => ({
      ...said(shown),
      ...netOf(shown),
      overload: false,
      lampStable: !shown.moving,
      lampZero: shown.value === 0,
    }),
  },
  {
    name: 'cas10',
    protocol: cas10,
    options: {},
    encode: encodeCas10,
    ...six,
    says: () => ({ unit: null, stable: null, grossNet: null, overload: null }),
  },
  {
    name: 'and-family',
    protocol: andFamily,
    options: {},
    encode: encodeAnd,
    ...six,
    says: (shown) => ({ ...said(shown), ...netOf(shown), tareOrNull: null, overload: false }),
  },
  {
    name: 'mt-sics',
    protocol: mtSics,
    options: {},
    encode: encodeMtSics,
    ...six,
    says: (shown) => ({ ...said(shown), grossNet: null, overload: false }),
  },
  {
    name: 'sartorius-sbi of 22 characters',
    protocol: sartoriusSbi,
    options: {},
    encode: (shown) => encodeSartorius(shown, true),
    ...six,
    says: (shown) => ({
      unit: shown.moving ? null : shown.unit,
      stable: !shown.moving,
      ...netOf(shown),
      overload: false,
    }),
  },
  {
    name: 'sartorius-sbi of 16 characters',
    protocol: sartoriusSbi,
    options: {},
    encode: (shown) => encodeSartorius(shown, false),
    ...six,
    says: (shown) => ({ unit: shown.moving ? null : shown.unit, stable: !shown.moving, grossNet: null }),
  },
  {
    name: 'sma',
    protocol: sma,
    options: {},
    encode: encodeSma,
    ...six,
    says: (shown) => ({ ...said(shown), ...netOf(shown), overload: false }),
  },
  {
    name: 'dini-argeo, standard',
    protocol: diniArgeo,
    options: {},
    encode: (shown) => encodeDiniArgeo(shown),
    ...six,
    says: (shown) => ({ ...said(shown), ...netOf(shown), tareOrNull: null, overload: false }),
  },
  {
    name: 'dini-argeo, extended, on RS-485',
    protocol: diniArgeo,
    options: { address: 3 },
    encode: (shown) => encodeDiniExtended(shown, 3),
    ...six,
    says: (shown) => ({ ...said(shown), grossNet: 'net', tareOrNull: shown.tare, overload: false }),
  },
];

testEncoders(CASES);

/** What each says when the display is out of range; those that cannot say it fall silent. */
const SILENT = ['dingsong-ds822', 'cas10'];

describe('out of range', () => {
  it.each(CASES)('$name: no weight, and which way', ({ name, protocol, options, encode }) => {
    const shown = { decimals: 0, unit: 'kg', moving: false, tare: 0, outOfRange: true, checksum: 'right' } as const;
    for (const value of [120_000, -120]) {
      const { frames } = collect(protocol.reader(options), encode({ ...shown, value }));
      if (SILENT.includes(name)) {
        expect(frames).toEqual([]);
        continue;
      }
      expect(frames).toMatchObject([{ weight: null, weightText: null, decimals: null }]);
      // The overload of CAS does not tell which way.
      const over = value > 0 || protocol === cas22;
      expect(frames[0]?.overload).toBe(over);
      expect(frames[0]?.underload).toBe(over ? undefined : true);
    }
  });
});

/** The letters that these protocols are made of, so that by chance much of it begins like a frame. */
const letters = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...'\u0002\u0003\r\n ,,+-.0123STUOLGNEIDArkgt?Z#') },
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          'ST,',
          'OL,',
          'GS,',
          'S S ',
          'S +',
          'ERR',
          '\r\n',
          '\n 1G',
          'Stat  ',
          '01ST,',
          '        ',
        ),
      },
    ),
    { maxLength: 120 },
  )
  .map((characters) => Uint8Array.from(Buffer.from(characters.join(''), 'latin1')));

describe('text that looks like frames', () => {
  it.each(CASES)('$name: the same at any cut, and an answer at the latest with the longest frame', (one) => {
    const reader = one.protocol.reader(one.options);
    fc.assert(
      fc.property(letters, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 8 }), (bytes, sizes) => {
        const { mostHeld: _, ...whole } = collect(reader, bytes);
        const { mostHeld, ...cut } = collect(reader, bytes, sizes);
        expect(cut).toEqual(whole);
        expect(mostHeld).toBeLessThan(reader.longest);
        for (let at = 0; at + reader.longest <= bytes.length; at += 1) {
          if (reader.starts[bytes[at] ?? 0] === 1) expect(reader.read(bytes, at, at + reader.longest)).not.toBeNull();
        }
      }),
      { numRuns: 1000 },
    );
  });
});

describe('dingsong-ds822', () => {
  it('never takes a frame with one changed byte for another weight', () => {
    const reader = dingsongDs822.reader({});
    fc.assert(
      fc.property(
        fc.integer({ min: -99_999, max: 999_999 }),
        fc.nat(21),
        fc.integer({ min: 1, max: 255 }),
        (value, at, change) => {
          const shown: Shown = {
            value,
            decimals: 0,
            unit: 'kg',
            moving: false,
            tare: 0,
            outOfRange: false,
            checksum: 'right',
          };
          const bytes = Uint8Array.from(encodeDingsong(shown));
          bytes[at] = (bytes[at] ?? 0) ^ change;
          // CHK leaves bit 6 of a byte out: a status character may change unseen, a digit may not.
          for (const frame of collect(reader, bytes).frames) expect(frame.weightText).toBe(String(value));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('drops a wrong checksum', () => {
    const shown = { value: 45_200, decimals: 0, unit: 'kg', moving: false, tare: 0, outOfRange: false } as const;
    const { frames, firstReason } = collect(dingsongDs822.reader({}), encodeDingsong({ ...shown, checksum: 'wrong' }));
    expect(frames).toEqual([]);
    expect(firstReason).toBe('checksum');
  });
});
