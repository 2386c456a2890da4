/** A fragment's place in a film, and what is refused. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexFile } from '../../../../../native/camera/mp4/file-index.ts';
import { FragmentedMp4 } from '../../../../../native/camera/mp4/fragmented-mp4.ts';
import { decoderConfig, retime } from '../../../../../native/camera/mp4/retime.ts';
import { madeFormat, madeUnit } from '../../../video/made-unit.ts';

function fragments(): { init: Uint8Array; pieces: Uint8Array[] } {
  const format = madeFormat();
  const mp4 = new FragmentedMp4(format, { createdMs: 0 });
  const pieces: Uint8Array[] = [];
  for (let number = 0; number < 75; number += 1) {
    const piece = mp4.push(madeUnit(format, { atMs: number * 40, key: number % 25 === 0 }));
    if (piece !== null) pieces.push(piece);
  }
  const last = mp4.finish();
  return { init: mp4.init, pieces: last === null ? pieces : [...pieces, last] };
}

test('whatever is added, the times go on and nothing else changes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 1e9 }), async (by90k) => {
      const { init, pieces } = fragments();
      for (const [at, piece] of pieces.entries()) expect(retime(piece, at + 10, by90k)).toBe(true);
      const bytes = Buffer.concat([init, ...pieces]);
      const index = await indexFile(bytes.length, (at, length) => Promise.resolve(bytes.subarray(at, at + length)));
      expect(index?.fragments.map(({ start90k }) => start90k)).toEqual([0, 90_000, 180_000].map((at) => at + by90k));
      expect(index?.wholeLength).toBe(bytes.length);
    }),
    { numRuns: 20 },
  );
});

test.each([
  ['nothing', new Uint8Array(0)],
  ['something else', new Uint8Array(200)],
])('%s is left alone', (_what, bytes) => {
  const before = bytes.slice();
  expect(retime(bytes, 1, 0)).toBe(false);
  expect(bytes).toEqual(before);
});

test('nothing begins before its film', () => {
  const { pieces } = fragments();
  expect(retime(pieces[1] ?? new Uint8Array(), 1, -90_001)).toBe(false);
  expect(retime(pieces[1] ?? new Uint8Array(), 1, -90_000)).toBe(true);
});

test('the configuration of the decoder is found, and is that of the sets', () => {
  const { init } = fragments();
  const config = decoderConfig(init);
  // ISO/IEC 14496-15 §5.3.3.1: version, profile, constraints, level.
  expect([...(config ?? [])].slice(0, 4)).toEqual([1, 0x42, 0xc0, 0x28]);
  expect(decoderConfig(new Uint8Array(100))).toBeNull();
});
