/** RFC 9110 §14.1.2, as far as players use it. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteRange } from '../../../main/byte-range.ts';

test.each([
  [null, null],
  ['bytes=0-', { from: 0, to: 99 }],
  ['bytes=0-0', { from: 0, to: 0 }],
  ['bytes=10-19', { from: 10, to: 19 }],
  ['bytes=90-1000', { from: 90, to: 99 }],
  ['bytes=-10', { from: 90, to: 99 }],
  ['bytes=-1000', { from: 0, to: 99 }],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=9-3', null],
  ['bytes=-', null],
  ['bytes=0-1,5-6', null],
  ['items=0-1', null],
  ['bytes=a-b', null],
])('%s of 100', (header, range) => {
  expect(byteRange(header, 100)).toEqual(range);
});

test('whatever is asked, the answer lies in the file', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(), fc.nat(), fc.integer({ min: 1, max: 1e6 }), (text, one, two, size) => {
      for (const header of [text, `bytes=${one}-${two}`, `bytes=${one}-`, `bytes=-${two}`]) {
        const range = byteRange(header, size);
        if (range === null || range === 'unsatisfiable') continue;
        expect(range.from).toBeGreaterThanOrEqual(0);
        expect(range.to).toBeGreaterThanOrEqual(range.from);
        expect(range.to).toBeLessThan(size);
      }
    }),
  );
});
