/** The collected frames of display boards, beside the project: traffic and reasons must be the same at every cut. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BOARD_PROTOCOLS } from '../../../../../native/display/protocols/index.ts';
import { seeded } from '../../../../sim/indicator/platform-weight.ts';
import { bytesOf, collect } from '../../scale/collect.ts';

interface Vector {
  readonly id: string;
  readonly protocol: string;
  readonly hex: string;
  readonly expected: { readonly error?: string; readonly decoded?: Readonly<Record<string, unknown>> };
}

const file = new URL('../../../../../../shared/data/indicator-vectors.json', import.meta.url);
const vectors = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Vector[]) : [];

/** Text of a data radio: no start byte of a framed protocol in it. */
const RADIO = Buffer.from('weigh01T63866046557\r\n\u0000\u00ff=', 'latin1');
/** Any byte but 0 may begin a frame of led-sum4, and one window in 256 has a right sum: only NULs are surely junk to it. */
const JUNK: Readonly<Record<string, Buffer>> = { 'led-sum4': Buffer.alloc(7) };

describe.skipIf(vectors.length === 0)(
  'indicator-vectors.json, boards (skipped where the file is not beside the project)',
  () => {
    it.each([
      ['onbon-bx', 9],
      ['led-xunpeng', 5],
      ['led-sum4', 4],
      ['led-wltj', 4],
    ])('holds the vectors of %s', (id, count) => {
      expect(vectors.filter((vector) => vector.protocol === id)).toHaveLength(count);
    });

    for (const protocol of BOARD_PROTOCOLS) {
      describe(protocol.id, () => {
        it.each(vectors.filter((vector) => vector.protocol === protocol.id))('$id', ({ hex, expected }) => {
          const reader = protocol.reader();
          const bytes = bytesOf(hex);
          const random = seeded(hex.length);
          const cuts = [
            [Math.max(1, bytes.length)],
            [1],
            [3],
            [7],
            ...Array.from({ length: 8 }, () => Array.from({ length: 9 }, () => 1 + Math.floor(random() * 11))),
          ];
          for (const before of [Buffer.alloc(0), JUNK[protocol.id] ?? RADIO]) {
            for (const sizes of cuts) {
              const found = collect(reader, Buffer.concat([before, bytes]), sizes);
              expect(found.frames).toEqual([]);
              expect(found.decoded).toEqual(expected.decoded === undefined ? [] : [expected.decoded]);
              if (expected.error !== undefined) expect(found.firstReason).toBe(expected.error);
              expect(found.mostHeld).toBeLessThan(reader.longest);
            }
          }
        });
      });
    }
  },
);
