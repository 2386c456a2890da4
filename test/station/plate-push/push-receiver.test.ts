/** Where smart cameras post to, over real sockets: who is let in, what is cut off, and a network connection that comes and goes. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { NetworkInterfaceInfo } from 'node:os';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { PushReceiver, type PushReceiverOptions } from '../../../native/camera/push/push-receiver.ts';
import { SmartCameraSimulator, type SmartCameraOptions } from '../../sim/smart-camera/smart-camera-simulator.ts';
import { FakeTime } from '../../unit/native/fake-time.ts';
import { freePort } from '../../sim/smart-camera/free-port.ts';

const SECRET = 'only-we-know';
const NOW = { wall: () => Date.now(), monotonic: () => performance.now() } as PushReceiverOptions['clock'];
const DIGEST = { user: 'camera', password: 'Plate.2026' };

const undo: (() => unknown)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).reverse()) await one();
});

async function rig(options: Partial<PushReceiverOptions> = {}) {
  const port = options.port ?? (await freePort());
  const bodies: { readonly source: number; readonly bytes: number }[] = [];
  const said: { readonly fields: object; readonly text: string }[] = [];
  const receiver = new PushReceiver({
    id: 'plate-push',
    connection: 'lo',
    port,
    sources: [
      { address: '127.0.0.1', auth: { kind: 'secret', query: 'key', secret: SECRET } },
      { address: '127.0.0.2', auth: { kind: 'digest', ...DIGEST, algorithms: ['sha-256', 'md5'] } },
    ],
    take: (source, body) => {
      bodies.push({ source, bytes: body.byteLength });
      return Promise.resolve({ status: 200, body: '{"heard":true}' });
    },
    clock: NOW,
    log: { warn: (fields, text) => void said.push({ fields, text }) },
    ...options,
  });
  undo.push(() => receiver.stop());
  receiver.start();
  if (options.interfaces === undefined && options.port === undefined)
    await vi.waitFor(() => expect(receiver.condition().state).toBe('online'));
  const camera = (more: Partial<SmartCameraOptions> = {}): SmartCameraSimulator => {
    const one = new SmartCameraSimulator({ port, secret: { query: 'key', value: SECRET }, ...more });
    undo.push(() => one.stop());
    return one;
  };
  return { bodies, camera, port, receiver, said };
}

describe('who is let in', () => {
  test('a listed address with its secret; the body is handed on, and the answer back', async () => {
    const { bodies, camera, receiver } = await rig();
    expect(await camera().push({ plate: '晋C88666' })).toMatchObject({ status: 200, body: '{"heard":true}' });
    expect(bodies).toEqual([{ source: 0, bytes: Buffer.byteLength('{"plate":"晋C88666"}') }]);
    expect(receiver.counts()).toEqual({ 200: 1 });
  });

  test.each([['SHA-256'], ['MD5']] as const)('digest by %s: asked once, then signed ahead', async (algorithm) => {
    const { bodies, camera, receiver } = await rig();
    const one = camera({ address: '127.0.0.2', digest: { ...DIGEST, algorithm } });
    expect((await one.push({})).status).toBe(200);
    expect((await one.push({})).status).toBe(200);
    expect(bodies.map(({ source }) => source)).toEqual([1, 1]);
    expect(receiver.counts()).toEqual({ 200: 2, 401: 1 });
  });

  test('a wrong secret, a wrong password and one camera with the other’s secret: 401, and told once', async () => {
    const { bodies, camera, said } = await rig();
    const wrong = camera({ secret: { query: 'key', value: 'guess' } });
    expect([await wrong.push({}), await wrong.push({})].map(({ status }) => status)).toEqual([401, 401]);
    expect((await camera({ address: '127.0.0.2', digest: { ...DIGEST, password: 'no' } }).push({})).status).toBe(401);
    expect((await camera({ address: '127.0.0.2' }).push({})).status).toBe(401);
    expect(bodies).toEqual([]);
    expect(said.map(({ fields }) => fields)).toEqual([
      { what: '401', from: '127.0.0.1' },
      { what: '401', from: '127.0.0.2' },
    ]);
  });

  test('an address that is not listed is closed without a word, counted, and told once', async () => {
    const { camera, receiver, said } = await rig();
    const stranger = camera({ address: '127.0.0.9' });
    await expect(stranger.push({})).rejects.toThrow();
    await expect(stranger.push({})).rejects.toThrow();
    expect(receiver.counts()).toEqual({ stranger: 2 });
    expect(said).toHaveLength(1);
    expect(said[0]?.fields).toEqual({ what: 'stranger', from: '127.0.0.9' });
  });
});

describe('what is too much', () => {
  test('4 MB are taken, one byte more is not, whether it is said ahead or not', async () => {
    const { bodies, camera } = await rig();
    const most = 4 * 1024 * 1024;
    expect((await camera().push(Buffer.alloc(most, 0x20))).status).toBe(200);
    expect((await camera().push(Buffer.alloc(5_000_000, 0x20))).status).toBe(413);
    const unsaid = { 'Transfer-Encoding': 'chunked' };
    expect((await camera().push(Buffer.alloc(most + 1, 0x20), unsaid)).status).toBe(413);
    expect(bodies).toEqual([{ source: 0, bytes: most }]);
  });

  test('who asks before it sends 5 MB is told before it sends them', async () => {
    const { camera } = await rig();
    expect((await camera().push(Buffer.alloc(10), { Expect: '100-continue' })).status).toBe(200);
    const line = await camera().line();
    line.write(`POST /?key=${SECRET} HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\nExpect: 100-continue\r\n\r\n`);
    const [answer] = (await once(line, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 413 /);
    line.destroy();
  });

  test('a sixth within a second', async () => {
    const { camera } = await rig({ clock: { ...NOW, monotonic: () => 0 } as PushReceiverOptions['clock'] });
    const one = camera();
    const heard = [];
    for (let nth = 0; nth < 6; nth += 1) heard.push((await one.push({})).status);
    expect(heard).toEqual([200, 200, 200, 200, 200, 429]);
  });

  test('a fifth line of one camera', async () => {
    const { camera, receiver } = await rig();
    const one = camera();
    const lines = [];
    for (let nth = 0; nth < 5; nth += 1) lines.push(await one.line());
    await vi.waitFor(() => expect(receiver.counts()).toEqual({ crowd: 1 }));
    for (const line of lines) line.destroy();
    await vi.waitFor(async () => expect((await one.push({})).status).toBe(200));
  });
});

describe('what does not come to an end', () => {
  test('half a body, and then nothing: cut off, and the next push is taken', async () => {
    const { bodies, camera, receiver } = await rig();
    await camera().hang({ plate: '晋C88666' });
    await vi.waitFor(() => expect(receiver.counts()).toMatchObject({ silent: 1 }));
    expect(bodies).toEqual([]);
    expect((await camera().push({})).status).toBe(200);
  }, 20_000);

  test('half a head: 408', async () => {
    const { camera } = await rig();
    const line = await camera().line();
    line.write('POST / HTTP/1.1\r\nHost:');
    const [answer] = (await once(line, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 408 /);
  }, 20_000);

  test('a byte now and then: cut off after ten seconds all the same', async () => {
    const { bodies, camera } = await rig();
    const line = await camera().line();
    line.resume();
    line.write(`POST /?key=${SECRET} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n`);
    const drip = setInterval(() => line.write(' '), 500);
    undo.push(() => clearInterval(drip));
    await once(line, 'close');
    expect(bodies).toEqual([]);
  }, 30_000);

  test.each([
    ['no HTTP', '\u0000\u0001\u0002\r\n\r\n'],
    ['a head of 20 kB', `POST / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n'],
  ])('%s: 400, and closed', async (_what, bytes) => {
    const { camera, receiver } = await rig();
    const line = await camera().line();
    line.write(bytes);
    const [answer] = (await once(line, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 400 /);
    await once(line, 'close');
    expect(receiver.counts()).toEqual({ broken: 1 });
  });
});

describe('the network connection', () => {
  const lo = [{ family: 'IPv4', address: '127.0.0.1' }] as NetworkInterfaceInfo[];
  const other = [{ family: 'IPv4', address: '127.0.0.5' }] as NetworkInterfaceInfo[];

  test('not there, there, elsewhere, gone: it says so, and follows by itself', async () => {
    const time = new FakeTime();
    let interfaces: Record<string, NetworkInterfaceInfo[]> = {};
    const { camera, port, receiver } = await rig({
      connection: 'eth7',
      after: time.after,
      interfaces: () => interfaces,
    });
    const state = (condition: object): Promise<void> =>
      vi.waitFor(() => expect(receiver.condition()).toMatchObject(condition));
    await state({ state: 'offline', detail: 'push.no-connection: eth7' });
    interfaces = { eth7: lo };
    time.advance(5000);
    await state({ state: 'online', detail: null });
    expect((await camera().push({})).status).toBe(200);
    interfaces = { eth7: other };
    time.advance(5000);
    await vi.waitFor(async () => expect((await camera({ host: '127.0.0.5' }).push({})).status).toBe(200));
    await expect(camera().push({})).rejects.toThrow();
    interfaces = {};
    time.advance(5000);
    await state({ state: 'offline', detail: 'push.no-connection: eth7' });
    await expect(new SmartCameraSimulator({ port, host: '127.0.0.5' }).push({})).rejects.toThrow();
  });

  test('its port is another program’s: said, and taken once it is free', async () => {
    const port = await freePort();
    const holder = createServer().listen(port, '127.0.0.1');
    await once(holder, 'listening');
    const time = new FakeTime();
    const { receiver } = await rig({ port, after: time.after });
    await vi.waitFor(() => expect(receiver.condition().detail).toBe(`push.port-busy: 127.0.0.1:${port}`));
    holder.close();
    await once(holder, 'close');
    time.advance(5000);
    await vi.waitFor(() => expect(receiver.condition().state).toBe('online'));
  });

  test('stopped, it listens no more, and leaves no timer', async () => {
    const time = new FakeTime();
    const { camera, receiver } = await rig({ after: time.after });
    await receiver.stop();
    expect(time.waiting).toBe(0);
    await expect(camera().push({})).rejects.toThrow();
    expect(receiver.condition()).toMatchObject({ state: 'offline', detail: 'stopped' });
  });
});
