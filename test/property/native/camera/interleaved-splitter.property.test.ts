/** Any bytes at any cut: the same parts, nothing held beyond the limit, no exception. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { InterleavedSplitter } from '../../../../native/camera/rtsp/interleaved-splitter.ts';

interface Result {
  readonly parts: readonly string[];
  readonly broken: string | null;
  readonly counters: Readonly<Record<string, number>>;
}

function split(pieces: readonly Uint8Array[]): Result {
  const parts: string[] = [];
  const splitter = new InterleavedSplitter({
    onPacket: (channel, bytes) => parts.push(`${channel}:${Buffer.from(bytes).toString('hex')}`),
    onMessage: (message) =>
      parts.push(
        message.kind === 'response' ? `${message.status}:${message.body}` : `${message.method}:${message.body}`,
      ),
  });
  for (const piece of pieces) {
    // The socket's bytes are used again after the call.
    const bytes = Buffer.from(piece);
    splitter.push(bytes);
    bytes.fill(0x24);
  }
  return { parts, broken: splitter.broken, counters: splitter.counters };
}

const packet = fc
  .record({ channel: fc.integer({ min: 0, max: 3 }), body: fc.uint8Array({ maxLength: 300 }) })
  .map(({ channel, body }) => {
    const head = Buffer.from([0x24, channel, body.length >> 8, body.length & 0xff]);
    return Buffer.concat([head, body]);
  });
const message = fc
  .record({ status: fc.integer({ min: 100, max: 599 }), body: fc.string({ unit: 'grapheme-ascii', maxLength: 50 }) })
  .map(({ status, body }) =>
    Buffer.from(`RTSP/1.0 ${status} Because\r\nCSeq: 1\r\nContent-Length: ${body.length}\r\n\r\n${body}`, 'latin1'),
  );
const rubbish = fc.oneof(
  fc.uint8Array({ maxLength: 40 }),
  fc
    .constantFrom('RTSP/', 'RTSP/1.0 ', 'OPTIONS ', '$', '$\0\0', '\r\n\r\n', 'GET_PARAMETER * ')
    .map((text) => Buffer.from(text)),
);

/** Where to cut, as lengths used in turn. */
const cuts = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 8 });
function cut(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let turn = 0;
  for (let at = 0; at < bytes.length; turn += 1) {
    const length = lengths[turn % lengths.length] ?? 1;
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return pieces;
}

it('finds every part of a proper stream at any cut', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(packet, message), { maxLength: 12 }), cuts, (parts, lengths) => {
      const { parts: found, counters, broken } = split(cut(Buffer.concat(parts), lengths));
      expect(found).toHaveLength(parts.length);
      expect(found).toEqual(parts.flatMap((part) => split([part]).parts));
      expect({ broken, rubbish: counters['rubbishBytes'] }).toEqual({ broken: null, rubbish: 0 });
    }),
    { numRuns: 500 },
  );
});

it('takes any stream for the same at any cut', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(packet, message, rubbish), { maxLength: 12 }), cuts, (parts, lengths) => {
      const stream = Buffer.concat(parts);
      expect(split(cut(stream, lengths))).toEqual(split([stream]));
    }),
    { numRuns: 2000 },
  );
});

it('goes on behind rubbish: of many packets after it the last ones come', () => {
  const media = fc.uint8Array({ minLength: 12, maxLength: 200 }).map((body) => {
    const bytes = Buffer.from(body);
    bytes[0] = 0x80;
    return Buffer.concat([Buffer.from([0x24, 0, bytes.length >> 8, bytes.length & 0xff]), bytes]);
  });
  const tail = fc.tuple(media, fc.array(media, { minLength: 1, maxLength: 2 }));
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), media, tail, (noise, filler, [, last]) => {
      // A wrong length in the noise may swallow 64 KB at most, and what is found inside that again as much.
      const fill = Array.from({ length: Math.ceil(150_000 / filler.length) }, () => filler);
      const { parts, broken } = split([Buffer.concat([noise, ...fill, ...last])]);
      fc.pre(broken === null);
      expect(parts.slice(-last.length)).toEqual(last.flatMap((one) => split([one]).parts));
    }),
    { numRuns: 30 },
  );
});
