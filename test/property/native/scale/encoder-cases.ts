/** What a simulated indicator encodes comes back: one table row a form of a protocol, the properties that hold for all. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProtocolOptions, ScaleProtocol } from '../../../../native/scale/protocols/protocol.ts';
import { wholeKilograms } from '../../../../native/scale/whole-kilograms.ts';
import type { Shown } from '../../../sim/indicator/encoders.ts';
import { collect } from '../../../unit/native/scale/collect.ts';

export interface EncoderCase {
  readonly name: string;
  readonly protocol: ScaleProtocol;
  readonly options: ProtocolOptions;
  readonly encode: (shown: Shown) => Uint8Array;
  /** Whole kilograms that the format can show. */
  readonly least: number;
  readonly most: number;
  readonly step?: number;
  readonly units: readonly ('kg' | 't')[];
  /** What comes with the weight. */
  readonly says: (shown: Shown) => object;
}

const shownOf = ({ least, most, step = 1, units }: EncoderCase): fc.Arbitrary<{ shown: Shown; kilograms: number }> =>
  fc
    .record({
      count: fc.integer({ min: Math.ceil(least / step), max: Math.floor(most / step) }),
      unit: fc.constantFrom(...units),
      moving: fc.boolean(),
      tare: fc.integer({ min: 0, max: 99_999 }),
    })
    .map(({ count, unit, moving, tare }) => {
      const per = unit === 't' ? 1000 : 1;
      const shown: Shown = {
        value: (count * step) / per,
        decimals: unit === 't' ? 3 : 0,
        unit,
        moving,
        tare: tare / per,
        outOfRange: false,
        checksum: 'right',
      };
      return { shown, kilograms: count * step };
    });

const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 });

/** Makes the tests of all rows. */
export function testEncoders(cases: readonly EncoderCase[]): void {
  describe.each(cases)('$name', (one) => {
    const reader = one.protocol.reader(one.options);
    const frame = shownOf(one).map(({ shown }) => Buffer.from(one.encode(shown)));
    const damaged = fc
      .record({ bytes: frame, at: fc.nat(40), byte: fc.nat(255), how: fc.constantFrom('change', 'lose', 'add') })
      .map(({ bytes, at, byte, how }) => {
        const place = at % bytes.length;
        const behind = bytes.subarray(place + (how === 'add' ? 0 : 1));
        return Buffer.from([...bytes.subarray(0, place), ...(how === 'lose' ? [] : [byte]), ...behind]);
      });
    const stream = fc
      .array(
        fc.oneof(
          { weight: 4, arbitrary: frame },
          { weight: 4, arbitrary: damaged },
          { weight: 1, arbitrary: fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)) },
        ),
        { maxLength: 20 },
      )
      .map((pieces) => Uint8Array.from(Buffer.concat(pieces)));

    it('gives back every weight and what goes with it', () => {
      fc.assert(
        fc.property(shownOf(one), cuts, ({ shown, kilograms }, sizes) => {
          const { frames, firstReason } = collect(reader, one.encode(shown), sizes);
          expect(firstReason).toBeNull();
          expect(frames).toHaveLength(1);
          expect(wholeKilograms(frames[0]?.weightText ?? '', shown.unit)).toBe(kilograms);
          expect(frames[0]?.weight).toBe(Number(frames[0]?.weightText));
          expect(frames[0]).toMatchObject(one.says(shown));
        }),
        { numRuns: 500 },
      );
    });

    it('finds the same at any cut of good and damaged frames, and holds less than one', () => {
      let found = 0;
      let dropped = 0;
      fc.assert(
        fc.property(stream, cuts, (bytes, sizes) => {
          const whole = collect(reader, bytes);
          for (const cut of [collect(reader, bytes, sizes), collect(reader, bytes, [1])]) {
            expect(cut.frames).toEqual(whole.frames);
            expect(cut.raw).toEqual(whole.raw);
            expect(cut.rejects).toEqual(whole.rejects);
            expect(cut.mostHeld).toBeLessThan(reader.longest);
          }
          found += whole.frames.length;
          dropped += whole.rejects.length;
        }),
        { numRuns: 200 },
      );
      expect(found).toBeGreaterThan(200);
      expect(dropped).toBeGreaterThan(50);
    });
  });
}
