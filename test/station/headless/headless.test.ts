import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { constants, getPriority, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { bundleProgram, HeadlessProcess } from './headless-process.ts';

const CONFIGURATION = {
  station: { name: '1号磅', unitName: '示例煤矿', unitCode: '140321-0001', stationNo: '1', operator: '测试员' },
  simulated: true,
  scale: {
    id: 'scale-1',
    divisionKg: 20,
    maxKg: 100_000,
    minKg: 400,
    zeroBandKg: 40,
    unit: 'kg',
    indicator: { protocol: 'yaohua-tf0', port: { kind: 'tcp', host: '127.0.0.1', port: 1 } },
  },
};

let program: Awaited<ReturnType<typeof bundleProgram>>;
let folder = '';
const started: HeadlessProcess[] = [];

beforeAll(async () => {
  program = await bundleProgram(resolve('test/station/headless/station-double.ts'));
});
afterAll(() => program.remove());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'station-'));
  mkdirSync(join(folder, 'data'));
});
afterEach(async () => {
  for (const one of started.splice(0)) {
    one.kill('SIGKILL');
    await one.exited;
    // Orphans end by themselves; the folder is removed once they have.
    for (const pid of one.stationPids()) await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 8_000);
  }
  rmSync(folder, { recursive: true, force: true });
});

function start(configuration: unknown = CONFIGURATION): HeadlessProcess {
  const file = join(folder, 'config.json');
  if (configuration !== null) writeFileSync(file, JSON.stringify(configuration));
  const one = new HeadlessProcess(program.folder, ['--config', file, '--data', join(folder, 'data')]);
  started.push(one);
  return one;
}
const named = (name: string): unknown => ({ ...CONFIGURATION, station: { ...CONFIGURATION.station, name } });

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function connect(url: string): Promise<{ socket: WebSocket; frames: unknown[]; closed: Promise<number> }> {
  const socket = new WebSocket(url);
  const frames: unknown[] = [];
  socket.on('message', (data: Buffer) => frames.push(JSON.parse(data.toString())));
  const closed = new Promise<number>((done) => socket.on('close', done));
  await new Promise((done, failed) => socket.on('open', done).on('error', failed));
  return { socket, frames, closed };
}

describe('the headless form', () => {
  it('has its station go before others where it may (root; Windows lets everybody)', async () => {
    const headless = start();
    await headless.announced();
    const mayRise = process.platform === 'win32' || process.getuid?.() === 0;
    const { PRIORITY_ABOVE_NORMAL } = constants.priority;
    const [pid = 0] = headless.stationPids();
    expect(getPriority(pid)).toBe(mayRise ? PRIORITY_ABOVE_NORMAL : getPriority(process.pid));
  });

  it('says in one line how to reach it, answers there, and ends in order on SIGTERM', async () => {
    const headless = start();
    const { ready, url } = await headless.announced();
    expect(ready).toBe(true);
    expect(url).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/rpc\?token=[\w-]{43}$/);
    const { socket, frames, closed } = await connect(url);
    socket.send('{"id":1,"call":"chain.verify"}');
    socket.send('{"id":2,"call":"outbox.retry","input":{},"requestId":"r"}');
    socket.send('{"id":3,"call":"records.document","input":{"id":"01234567-89ab-7def-8123-456789abcdef"}}');
    await vi.waitFor(() => expect(frames).toHaveLength(4));
    expect(frames).toContainEqual({ id: 1, ok: true, output: { ok: true, length: 0 } });
    expect(frames).toContainEqual({ id: 2, ok: true, output: { retried: 1 } });
    expect(frames).toContainEqual(
      expect.objectContaining({ id: 3, ok: false, error: expect.objectContaining({ code: 'document.not-found' }) }),
    );
    expect(frames).toContainEqual({ push: 'devices.changed', data: [expect.objectContaining({ id: '1' })], seq: 1 });

    expect(await headless.stop()).toBe(0);
    expect([1001, 1006]).toContain(await closed);
    expect(headless.stdout).toHaveLength(1);
    // The station's own stop ran to its end.
    expect(readFileSync(join(folder, 'data', 'stopped'), 'utf8')).toBe(String(headless.stationPids()[0]));
    for (const line of headless.stderr) expect(JSON.parse(line)).toHaveProperty('name');
  });

  it('gives several connections the same station', async () => {
    const { url } = await start().announced();
    const [one, two] = [await connect(url), await connect(url)];
    one.socket.send('{"id":1,"call":"outbox.retry","input":{},"requestId":"r"}');
    await vi.waitFor(() => expect(two.frames).toContainEqual(expect.objectContaining({ push: 'devices.changed' })));
    two.socket.send('{"id":9,"call":"outbox.retry","input":{},"requestId":"r"}');
    await vi.waitFor(() => expect(two.frames).toContainEqual({ id: 9, ok: true, output: { retried: 1 } }));
  });

  it('tells its clients of a restart and is there again under the same address', async () => {
    const headless = start();
    const { url } = await headless.announced();
    const { closed } = await connect(url);
    process.kill(headless.stationPids()[0] ?? 0, 'SIGKILL');
    expect(await closed).toBe(1012);
    const { socket, frames } = await vi.waitFor(() => connect(url), { timeout: 10_000, interval: 100 });
    socket.send('{"id":1,"call":"chain.verify"}');
    await vi.waitFor(() => expect(frames).toHaveLength(1));
    expect(headless.stationPids()).toHaveLength(2);
    expect(headless.stdout).toHaveLength(1);
  });

  it('restarts a station that has a defect outside any call, and one that hangs', async () => {
    const headless = start();
    const { url } = await headless.announced();
    const first = await connect(url);
    first.socket.send('{"id":1,"call":"outbox.retry","input":{"id":"crash"},"requestId":"r"}');
    expect(await first.closed).toBe(1012);
    expect(headless.stderr.filter((line) => line.includes('nobody handles this'))).toHaveLength(1);
    const second = await vi.waitFor(() => connect(url), { timeout: 10_000, interval: 100 });
    second.socket.send('{"id":1,"call":"outbox.retry","input":{"id":"block"},"requestId":"s"}');
    expect(await second.closed).toBe(1012);
    expect(headless.stderr.join('\n')).toContain('"phase":"slow"');
  });

  it('leaves no station behind when it is killed', async () => {
    const headless = start();
    await headless.announced();
    const [station = 0] = headless.stationPids();
    headless.kill('SIGKILL');
    await headless.exited;
    await vi.waitFor(() => expect(isAlive(station)).toBe(false), 8_000);
    expect(existsSync(join(folder, 'data', 'stopped'))).toBe(true);
  });

  it('waits for a start that blocks the station longer than a running one may be silent', async () => {
    const headless = start(named('slow start'));
    expect(await headless.announced()).toMatchObject({ ready: true });
    expect(headless.stationPids()).toHaveLength(1);
    expect(headless.stderr.filter((line) => line.includes('"step":"migrate"')).length).toBeGreaterThanOrEqual(10);
  });
});

describe('a start that cannot succeed', () => {
  it.each([
    ['no configuration', null, 'config.missing-file', { file: expect.stringContaining('config.json') }],
    ['an unknown key', { ...CONFIGURATION, scales: 1 }, 'config.invalid', { path: 'scales' }],
  ])('%s is told on both streams, at once', async (_what, configuration, code, params) => {
    const headless = start(configuration);
    expect(await headless.announced()).toEqual({
      ready: false,
      error: { code, params: expect.objectContaining(params) },
    });
    expect(await headless.exited).toBe(1);
    expect(headless.stderr.some((line) => (JSON.parse(line) as { code?: string }).code === code)).toBe(true);
    expect(headless.stationPids()).toHaveLength(1);
  });

  it('a data folder that is a file', async () => {
    rmSync(join(folder, 'data'), { recursive: true });
    writeFileSync(join(folder, 'data'), '');
    expect(await start().announced()).toMatchObject({ ready: false, error: { code: 'station.folder-unreadable' } });
  });

  it('a folder that stays in use is given up after a while', async () => {
    const headless = start(named('folder in use'));
    expect(await headless.announced()).toMatchObject({ ready: false, error: { code: 'station.folder-in-use' } });
    expect(headless.stationPids()).toHaveLength(4);
    expect(await headless.exited).toBe(1);
  });

  it.each([[[]], [['--config', 'x']], [['--config', 'x', '--data', 'y', '--more']]])(
    'the command line %j',
    async (args) => {
      const headless = new HeadlessProcess(program.folder, args);
      started.push(headless);
      expect(await headless.announced()).toMatchObject({ ready: false, error: { code: 'config.invalid' } });
      expect(await headless.exited).toBe(2);
    },
  );
});

describe('the log', () => {
  it('is also kept in the data folder', async () => {
    const headless = start();
    await headless.announced();
    await headless.stop();
    const files = readdirSync(join(folder, 'data', 'logs'));
    expect(files).toEqual(['station.1.log']);
    expect(readFileSync(join(folder, 'data', 'logs', 'station.1.log'), 'utf8')).toContain('station is ready');
  });
});
