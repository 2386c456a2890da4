/** The collected byte strings of real indicators, beside the project: frames and reasons must be the same at every cut. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SCALE_PROTOCOLS } from '../../../../../native/scale/protocols/index.ts';
import { ninthBitStream } from '../../../../../native/scale/protocols/ninth-bit.ts';
import type { Decoded, DecodedFrame, ProtocolOptions } from '../../../../../native/scale/protocols/protocol.ts';
import { seeded } from '../../../../sim/indicator/platform-weight.ts';
import { bytesOf, collect } from '../collect.ts';

interface Vector {
  readonly id: string;
  readonly protocol: string;
  readonly settings: ProtocolOptions;
  readonly hex: string;
  readonly expected: {
    readonly frames?: readonly DecodedFrame[];
    readonly error?: string;
    readonly decoded?: Decoded;
  };
}

const file = new URL('../../../../../../shared/data/indicator-vectors.json', import.meta.url);
const vectors = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Vector[]) : [];

/** Text of a data radio in front of the frames: no start byte of a framed protocol in it. */
const RADIO = Buffer.from('weigh01T63866046557\r\n\u0000\u00ff=', 'latin1');
/**
 * Junk for the protocols in which that text could begin a frame: only bytes that the format cannot contain. A line of
 * text is given meaning by its end, so junk of its own letters belongs to the line that it stands in front of.
 */
const JUNK: Readonly<Record<string, Uint8Array>> = {
  // The sign of equality begins (or ends) a number, FF begins a frame.
  'eq-number': RADIO.subarray(0, -1),
  'ff-bcd': Buffer.from(RADIO.filter((byte) => byte !== 0xff)),
  'paren-text': RADIO.subarray(0, -1),
  // A character without the ninth bit may begin a frame; one with it is the end of a frame that was joined in the middle.
  'yaohua-bigscreen': ninthBitStream(
    RADIO,
    [...RADIO].map(() => 1),
  ),
};

describe.skipIf(vectors.length === 0)(
  'indicator-vectors.json (skipped where the file is not beside the project)',
  () => {
    it.each([
      ['yaohua-tf0', 28],
      ['toledo-continuous', 24],
    ])('holds the vectors of %s', (id, count) => {
      expect(vectors.filter((vector) => vector.protocol === id)).toHaveLength(count);
    });

    for (const protocol of SCALE_PROTOCOLS) {
      describe(protocol.id, () => {
        it.each(vectors.filter((vector) => vector.protocol === protocol.id))('$id', ({ settings, hex, expected }) => {
          const reader = protocol.reader(settings);
          const bytes = protocol.ninthBit === true ? ninthBitStream(bytesOf(hex), settings.marks) : bytesOf(hex);
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
              expect(found.frames).toEqual(expected.frames ?? []);
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
