import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lampLight } from '../../../main/station/recognition/display/cells.ts';
import { DOT_MATRIX } from '../../../main/station/recognition/display/dot-matrix.ts';
import { lampKernels } from '../../../main/station/recognition/display/lamp-kernels.ts';
import { emptyPlane } from '../../../main/station/recognition/display/plane.ts';
import { SEVEN_SEGMENT } from '../../../main/station/recognition/display/seven-segment.ts';
import { Chance } from '../../sim/curves/chance.ts';

const HEIGHT = 20;

it('three columns have the light that they have among many, inside the band and across its sides', () => {
  fc.assert(
    fc.property(
      fc.record({
        face: fc.constantFrom(SEVEN_SEGMENT, DOT_MATRIX),
        width: fc.integer({ min: 1, max: 90 }),
        height: fc.integer({ min: 1, max: 34 }),
        first: fc.integer({ min: -6, max: 12 }),
        from: fc.integer({ min: -30, max: 95 }),
        blur: fc.double({ min: 0.5, max: 4, noNaN: true }),
        seed: fc.integer({ min: 0, max: 2 ** 31 }),
      }),
      ({ face, width, height, first, from, blur, seed }) => {
        const chance = new Chance(seed);
        const plane = emptyPlane(width, height);
        for (let at = 0; at < plane.values.length; at += 1) plane.values[at] = chance.whole(0, 255);
        const line = { plane, digitHeight: HEIGHT, first, energy: 0, upTo: new Float64Array(width + 1) };
        const kernels = lampKernels(face, { width: 0.6, stroke: 0.12 }, HEIGHT, blur);
        const three = lampLight(line, kernels, from, 3);
        const many = lampLight(line, kernels, from, 5);
        for (let lamp = 0; lamp < kernels.lamps.length; lamp += 1)
          for (let column = 0; column < 3; column += 1)
            expect(three[3 * lamp + column]).toBeCloseTo(many[5 * lamp + column] ?? NaN, 1);
      },
    ),
    { numRuns: 300 },
  );
});
