import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../preload/contract/errors.ts';
import { calls } from '../../../preload/contract/index.ts';
import { Answer, readFromStation, readRequest } from '../../../preload/rpc/frames.ts';
import { RpcClient, RpcConnection } from '../../../preload/rpc/rpc.ts';
import { portPair, TestTimers } from '../../unit/rpc/port-pair.ts';

const call = fc.oneof(fc.constantFrom(...Object.keys(calls)), fc.string(), fc.constantFrom('__proto__', 'constructor'));
const nearlyRequest = fc.record(
  {
    id: fc.oneof(fc.nat(), fc.anything()),
    call,
    input: fc.oneof(fc.object(), fc.anything()),
    requestId: fc.oneof(fc.string(), fc.anything()),
    ['__proto__']: fc.anything(),
  },
  { requiredKeys: [] },
);
const json = (value: unknown): unknown => {
  try {
    return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner));
  } catch {
    return '';
  }
};
const anyFrame = fc.oneof(
  fc.anything(),
  fc.string(),
  fc.uint8Array().map((bytes) => Buffer.from(bytes).toString('latin1')),
  fc.json(),
  nearlyRequest.map(json),
  // A whole request, cut off or with one character changed.
  fc.tuple(nearlyRequest.map(json), fc.nat(), fc.string({ maxLength: 2 })).map(([text, at, change]) => {
    const whole = String(text);
    const cut = at % (whole.length + 1);
    return whole.slice(0, cut) + change + (change === '' ? '' : whole.slice(cut + 1));
  }),
);

describe('any frame', () => {
  it('is answered by the station, exactly once and as the contract says', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyFrame, { minLength: 1, maxLength: 20 }), async (frames) => {
        const [page, station] = portPair();
        new RpcConnection(
          station,
          {
            role: () => 'nobody',
            answer: async () => null as never,
            wireError: (error) => {
              // Nothing but errors of the closed list may come up here.
              expect(error).toBeInstanceOf(CodedError);
              return { code: (error as CodedError).code, params: (error as CodedError).params, logId: 'L' };
            },
          },
          new TestTimers(),
        ).start();
        for (const frame of frames) page.post(frame as string);
        await new Promise((resolve) => setImmediate(resolve));
        expect(station).toMatchObject({ open: true });
        expect(station.sent).toHaveLength(frames.length);
        for (const text of station.sent) Answer.parse(JSON.parse(text as string));
      }),
      { numRuns: 500 },
    );
  });

  it('is read without throwing on both sides', () => {
    fc.assert(
      fc.property(anyFrame, (frame) => {
        const request = readRequest(frame);
        if (!request.ok) expect(JSON.stringify(request).length).toBeLessThan(1000);
        readFromStation(frame);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves a client alive that is waiting for an answer', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyFrame, { maxLength: 20 }), async (frames) => {
        const [page, station] = portPair();
        const client = new RpcClient(page);
        client.start();
        const pending = client.call('station.info', {});
        for (const frame of frames) station.post(frame as string);
        station.close();
        await Promise.allSettled([pending]);
      }),
    );
  });
});
