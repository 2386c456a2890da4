/** Any bytes, any cuts: the same frames, no throw, nothing that grows; and what the simulator encodes comes back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCALE_PROTOCOLS } from '../../../../native/scale/protocols/index.ts';
import { toledoContinuous } from '../../../../native/scale/protocols/toledo-continuous.ts';
import { yaohuaTf0 } from '../../../../native/scale/protocols/yaohua-tf0.ts';
import type { ProtocolOptions } from '../../../../native/scale/protocols/protocol.ts';
import { wholeKilograms } from '../../../../native/scale/whole-kilograms.ts';
import { encodeToledo, encodeYaohua } from '../../../sim/indicator/encoders.ts';
import type { Shown } from '../../../sim/indicator/encoders.ts';
import { collect } from '../../../unit/native/scale/collect.ts';

const protocol = fc.constantFrom(...SCALE_PROTOCOLS);
const options: fc.Arbitrary<ProtocolOptions> = fc.record({
  checksum: fc.constantFrom('required', 'ignore'),
  mask7: fc.boolean(),
  short: fc.boolean(),
  lf: fc.boolean(),
  dpPolicy: fc.constantFrom('complete', 'multiply'),
});
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
const goodFrame = fc
  .record({ weight, toledo: fc.boolean() })
  .map(({ weight: value, toledo }) => (toledo ? encodeToledo({ ...still, value }) : encodeYaohua({ ...still, value })));
/** Frames, frames with a piece missing or a byte changed, starts, ends, and anything. */
const piece = fc.oneof(
  { weight: 4, arbitrary: goodFrame },
  { weight: 2, arbitrary: fc.tuple(goodFrame, fc.nat(11)).map(([frame, at]) => frame.subarray(at)) },
  { weight: 2, arbitrary: fc.tuple(goodFrame, fc.nat(11)).map(([frame, at]) => frame.subarray(0, at)) },
  { weight: 1, arbitrary: fc.constantFrom([2], [2, 2, 2], [3], [13], [0], [0xff]).map((bytes) => Buffer.from(bytes)) },
  { weight: 2, arbitrary: fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes)) },
);
const stream = fc.array(piece, { maxLength: 30 }).map((pieces) => Uint8Array.from(Buffer.concat(pieces)));

describe('FrameSplitter', () => {
  it('finds the same frames and reasons at any cut of the same bytes', () => {
    let found = 0;
    fc.assert(
      fc.property(protocol, options, stream, cuts, (which, settings, bytes, sizes) => {
        const reader = which.reader(settings);
        const whole = collect(reader, bytes);
        const cut = collect(reader, bytes, sizes);
        expect(cut.frames).toEqual(whole.frames);
        expect(cut.raw).toEqual(whole.raw);
        expect(cut.rejects).toEqual(whole.rejects);
        expect(Math.max(cut.mostHeld, whole.mostHeld)).toBeLessThan(reader.longest);
        found += whole.frames.length;
      }),
      { numRuns: 1500 },
    );
    expect(found).toBeGreaterThan(300);
  });

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
