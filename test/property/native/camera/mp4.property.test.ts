/** Any pictures: the file adds up. Any bytes: the reader of files ends, and says no more than there is. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { indexFile } from '../../../../native/camera/mp4/file-index.ts';
import { FragmentedMp4 } from '../../../../native/camera/mp4/fragmented-mp4.ts';
import { ParameterSets } from '../../../../native/camera/video/parameter-sets.ts';
import type { VideoFormat } from '../../../../native/camera/video/video-format.ts';

const FORMAT = ((): VideoFormat => {
  const sets = new ParameterSets('h264');
  sets.add('sps', Buffer.from('6742c028da01e0089f97011000000300100000030320f1832a', 'hex'));
  sets.add('pps', Buffer.from('68ce0fc8', 'hex'));
  return sets.format() as VideoFormat;
})();

const picture = fc.record({
  key: fc.boolean(),
  /** Mostly ahead, sometimes back, as encoders reorder. */
  step: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 20_000 }) }, { arbitrary: fc.integer({ min: -7200, max: 0 }), weight: 1 }),
  size: fc.integer({ min: 1, max: 50 }),
}); // prettier-ignore

function writeFile(pictures: readonly { key: boolean; step: number; size: number }[], fragmentMs: number): Uint8Array {
  const file = new FragmentedMp4(FORMAT, { fragmentMs, createdMs: 0 });
  const parts: (Uint8Array | null)[] = [file.init];
  let timestamp90k = 1_000_000;
  pictures.forEach(({ key, step, size }, at) => {
    timestamp90k += step;
    const unit = { format: FORMAT, key: key || at === 0, timestamp90k, nals: [new Uint8Array(size).fill(0x41)] };
    if (file.takes(unit)) parts.push(file.push(unit));
  });
  parts.push(file.finish());
  return Buffer.concat(parts.filter((part) => part !== null));
}

it('every picture is there, times go on without a gap, and the index finds all of it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(picture, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 0, max: 2000 }),
      async (pictures, fragmentMs) => {
        const file = writeFile(pictures, fragmentMs);
        const index = await indexFile(file.length, async (at, length) => file.subarray(at, at + length));
        const fragments = index?.fragments ?? [];
        expect(index?.wholeLength).toBe(file.length);
        expect(fragments.reduce((sum, fragment) => sum + fragment.pictures, 0)).toBe(pictures.length);
        expect(fragments[0]).toMatchObject({ start90k: 0, beginsWithKey: true });
        let end = 0;
        for (const { start90k, duration90k } of fragments) {
          expect(start90k).toBe(end);
          expect(duration90k).toBeGreaterThan(0);
          end = start90k + duration90k;
        }
      },
    ),
    { numRuns: 300 },
  );
});

it('indexFile bears any bytes behind any beginning of a file', async () => {
  const whole = writeFile([{ key: true, step: 0, size: 9 }, { key: false, step: 3600, size: 9 }, { key: true, step: 3600, size: 9 }], 1000); // prettier-ignore
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length), fc.uint8Array({ maxLength: 300 }), async (length, tail) => {
      const file = Buffer.concat([whole.subarray(0, length), tail]);
      const index = await indexFile(file.length, async (at, count) => {
        expect(at + count).toBeLessThanOrEqual(file.length);
        return file.subarray(at, at + count);
      });
      if (index !== null) expect(index.wholeLength).toBeLessThanOrEqual(file.length);
    }),
    { numRuns: 1000 },
  );
});
