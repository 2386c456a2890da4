import { describe, expect, it, vi } from 'vitest';
import type { Log } from '../../../main/log.ts';
import { type Act, type Handlers, RpcServer, type StoredRequest } from '../../../main/station/rpc-server.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import { RpcClient } from '../../../preload/rpc/rpc.ts';
import { portPair, TestTimers } from './port-pair.ts';

type Retry = (input: { id?: string }, act: Act) => unknown;

function setUp(retry: Retry, { open = true } = {}) {
  const stored = new Map<string, StoredRequest>();
  const requests = {
    find: (id: string) => stored.get(id) ?? null,
    remember: (row: StoredRequest) => void stored.set(row.requestId, row),
  };
  const lines: { level: string; fields: Record<string, unknown> }[] = [];
  const write = (level: string) => (fields: object) => void lines.push({ level, fields: { ...fields } });
  const log: Log = {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: () => log,
  };
  let id = 0;
  const server = new RpcServer({ log, timers: new TestTimers(), newId: () => `log-${++id}` });
  const handlers = {
    'outbox.retry': retry,
    'vehicle.put': (input: unknown) => input,
    'station.info': (_input: unknown, act: Act) => ({
      role: act.role,
      operator: act.operator,
      requestId: act.requestId,
    }),
  } as unknown as Handlers;
  if (open) server.open({ handlers, requests });
  const connect = (role: 'nobody' | 'installer' = 'nobody') => {
    const [page, station] = portPair();
    server.connect(station, () => ({ role, operator: '测试员' }));
    const client = new RpcClient(page);
    client.start();
    return client;
  };
  return { server, handlers, requests, stored, lines, connect };
}

describe('before the station is ready', () => {
  it('every call is answered station.starting', async () => {
    const { server, connect, handlers, requests } = setUp(() => null, { open: false });
    const client = connect();
    await expect(client.call('station.info', {})).rejects.toMatchObject({ code: 'station.starting' });
    server.open({ handlers, requests });
    await expect(client.call('station.info', {})).resolves.toMatchObject({ operator: '测试员' });
  });
});

describe('a repeated request id', () => {
  it('with the same input gives the stored answer and has no second effect', async () => {
    const effect = vi.fn(() => ({ retried: effect.mock.calls.length }));
    const { connect } = setUp(effect);
    const first = connect();
    expect(await first.call('outbox.retry', { id: 'a' }, { requestId: 'r' })).toEqual({ retried: 1 });
    // Also on another connection, after the first was lost.
    first.stop();
    expect(await connect().call('outbox.retry', { id: 'a' }, { requestId: 'r' })).toEqual({ retried: 1 });
    expect(effect).toHaveBeenCalledTimes(1);
  });

  it('does not depend on the order of the keys', async () => {
    const { connect, stored } = setUp(() => null);
    const client = connect();
    await client.call('vehicle.put', { plate: '晋C12345', axleCount: 6 }, { requestId: 'r' });
    await client.call('vehicle.put', { axleCount: 6, plate: '晋C12345' }, { requestId: 'r' });
    expect(stored.size).toBe(1);
  });

  it('with another input, or for another call, is refused', async () => {
    const { connect } = setUp(() => ({ retried: 0 }));
    const client = connect();
    await client.call('outbox.retry', { id: 'a' }, { requestId: 'r' });
    await expect(client.call('outbox.retry', { id: 'b' }, { requestId: 'r' })).rejects.toMatchObject({
      code: 'rpc.request-id-reused',
    });
    await expect(client.call('vehicle.put', { plate: '晋C12345' }, { requestId: 'r' })).rejects.toMatchObject({
      code: 'rpc.request-id-reused',
    });
  });

  it('at the same time waits for the first', async () => {
    let finish = (): void => {};
    const effect = vi.fn(async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      return { retried: 7 };
    });
    const { connect } = setUp(effect);
    const [one, two, three] = [connect(), connect(), connect()].map((client) =>
      client.call('outbox.retry', {}, { requestId: 'r' }),
    );
    await vi.waitFor(() => expect(effect).toHaveBeenCalled());
    finish();
    expect(await Promise.all([one, two, three])).toEqual([{ retried: 7 }, { retried: 7 }, { retried: 7 }]);
    expect(effect).toHaveBeenCalledTimes(1);
  });

  it('is free again after an error without effect, one after the other', async () => {
    let tries = 0;
    let running = 0;
    const { connect, stored } = setUp(async () => {
      expect(++running).toBe(1);
      await Promise.resolve();
      running--;
      if (++tries < 3) throw new CodedError('printer.offline');
      return { retried: tries };
    });
    const settled = await Promise.allSettled(
      [connect(), connect(), connect(), connect()].map((client) => client.call('outbox.retry', {}, { requestId: 'r' })),
    );
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'fulfilled']);
    expect(tries).toBe(3);
    expect(stored.get('r')).toMatchObject({ call: 'outbox.retry', answer: '{"retried":3}' });
  });

  it('keeps what the handler remembered, even if it failed afterwards', async () => {
    let tries = 0;
    const { connect } = setUp((_input, act) => {
      tries++;
      act.remember({ retried: 1 });
      throw new Error('after the commit');
    });
    const client = connect();
    await expect(client.call('outbox.retry', {}, { requestId: 'r' })).rejects.toMatchObject({ code: 'rpc.fault' });
    expect(await client.call('outbox.retry', {}, { requestId: 'r' })).toEqual({ retried: 1 });
    expect(tries).toBe(1);
  });
});

describe('what a handler throws', () => {
  it('crosses as its code and params when it has one', async () => {
    const { connect, lines } = setUp(() => Promise.reject(new CodedError('outbox.not-found', { id: 'x' })));
    const call = connect().call('outbox.retry', {}, { requestId: 'r' });
    await expect(call).rejects.toMatchObject({ code: 'outbox.not-found', params: { id: 'x' }, logId: 'log-1' });
    expect(lines).toMatchObject([{ level: 'info', fields: { logId: 'log-1', code: 'outbox.not-found' } }]);
  });

  it('is a defect otherwise: logged once, told by log id only', async () => {
    const defect = new TypeError('the secret is 42');
    const { connect, lines } = setUp(() => {
      throw defect;
    });
    const error: unknown = await connect()
      .call('outbox.retry', {}, { requestId: 'r' })
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'rpc.fault', params: {}, logId: 'log-1' });
    expect(String(error)).not.toContain('42');
    expect(lines).toMatchObject([{ level: 'error', fields: { logId: 'log-1', call: 'outbox.retry', err: defect } }]);
  });
});

describe('stopping', () => {
  it('lets running calls finish, takes no new ones, closes the lines', async () => {
    let finish = (): void => {};
    const { server, connect } = setUp(async () => {
      await new Promise<void>((resolve) => (finish = resolve));
      return { retried: 1 };
    });
    const client = connect();
    const running = client.call('outbox.retry', {}, { requestId: 'r' });
    const idle = connect();
    await vi.waitFor(() => expect(finish.name).not.toBe('finish'));
    const stopped = server.stop();
    await expect(idle.call('station.info', {})).rejects.toMatchObject({ code: 'station.starting' });
    finish();
    await expect(running).resolves.toEqual({ retried: 1 });
    await stopped;
    await expect(client.call('station.info', {})).rejects.toMatchObject({ code: 'rpc.disconnected' });
  });
});
