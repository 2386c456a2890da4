/** Server-sent events: the table of the standard, and any cut of any stream. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SseParser, type SseEvent } from '../../../main/station/upload/adapters/sse-parser.ts';

function parsed(...pieces: readonly (string | Uint8Array)[]): SseEvent[] {
  const events: SseEvent[] = [];
  const parser = new SseParser((event) => events.push(event));
  for (const piece of pieces) parser.push(typeof piece === 'string' ? Buffer.from(piece) : piece);
  return events;
}

describe('the forms of a stream', () => {
  test.each([
    ['one event', 'id: 1\nevent: a\ndata: x\n\n', [{ id: '1', type: 'a', data: 'x' }]],
    ['without a type', 'data: x\n\n', [{ id: null, type: 'message', data: 'x' }]],
    ['several lines', 'data: x\ndata:\ndata:  y\n\n', [{ id: null, type: 'message', data: 'x\n\n y' }]],
    [
      'CR, LF, CR LF',
      'data: x\r\rdata: y\n\ndata: z\r\n\r\n',
      ['x', 'y', 'z'].map((data) => ({ id: null, type: 'message', data })),
    ],
    ['an id holds on', 'id: 7\ndata: x\n\ndata: y\n\n', ['x', 'y'].map((data) => ({ id: '7', type: 'message', data }))],
    ['an id alone', 'id: 7\n\n', []],
    ['comments', ': connected\n\n: keep-alive\n\ndata: x\n\n', [{ id: null, type: 'message', data: 'x' }]],
    ['unknown fields', 'retry: 10\nfoo: bar\nfoo\ndata: x\n\n', [{ id: null, type: 'message', data: 'x' }]],
    ['an unfinished one', 'data: x\n', []],
    ['Chinese', 'data: 煤\n\n', [{ id: null, type: 'message', data: '煤' }]],
  ] as const)('%s', (_name, text, events) => {
    expect(parsed(text)).toEqual(events);
    expect(
      parsed(
        ...Buffer.from(text)
          .map((byte) => byte)
          .reduce<Uint8Array[]>((all, byte) => [...all, Uint8Array.of(byte)], []),
      ),
    ).toEqual(events);
  });

  test('a line, and an event, that is too long is dropped, counted, and nothing behind it', () => {
    const events: SseEvent[] = [];
    const parser = new SseParser((event) => events.push(event));
    const long = 'x'.repeat(200_000);
    for (let piece = 0; piece < 3; piece += 1) parser.push(Buffer.from(piece === 0 ? `data: ${long}` : long));
    parser.push(Buffer.from('\n\ndata: a\n\n'));
    for (let line = 0; line < 6; line += 1) parser.push(Buffer.from(`data: ${long}\n`));
    parser.push(Buffer.from('\ndata: b\n\n'));
    expect(events.map(({ data }) => data)).toEqual(['a', 'b']);
    expect(parser.dropped).toBe(2);
  });
});

test('whatever comes, and however it is cut, it is read alike and nothing throws', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat(40)), (noise, cuts) => {
      const text = Buffer.from(`id: 1\ndata: a\n\n${noise}\n\ndata: b\n\n`);
      const pieces: Uint8Array[] = [];
      let at = 0;
      for (const cut of cuts) {
        pieces.push(text.subarray(at, at + cut));
        at += cut;
      }
      pieces.push(text.subarray(at));
      const events = parsed(...pieces);
      expect(events).toEqual(parsed(text));
      expect(events[0]).toEqual({ id: '1', type: 'message', data: 'a' });
      expect(events.at(-1)?.data.endsWith('b')).toBe(true);
    }),
  );
});
