import { describe, expect, it, vi } from 'vitest';
import { CodedError } from '../../../preload/contract/errors.ts';
import { calls } from '../../../preload/contract/index.ts';
import type { Role } from '../../../preload/contract/vocabulary.ts';
import { MAX_FRAME } from '../../../preload/rpc/frames.ts';
import { MAX_BACKLOG } from '../../../preload/rpc/push-queue.ts';
import { type Answerer, MAX_CONCURRENT, MAX_PENDING, RpcClient, RpcConnection } from '../../../preload/rpc/rpc.ts';
import { portPair, TestTimers } from './port-pair.ts';

function setUp(
  answer: (name: string, input: unknown, requestId: string | null) => unknown = () => null,
  role: Role = 'clerk',
) {
  const [page, station] = portPair();
  const timers = new TestTimers();
  const answerer: Answerer = {
    role: () => role,
    answer: async (name, input, requestId) => (await answer(name, input, requestId)) as never,
    wireError: (error) =>
      error instanceof CodedError
        ? { code: error.code, params: error.params, logId: 'L' }
        : { code: 'rpc.fault', params: {}, logId: 'F' },
  };
  const connection = new RpcConnection(station, answerer, timers);
  connection.start();
  const client = new RpcClient(page);
  client.start();
  return { page, station, timers, connection, client };
}

const sentBy = (port: { sent: unknown[] }): unknown[] => port.sent.map((text) => JSON.parse(text as string) as unknown);
const answersOf = async (port: { sent: unknown[] }, count: number): Promise<unknown[]> => {
  await vi.waitFor(() => expect(port.sent.length).toBeGreaterThanOrEqual(count));
  return sentBy(port);
};
const reading = (weightKg: number): never =>
  ({ scaleId: 's', weightKg, stable: true, quality: 'live', ageMs: 0, rawFrame: '' }) as never;

describe('a call', () => {
  it('reaches the answerer parsed and comes back with the output', async () => {
    const { client } = setUp((name, input) => ({ name, input }));
    expect(await client.call('records.search', { text: ' 晋C ' })).toEqual({
      name: 'records.search',
      input: { text: '晋C' },
    });
  });

  it('brings back code, params and log id of an error', async () => {
    const { client } = setUp(() => Promise.reject(new CodedError('document.not-found', { id: 'x' })));
    await expect(client.call('station.info', {})).rejects.toMatchObject({
      code: 'document.not-found',
      params: { id: 'x' },
      logId: 'L',
    });
  });

  it('hands over the request id only where something changes', async () => {
    const ids: unknown[] = [];
    const { client } = setUp((_name, _input, requestId) => ids.push(requestId));
    await client.call('station.info', {}, { requestId: 'r1' });
    await client.call('outbox.retry', {}, { requestId: 'r2' });
    expect(ids).toEqual([null, 'r2']);
  });

  it('says undefined as null, so that the answer keeps its output', async () => {
    const { page, station } = setUp(() => undefined);
    page.post('{"id":1,"call":"station.info"}');
    expect(await answersOf(station, 1)).toEqual([{ id: 1, ok: true, output: null }]);
  });

  it('answers a defect when the output cannot be written as JSON', async () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const { client } = setUp(() => circle);
    await expect(client.call('station.info', {})).rejects.toMatchObject({ code: 'rpc.fault' });
  });
});

describe('what the station refuses', () => {
  it.each([
    ['no text', 7, null, 'rpc.invalid-frame', { expected: 'text' }],
    ['no JSON', 'hello', null, 'rpc.invalid-frame', { expected: 'JSON' }],
    ['an array', '[]', null, 'rpc.invalid-frame', {}],
    ['no call', '{"id":4}', 4, 'rpc.invalid-frame', { path: 'call' }],
    ['an unknown key', '{"id":4,"call":"station.info","x":1}', 4, 'rpc.invalid-frame', { path: 'x' }],
    ['a broken id', '{"id":"1","call":"station.info"}', null, 'rpc.invalid-frame', { path: 'id' }],
    ['an unknown call', '{"id":4,"call":"nobody.home"}', 4, 'rpc.unknown-call', { call: 'nobody.home' }],
    ['a name of Object', '{"id":4,"call":"constructor"}', 4, 'rpc.unknown-call', { call: 'constructor' }],
    ['no request id', '{"id":4,"call":"outbox.retry"}', 4, 'rpc.request-id-missing', {}],
    [
      'an empty request id',
      '{"id":4,"call":"outbox.retry","requestId":""}',
      4,
      'rpc.invalid-frame',
      { path: 'requestId' },
    ],
    ['input of another type', '{"id":4,"call":"scale.current","input":[]}', 4, 'rpc.invalid-input', { path: '' }],
    [
      'an unknown key of the input',
      '{"id":4,"call":"scale.current","input":{"scale":"x"}}',
      4,
      'rpc.invalid-input',
      { path: 'scale' },
    ],
    [
      'a limit beyond 200',
      '{"id":4,"call":"records.search","input":{"limit":201}}',
      4,
      'rpc.invalid-input',
      { path: 'limit' },
    ],
  ])('%s', async (_what, frame, id, code, params) => {
    const { page, station, client } = setUp(() => 'well');
    page.post(frame as string);
    const [answer] = await answersOf(station, 1);
    expect(answer).toMatchObject({ id, ok: false, error: { code, params } });
    // The line is as good as before.
    expect(await client.call('station.info', {})).toBe('well');
  });

  it('a role that the contract does not name', async () => {
    const { client } = setUp(() => null, 'nobody');
    const roles = vi.spyOn(calls['station.info'], 'roles', 'get').mockReturnValue(['installer']);
    try {
      await expect(client.call('station.info', {})).rejects.toMatchObject({
        code: 'rpc.forbidden',
        params: { call: 'station.info', role: 'nobody' },
      });
    } finally {
      roles.mockRestore();
    }
  });

  it('never tells more than 200 characters of what was wrong', async () => {
    const { page, station } = setUp();
    page.post(JSON.stringify({ id: 1, call: 'station.info', ['k'.repeat(100_000)]: 1 }));
    const [answer] = await answersOf(station, 1);
    expect(JSON.stringify(answer).length).toBeLessThan(700);
  });

  it('a frame above the limit by closing the line', () => {
    const { page, station } = setUp();
    page.post('x'.repeat(MAX_FRAME + 1));
    expect(station).toMatchObject({ open: false, sent: [] });
  });

  it('more calls at once than it works on', async () => {
    const pending: (() => void)[] = [];
    const { client } = setUp(() => new Promise<null>((resolve) => pending.push(() => resolve(null))));
    const running = Array.from({ length: MAX_CONCURRENT }, () => client.call('station.info', {}));
    await vi.waitFor(() => expect(pending).toHaveLength(MAX_CONCURRENT));
    await expect(client.call('station.info', {})).rejects.toMatchObject({ code: 'rpc.busy' });
    for (const finish of pending.splice(0)) finish();
    await Promise.all(running);
    const after = client.call('station.info', {});
    await vi.waitFor(() => expect(pending).toHaveLength(1));
    pending[0]?.();
    await expect(after).resolves.toBeNull();
  });
});

describe('a closed line', () => {
  it('settles every pending call at once and refuses new ones', async () => {
    const { client, station } = setUp(() => new Promise(() => {}));
    const pending = [client.call('station.info', {}), client.call('devices.list', {})];
    const told = vi.fn();
    client.onClose(told);
    station.close();
    for (const call of pending) await expect(call).rejects.toMatchObject({ code: 'rpc.disconnected' });
    await expect(client.call('station.info', {})).rejects.toMatchObject({ code: 'rpc.disconnected' });
    expect(told).toHaveBeenCalledTimes(1);
  });

  it('is the same when the page closes it', async () => {
    const { client, station } = setUp(() => new Promise(() => {}));
    const call = client.call('station.info', {});
    client.stop();
    await expect(call).rejects.toMatchObject({ code: 'rpc.disconnected' });
    expect(station).toMatchObject({ open: false });
  });

  it('gets no late answer', async () => {
    let finish = (): void => {};
    const { client, station } = setUp(() => new Promise<null>((resolve) => (finish = () => resolve(null))));
    const call = client.call('station.info', {});
    await vi.waitFor(() => expect(finish.toString()).toContain('resolve'));
    client.stop();
    finish();
    await expect(call).rejects.toMatchObject({ code: 'rpc.disconnected' });
    expect(station.sent).toEqual([]);
  });
});

describe('the client', () => {
  it('waits for a limited number of calls', async () => {
    const [page] = portPair();
    const client = new RpcClient(page);
    client.start();
    const pending = Array.from({ length: MAX_PENDING }, () => client.call('station.info', {}));
    await expect(client.call('station.info', {})).rejects.toMatchObject({ code: 'rpc.busy' });
    client.stop();
    expect((await Promise.allSettled(pending)).every(({ status }) => status === 'rejected')).toBe(true);
  });

  it.each(['', '7', '{}', '{"id":99,"ok":true,"output":1}', '{"push":"nobody.home","data":1,"seq":1}', 7, null])(
    'counts and ignores %j',
    (frame) => {
      const { client, station } = setUp();
      station.post(frame as string);
      expect(client.ignored).toBe(1);
    },
  );
});

describe('pushes', () => {
  it('of the weight: the newest, at most 20 a second', () => {
    const { connection, client, station, timers } = setUp();
    const seen: number[] = [];
    client.subscribe('scale.reading', (data) => seen.push(data.weightKg ?? -1));
    // A second of an indicator at 100 Hz.
    for (let at = 0; at < 100; at++) {
      connection.push('scale.reading', reading(at));
      timers.advance(10);
    }
    timers.advance(100);
    // 20, and the one that may come early.
    expect(seen.length).toBeLessThanOrEqual(22);
    expect(seen.length).toBeGreaterThanOrEqual(20);
    expect(seen.at(-1)).toBe(99);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(sentBy(station).map((push) => (push as { seq: number }).seq)).toEqual(seen.map((_, index) => index + 1));
  });

  it('of an indicator that does not keep its beat go out at once', () => {
    const { connection, station, timers } = setUp();
    // 10 Hz, every second frame early by 70 ms.
    for (let count = 1; count <= 20; count += 1) {
      connection.push('scale.reading', reading(count));
      expect(station.sent).toHaveLength(count);
      timers.advance(count % 2 === 0 ? 170 : 30);
    }
  });

  it('of one scale go out at once when they are due, whatever else waits', () => {
    const { connection, station, timers } = setUp();
    const of = (scaleId: string, weightKg: number): never => ({ scaleId, weightKg }) as never;
    connection.push('scale.reading', of('one', 1));
    connection.push('scale.reading', of('one', 2));
    timers.advance(5);
    connection.push('scale.reading', of('one', 3));
    expect(timers.waiting).toBe(1);
    connection.push('scale.reading', of('two', 4));
    expect(sentBy(station).map((push) => (push as { data: unknown }).data)).toMatchObject([
      { weightKg: 1 },
      { weightKg: 2 },
      { weightKg: 4 },
    ]);
    // The one that waits still comes in its time.
    timers.advance(45);
    expect(sentBy(station).at(-1)).toMatchObject({ data: { weightKg: 3 } });
    expect(timers.waiting).toBe(0);
  });

  it('of the weight wait while the line is congested, and then bring the newest', () => {
    const { connection, station, timers } = setUp();
    station.stuck = 50;
    for (let at = 0; at < 100; at++) {
      connection.push('scale.reading', reading(at));
      timers.advance(10);
    }
    expect(station.sent).toHaveLength(0);
    station.stuck = 0;
    timers.advance(50);
    expect(sentBy(station)).toMatchObject([{ push: 'scale.reading', data: { weightKg: 99 }, seq: 1 }]);
  });

  it('that must all arrive come all and in order', () => {
    const { connection, client } = setUp();
    const seen: unknown[] = [];
    client.subscribe('weighing.saved', (data) => seen.push(data));
    for (let n = 0; n < 500; n++) connection.push('weighing.saved', n as never);
    expect(seen).toEqual(Array.from({ length: 500 }, (_, n) => n));
  });

  it('that must all arrive close a line that does not take them', () => {
    const { connection, station } = setUp();
    station.stuck = MAX_BACKLOG - 1;
    connection.push('weighing.saved', 1 as never);
    expect(station).toMatchObject({ open: true });
    station.stuck = MAX_BACKLOG;
    connection.push('weighing.saved', 2 as never);
    expect(station).toMatchObject({ open: false });
    expect(connection.overflowed).toBe(true);
  });

  it('end with the line, timers too', () => {
    const { connection, station, timers } = setUp();
    for (const weightKg of [1, 2, 3]) connection.push('scale.reading', reading(weightKg));
    expect(timers.waiting).toBe(1);
    connection.stop();
    expect(timers.waiting).toBe(0);
    connection.push('weighing.saved', 1 as never);
    expect(station.sent).toHaveLength(2);
  });

  it('are heard no more after unsubscribing', () => {
    const { connection, client } = setUp();
    const listener = vi.fn();
    const off = client.subscribe('weighing.saved', listener);
    connection.push('weighing.saved', 1 as never);
    off();
    connection.push('weighing.saved', 2 as never);
    expect(listener).toHaveBeenCalledTimes(1);
  });
});
