/** Any bytes: no exception. Any part of a JPEG: never taken for the whole. */
import turbo from '@julusian/jpeg-turbo';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseChallenges } from '../../../../native/camera/digest.ts';
import { readExifTime } from '../../../../native/camera/exif-time.ts';
import { readJpegStructure } from '../../../../native/camera/jpeg-structure.ts';

const picture = fc
  .record({ width: fc.integer({ min: 1, max: 90 }), height: fc.integer({ min: 1, max: 90 }), seed: fc.nat() })
  .map(({ width, height, seed }) => {
    const raw = Buffer.alloc(width * height * 3, 0);
    for (let at = 0; at < raw.length; at += 1) raw[at] = (at * (seed % 251) + seed) & 0xff;
    const jpeg = turbo.compressSync(raw, { format: turbo.FORMAT_RGB, width, height, quality: 75 });
    return { jpeg: Buffer.from(jpeg), width, height };
  });

describe('readJpegStructure', () => {
  it('measures what was encoded', () => {
    fc.assert(
      fc.property(picture, ({ jpeg, width, height }) => {
        expect(readJpegStructure(jpeg)).toMatchObject({ ok: true, width, height });
      }),
    );
  });

  it('never takes a beginning for the whole', () => {
    fc.assert(
      fc.property(picture, fc.double({ min: 0, max: 1, noNaN: true }), ({ jpeg }, share) => {
        const length = Math.min(jpeg.length - 1, Math.floor(jpeg.length * share));
        expect(readJpegStructure(jpeg.subarray(0, length)).ok).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('bears any bytes, also behind a proper beginning', () => {
    const bytes = fc.uint8Array({ maxLength: 400 });
    const start = fc.constantFrom('', 'ffd8', 'ffd8ffc0001108043807800301110002110103110', 'ffd8ffe1');
    fc.assert(
      fc.property(start, bytes, (head, tail) => {
        const structure = readJpegStructure(Buffer.concat([Buffer.from(head, 'hex'), tail]));
        expect(structure.ok || structure.detail.length > 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

it('readExifTime bears any bytes', () => {
  const order = fc.constantFrom('4d4d002a00000008', '49492a0008000000', '');
  fc.assert(
    fc.property(order, fc.uint8Array({ maxLength: 200 }), (head, tail) => {
      const time = readExifTime(Buffer.concat([Buffer.from(head, 'hex'), tail]));
      expect(time === null || Number.isFinite(time.localMs)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

it('parseChallenges bears any text and answers quickly', () => {
  const text = fc.string({
    unit: fc.constantFrom('D', 'igest', ' ', ',', '=', '"', '\\', 'realm', 'nonce', 'x'),
    maxLength: 300,
  });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 4 }), (headers) => {
      const { digest } = parseChallenges(headers);
      expect(digest === null || typeof digest.nonce === 'string').toBe(true);
    }),
    { numRuns: 2000 },
  );
});
