import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuse } from '../../../main/station/recognition/display/fuse.ts';
import { type Panel } from '../../../main/station/recognition/display/panel.ts';
import { read } from '../../../main/station/recognition/display/read.ts';
import { type Reading } from '../../../main/station/recognition/display/reading.ts';
import { verify } from '../../../main/station/recognition/display/verify.ts';
import { oneDigitChanged } from '../../measure/one-digit-changed.ts';
import { Chance } from '../../sim/curves/chance.ts';

/** Noise, flat areas and stripes: bytes that are all alike would never light a lamp. */
const pictures = fc
  .record({
    width: fc.integer({ min: 1, max: 160 }),
    height: fc.integer({ min: 1, max: 90 }),
    channels: fc.constantFrom(1, 3, 4),
    seed: fc.integer({ min: 0, max: 2 ** 31 }),
    stripe: fc.integer({ min: 1, max: 24 }),
    missing: fc.constantFrom(0, 0, 0, 1, 1000),
  })
  .map(({ width, height, channels, seed, stripe, missing }) => {
    const chance = new Chance(seed);
    const size = Math.max(0, width * height * channels - missing);
    const data = Uint8Array.from({ length: size }, (_, i) =>
      Math.floor((i / channels / stripe) % 2) === 0 ? chance.whole(0, 255) : chance.whole(0, 20),
    );
    return { width, height, channels, data };
  });

const coordinate = fc.oneof(fc.double({ min: -200, max: 400, noNaN: true }), fc.constantFrom(NaN, Infinity, -Infinity));
const corner = fc.record({ x: coordinate, y: coordinate });
const panels: fc.Arbitrary<Panel | null> = fc.oneof(
  fc.constant(null),
  fc.tuple(corner, corner, corner, corner),
  fc
    .record({
      x: fc.integer({ min: -20, max: 100 }),
      y: fc.integer({ min: -20, max: 60 }),
      w: fc.integer({ min: 9, max: 160 }),
      h: fc.integer({ min: 9, max: 60 }),
    })
    .map(({ x, y, w, h }): Panel => [
      { x, y },
      { x: x + w, y },
      { x: x + w, y: y + h },
      { x, y: y + h },
    ]),
);

describe('whatever the pixels and the corners are', () => {
  it('read and verify answer within their bounds', () => {
    let tried = 0;
    fc.assert(
      fc.property(pictures, panels, (picture, panel) => {
        const reading = read(picture, panel);
        expect(reading.confidence).toBeGreaterThanOrEqual(0);
        expect(reading.confidence).toBeLessThanOrEqual(1);
        expect(Number.isInteger(reading.legibility)).toBe(true);
        expect(reading.legibility).toBeGreaterThanOrEqual(0);
        expect(reading.legibility).toBeLessThanOrEqual(100);
        if (reading.text === null) expect(reading.confidence).toBe(0);
        else expect(reading.text).toMatch(/^-?\d+(\.\d+)?$/);
        if (reading.trouble !== 'picture-damaged' && reading.trouble !== 'panel-invalid') tried += 1;
        const { score, verdict } = verify(picture, panel, '520');
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(100);
        expect(Number.isInteger(score)).toBe(true);
        if (verdict === 'matches') expect(reading.text).toBe('520');
      }),
      { numRuns: 60 },
    );
    expect(tried).toBeGreaterThan(15);
  });
});

const readings: fc.Arbitrary<Reading> = fc.record({
  text: fc.option(fc.stringMatching(/^\d{1,3}$/), { nil: null }),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  legibility: fc.integer({ min: 0, max: 100 }),
  panel: fc.constant(null),
  found: fc.constant(null),
  kind: fc.constant(null),
  trouble: fc.constant(null),
});

describe('several readings together', () => {
  it('say only what one of them said, whatever their order', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ camera: fc.constantFrom('front', 'rear'), reading: readings }), { maxLength: 6 }),
        (sources) => {
          const fused = fuse(sources);
          expect(fused.confidence).toBeGreaterThanOrEqual(0);
          expect(fused.confidence).toBeLessThanOrEqual(1);
          if (fused.text !== null) expect(sources.map(({ reading }) => reading.text)).toContain(fused.text);
          expect(fuse([...sources].reverse()).disagree).toBe(fused.disagree);
        },
      ),
    );
  });
});

describe('a changed digit, as it is measured with', () => {
  it('changes just one', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^([1-9]\d{0,4}|\d\.\d\d|-[1-9]\d?)$/), fc.integer(), (value, seed) => {
        const changed = oneDigitChanged(value, new Chance(seed));
        expect(changed).toHaveLength(value.length);
        expect([...changed].filter((character, place) => character !== value[place])).toHaveLength(1);
      }),
    );
  });
});
