/** Any bytes, any cuts: the same frames, no throw, nothing that grows; and what the simulator encodes comes back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCALE_PROTOCOLS } from '../../../../native/scale/protocols/index.ts';
import { toledoContinuous } from '../../../../native/scale/protocols/toledo-continuous.ts';
import { yaohuaTf0 } from '../../../../native/scale/protocols/yaohua-tf0.ts';
import { ninthBitStream } from '../../../../native/scale/protocols/ninth-bit.ts';
import type { OptionField, ProtocolOptions, ScaleProtocol } from '../../../../native/scale/protocols/protocol.ts';
import { wholeKilograms } from '../../../../native/scale/whole-kilograms.ts';
import { lineOf, SIMULATED_PROTOCOLS } from '../../../sim/indicator/dialects.ts';
import { encodeBigscreen, encodeToledo, encodeYaohua } from '../../../sim/indicator/encoders.ts';
import type { Shown } from '../../../sim/indicator/encoders.ts';
import { collect } from '../../../unit/native/scale/collect.ts';

const cuts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 });

const still: Shown = {
  value: 0,
  decimals: 0,
  unit: 'kg',
  moving: false,
  tare: 0,
  outOfRange: false,
  checksum: 'right',
};
const weight = fc.integer({ min: -9999, max: 999_999 });

/** Any settings of a protocol. */
const optionsOf = ({ options }: ScaleProtocol): fc.Arbitrary<ProtocolOptions> =>
  fc
    .record(Object.fromEntries(options.map((field) => [field.key, valueOf(field)])), { requiredKeys: [] })
    .map((some) => some as ProtocolOptions);

function valueOf(field: OptionField): fc.Arbitrary<unknown> {
  if (!('values' in field)) return fc.integer({ min: field.least, max: field.most });
  return fc.constantFrom<unknown>(...field.values);
}

/** Frames such as indicators of that protocol send, in one of its forms; empty where there is no simulator. */
function framesOf(id: string, options: object): fc.Arbitrary<Buffer> {
  const shown = fc
    .record({ value: fc.integer({ min: -999, max: 99_999 }), moving: fc.boolean(), tare: fc.constantFrom(0, 300) })
    .map((some): Shown => ({ ...still, ...some }));
  if (id === 'yaohua-bigscreen')
    return shown.map((what) => {
      const { bytes, marks } = encodeBigscreen(what);
      return Buffer.from(ninthBitStream(bytes, marks));
    });
  const simulated = SIMULATED_PROTOCOLS.find((one) => one === id);
  return simulated === undefined
    ? fc.constant(Buffer.alloc(0))
    : shown.map((what) => lineOf(simulated).encode(what, options));
}

/** Frames, frames with a piece missing, starts, ends, characters of numbers, and anything. */
const streamOf = (frame: fc.Arbitrary<Buffer>): fc.Arbitrary<Uint8Array> =>
  fc
    .array(
      fc.oneof(
        { weight: 5, arbitrary: frame },
        { weight: 2, arbitrary: fc.tuple(frame, fc.nat(11)).map(([whole, at]) => whole.subarray(at)) },
        { weight: 2, arbitrary: fc.tuple(frame, fc.nat(11)).map(([whole, at]) => whole.subarray(0, at)) },
        {
          weight: 1,
          arbitrary: fc.constantFrom([1], [2], [2, 2, 2], [3], [13], [10], [0], [0xff]).map((few) => Buffer.from(few)),
        },
        { weight: 1, arbitrary: fc.stringMatching(/^[0-9=. -]{0,12}$/).map((text) => Buffer.from(text)) },
        { weight: 2, arbitrary: fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes)) },
      ),
      { maxLength: 30 },
    )
    .map((pieces) => Uint8Array.from(Buffer.concat(pieces)));

describe('FrameSplitter', () => {
  it.each(SCALE_PROTOCOLS)(
    '$id: the same frames and reasons at any cut of the same bytes, under any settings',
    (one) => {
      let found = 0;
      const settingsAndBytes = optionsOf(one).chain((options) =>
        fc.tuple(fc.constant(options), streamOf(framesOf(one.id, options))),
      );
      fc.assert(
        fc.property(settingsAndBytes, cuts, ([options, bytes], sizes) => {
          const reader = one.reader(options);
          const whole = collect(reader, bytes);
          const cut = collect(reader, bytes, sizes);
          expect(cut.frames).toEqual(whole.frames);
          expect(cut.raw).toEqual(whole.raw);
          expect(cut.rejects).toEqual(whole.rejects);
          expect(cut.decoded).toEqual(whole.decoded);
          expect(Math.max(cut.mostHeld, whole.mostHeld)).toBeLessThan(reader.longest);
          for (const { weight, weightText } of whole.frames)
            expect(weight).toBe(weightText === null ? null : Number(weightText));
          found += whole.frames.length;
        }),
        { numRuns: 100 },
      );
      // A property of nothing would prove nothing. A Modbus answer has a simulator of its own.
      if (one.id !== 'modbus-rtu') expect(found).toBeGreaterThan(10);
    },
  );

  it('finds every whole frame, whatever stands before it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), weight, cuts, (junk, value, sizes) => {
        // Junk may by chance begin a frame that swallows ours: its beginning then ends inside ours.
        const bytes = Buffer.concat([junk, encodeYaohua({ ...still, value })]);
        const { frames } = collect(yaohuaTf0.reader({ checksum: 'required' }), Uint8Array.from(bytes), sizes);
        expect(frames.at(-1)?.weightText).toBe(String(value));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('encoder → decoder', () => {
  const shown = fc.record({
    kilograms: fc.integer({ min: -99_999, max: 999_999 }),
    unit: fc.constantFrom('kg' as const, 't' as const),
    moving: fc.boolean(),
    tare: fc.integer({ min: 0, max: 99_999 }),
  });

  it('gives back every weight of Yaohua exactly', () => {
    fc.assert(
      fc.property(shown, ({ kilograms, unit }) => {
        const decimals = unit === 't' ? 3 : 0;
        const bytes = encodeYaohua({ ...still, value: unit === 't' ? kilograms / 1000 : kilograms, decimals, unit });
        const [frame] = collect(yaohuaTf0.reader({}), bytes).frames;
        expect(wholeKilograms(frame?.weightText ?? '', unit)).toBe(kilograms);
        expect(frame?.weight).toBe(Number(frame?.weightText));
      }),
    );
  });

  it('gives back every weight, tare and flag of Toledo exactly', () => {
    fc.assert(
      fc.property(
        shown,
        fc.constantFrom('right' as const, 'none' as const),
        ({ kilograms, unit, moving, tare }, sum) => {
          const per = unit === 't' ? 1000 : 1;
          const decimals = unit === 't' ? 3 : 0;
          const value = kilograms / per;
          const bytes = encodeToledo({
            value,
            decimals,
            unit,
            moving,
            tare: tare / per,
            outOfRange: false,
            checksum: sum,
          });
          const reader = toledoContinuous.reader({ checksum: sum === 'right' ? 'required' : 'ignore' });
          const [frame] = collect(reader, bytes).frames;
          expect(wholeKilograms(frame?.weightText ?? '', unit)).toBe(kilograms);
          expect(frame).toMatchObject({
            unit,
            stable: !moving,
            tareOrNull: tare / per,
            grossNet: tare === 0 ? 'gross' : 'net',
          });
        },
      ),
    );
  });

  it('never takes a frame with one changed byte for another weight', () => {
    fc.assert(
      fc.property(weight, fc.nat(11), fc.integer({ min: 1, max: 255 }), (value, at, change) => {
        const bytes = Uint8Array.from(encodeYaohua({ ...still, value }));
        bytes[at] = (bytes[at] ?? 0) ^ change;
        expect(collect(yaohuaTf0.reader({ checksum: 'required' }), bytes).frames).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});
