/** The headless form's door against everything that is not a friend with the token. */
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { photoPath } from '../../main/photo-path.ts';
import { bundleProgram, HeadlessProcess } from '../station/headless/headless-process.ts';

const picture = randomBytes(300_000);
const sha = createHash('sha256').update(picture).digest('hex');
let program: Awaited<ReturnType<typeof bundleProgram>>;
let headless: HeadlessProcess;
let folder = '';
let url = new URL('ws://127.0.0.1');

beforeAll(async () => {
  program = await bundleProgram(resolve('test/station/headless/station-double.ts'));
  folder = mkdtempSync(join(tmpdir(), 'door-'));
  const path = photoPath(join(folder, 'data'), sha) ?? '';
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, picture);
  const config = join(folder, 'config.json');
  const indicator = { protocol: 'yaohua-tf0', port: { kind: 'tcp', host: '127.0.0.1', port: 1 } };
  const scale = { id: 's', divisionKg: 20, maxKg: 100_000, minKg: 400, zeroBandKg: 40, unit: 'kg', indicator };
  const station = { name: '1', unitName: 'u', unitCode: '1', stationNo: '1' };
  writeFileSync(config, JSON.stringify({ station, simulated: true, scale }));
  headless = new HeadlessProcess(program.folder, ['--config', config, '--data', join(folder, 'data')]);
  url = new URL((await headless.announced()).url);
});
afterAll(async () => {
  await headless.stop();
  rmSync(folder, { recursive: true, force: true });
  program.remove();
});

const token = (): string => url.searchParams.get('token') ?? '';
const http = (path: string): string => `http://${url.host}${path}`;

/** Opens a WebSocket; the HTTP status when it was refused. */
async function knock(address: string, options = {}): Promise<WebSocket | number | undefined> {
  const socket = new WebSocket(address, options);
  return new Promise((done) => {
    socket.on('open', () => done(socket));
    socket.on('unexpected-response', (_request, response) => done(response.statusCode));
    socket.on('error', () => done(undefined));
  });
}
async function friend(): Promise<WebSocket> {
  const socket = await knock(url.href);
  if (!(socket instanceof WebSocket)) throw new Error(`refused: ${String(socket)}`);
  return socket;
}
/** A call on a fresh connection: proves that the station still serves. */
async function works(): Promise<void> {
  const socket = await friend();
  const answer = once(socket, 'message');
  socket.send('{"id":1,"call":"chain.verify"}');
  expect(String((await answer)[0])).toContain('"ok":true');
  socket.close();
}

describe('who may come in', () => {
  it.each([
    ['without a token', (): string => `ws://${url.host}/rpc`],
    ['with an empty one', (): string => `ws://${url.host}/rpc?token=`],
    [
      'with one character changed',
      (): string => `ws://${url.host}/rpc?token=${token().replace(/^./, (c) => (c === 'A' ? 'B' : 'A'))}`,
    ],
    ['with a longer one', (): string => `ws://${url.host}/rpc?token=${token()}A`],
    ['with a very long one', (): string => `ws://${url.host}/rpc?token=${'A'.repeat(6000)}`],
  ])('%s: 401', async (_what, address) => {
    expect(await knock(address())).toBe(401);
  });

  it.each(['https://evil.example', 'null', 'app://station', 'http://127.0.0.1'])(
    'a page of %s, even with the token: 403',
    async (origin) => {
      expect(await knock(url.href, { headers: { origin } })).toBe(403);
      const response = await fetch(http(`/photos/${sha}?token=${token()}`), { headers: { origin } });
      expect(response.status).toBe(403);
    },
  );

  it('another path: 404', async () => {
    expect(await knock(`ws://${url.host}/other?token=${token()}`)).toBe(404);
  });

  it('nobody through another address than loopback', async () => {
    const others = Object.values(networkInterfaces())
      .flatMap((list) => list ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of others) {
      const socket = createConnection({ host: address, port: Number(url.port) });
      const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
      expect(error.code).toBe('ECONNREFUSED');
    }
  });

  it('the token is in no log line', async () => {
    await works();
    expect(headless.stderr.join('\n')).not.toContain(token());
  });
});

describe('pictures', () => {
  it('come whole, with the token', async () => {
    const response = await fetch(http(`/photos/${sha}?token=${token()}`));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/jpeg');
    expect(Buffer.from(await response.arrayBuffer()).equals(picture)).toBe(true);
  });

  it('not without it', async () => {
    expect((await fetch(http(`/photos/${sha}`))).status).toBe(401);
  });

  it.each([
    '/photos/',
    `/photos/${'0'.repeat(64)}`,
    `/photos/${'0'.repeat(63)}`,
    `/photos/${'0'.repeat(65)}`,
    `/photos/${'G'.repeat(64)}`,
    '/photos/..%2f..%2fconfig.json',
    '/photos/../../config.json',
    '/photos/%00',
    '/config.json',
    '/',
  ])('%s: 404', async (path) => {
    expect((await fetch(http(`${path}?token=${token()}`))).status).toBe(404);
  });

  it('upper-case hex: 404, so that a picture has one name', async () => {
    expect((await fetch(http(`/photos/${sha.toUpperCase()}?token=${token()}`))).status).toBe(404);
  });

  it.each(['POST', 'PUT', 'DELETE', 'HEAD'])('%s: 405', async (method) => {
    expect((await fetch(http(`/photos/${sha}?token=${token()}`), { method })).status).toBe(405);
  });

  it('a reader that goes away half-way hurts nobody', async () => {
    const socket = createConnection({ host: '127.0.0.1', port: Number(url.port) });
    socket.write(`GET /photos/${sha}?token=${token()} HTTP/1.1\r\nHost: x\r\n\r\n`);
    await once(socket, 'data');
    socket.destroy();
    await works();
  });
});

describe('what comes in', () => {
  it('100 MB of text close that connection, and only that one', async () => {
    const [bad, good] = [await friend(), await friend()];
    const closed = once(bad, 'close');
    bad.on('error', () => {});
    bad.send('x'.repeat(100 * 1024 * 1024));
    expect([1006, 1009]).toContain((await closed)[0]);
    const answer = once(good, 'message');
    good.send('{"id":1,"call":"chain.verify"}');
    await answer;
    good.close();
  });

  it('the largest frame that is allowed is read and refused in words', async () => {
    const socket = await friend();
    const answer = once(socket, 'message');
    socket.send(
      JSON.stringify({ id: 5, call: 'outbox.retry', requestId: 'big', input: { id: 'x'.repeat(11 * 1024 * 1024) } }),
    );
    const text = String((await answer)[0]);
    expect(JSON.parse(text)).toMatchObject({
      id: 5,
      ok: false,
      error: { code: 'rpc.invalid-input', params: { path: 'id' } },
    });
    expect(text.length).toBeLessThan(1000);
    socket.close();
  });

  it('deeply nested JSON is refused', async () => {
    const socket = await friend();
    const answer = once(socket, 'message');
    socket.send(`{"id":5,"call":"records.search","input":${'['.repeat(2_000_000)}${']'.repeat(2_000_000)}}`);
    expect(String((await answer)[0])).toMatch(/rpc\.invalid-(input|frame)/);
    socket.close();
    await works();
  });

  it('binary frames, empty frames, broken UTF-8 and a flood of rubbish are answered or close the line', async () => {
    const socket = await friend();
    let answers = 0;
    socket.on('message', () => answers++);
    for (const frame of [randomBytes(100), Buffer.alloc(0)]) socket.send(frame);
    for (const frame of ['', '\u0000', '\ud800', '{', 'null', '{"id":1e999,"call":""}']) socket.send(frame);
    for (let n = 0; n < 2000; n++) socket.send(randomBytes(20).toString('latin1'));
    await vi.waitFor(() => expect(answers).toBe(2008), 10_000);
    socket.close();
    await works();
  });

  it('a client that never reads is closed, and the station keeps working', async () => {
    const socket = await friend();
    socket.pause();
    const closed = once(socket, 'close');
    const big = JSON.stringify({ id: 1, call: 'c'.repeat(64) });
    // Its answers pile up unread; the door shuts long before memory is a matter.
    for (let n = 0; n < 200_000 && socket.readyState === WebSocket.OPEN; n++) {
      socket.send(big);
      if (n % 1000 === 0) await delay(1);
    }
    socket.resume();
    socket.terminate();
    await closed;
    await works();
  });

  it('bytes that are no HTTP', async () => {
    for (const bytes of [
      randomBytes(10_000),
      Buffer.from('GET / HTTP/1.1\r\nUpgrade: websocket\r\n\r\n'),
      Buffer.from('\r\n\r\n'),
    ]) {
      const socket = createConnection({ host: '127.0.0.1', port: Number(url.port) });
      socket.on('error', () => {});
      socket.on('data', () => {});
      socket.end(bytes);
      await once(socket, 'close');
    }
    await works();
  });

  it('more than 32 connections at once are told to come back', async () => {
    // The connection of the test before may still be on its way out: only then is a place missing at first.
    const friends = await Promise.all(Array.from({ length: 32 }, () => vi.waitFor(friend, 5_000)));
    expect(await knock(url.href)).toBe(503);
    for (const socket of friends) socket.close();
    await vi.waitFor(works, 5_000);
  });
});
