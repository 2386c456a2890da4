/** 视频远程调阅: what the platform asks for over its events, and what it gets, judged by ffprobe. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { RtspServer } from '../../sim/rtsp-server/rtsp-server.ts';
import { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';
import { complaints, probe, type Probed } from '../camera/media-probe.ts';

/** As the simulated cameras'. */
const ACCOUNT = { username: 'admin', password: 'Camera.2026' };
let folder = '';
let server: RtspServer;
let site: Site;
let station: RunningStation;
let count = 0;

/** One station for all: a command is known by its id, and what a test did to the site is undone after it. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'films-'));
  const small = { width: 640, height: 360, gop: 25, seconds: 4, kbitPerSecond: 500 };
  server = new RtspServer({ ...small, auth: ACCOUNT, paths: ['/front', '/rear'] });
  await server.start();
  site = await Site.open({
    stabilityMs: 400,
    rateHz: 20,
    streams: { front: { main: server.address('/front') }, rear: { main: server.address('/rear') } },
    configuration: { recording: { preRollSeconds: 3, minFreeGb: 0.01, segments: true } },
  });
  station = await RunningStation.start(site);
  await station.until('enrolment', async () => (await station.call('station.info', {})).enrolled);
  await station.until('the events', () => site.platform.events.listeners === 1);
});
afterEach(async () => {
  await site.front.setFault(null);
  site.platform.cutFilmsAfterBytes = Infinity;
  await site.platform.heal();
});
afterAll(async () => {
  await station.stop();
  await site.close();
  await server.stop();
  rmSync(folder, { recursive: true });
});

/** On the origin that the station knows: the proxy's. */
const urlOf = (name: string): string => `http://127.0.0.1:${site.proxy.port}/api/films/${name}?key=1`;

function command(type: string, data: object, at?: Date): string {
  count += 1;
  const commandId = `c-${count}`;
  site.platform.pushEvent({ type, data: { commandId, ...data }, ...(at === undefined ? {} : { at }) });
  return commandId;
}
const video = (type: 'command.live' | 'command.clip', data: object): string =>
  command(type, { cameraId: 'cam-front', url: urlOf(`c-${count + 1}`), ...data });

const statuses = (commandId: string): string[] =>
  (site.platform.commandResults.get(commandId) ?? []).map(({ status }) => String(status));
const detail = (commandId: string): unknown => site.platform.commandResults.get(commandId)?.at(-1)?.['detail'];
async function ended(commandId: string): Promise<string[]> {
  await station.until(`the end of ${commandId}`, () =>
    ['done', 'failed', 'refused'].includes(statuses(commandId).at(-1) ?? ''),
  );
  return statuses(commandId);
}

async function judged(name: string): Promise<Probed> {
  const film = site.platform.films.get(name);
  if (film === undefined) throw new Error(`no film ${name}`);
  const path = join(folder, `${name}.mp4`);
  writeFileSync(path, film.bytes());
  expect(await complaints(path)).toBe('');
  return await probe(path);
}

const playing = (wanted = true): Promise<void> =>
  station.until(wanted ? 'the stream' : 'the loss of the stream', async () =>
    (await station.call('video.state', {})).some(
      ({ cameraId, state }) => cameraId === 'cam-front' && (state === 'playing') === wanted,
    ),
  );

describe('a picture', () => {
  test('fresh, sent, and named by the result', async () => {
    const id = command('command.snapshot', { cameraId: 'cam-rear' });
    expect(await ended(id)).toEqual(['started', 'done']);
    const image = site.platform.commandResults.get(id)?.at(-1)?.['image'] as {
      sha256: string;
      takenAt: string;
      role: string;
    };
    expect(image).toMatchObject({ role: 'rear', width: 1920, height: 1080, cameraId: 'cam-rear' });
    expect(Math.abs(Date.parse(image.takenAt) - Date.now())).toBeLessThan(20_000);
    expect(site.platform.blobs().has(image.sha256)).toBe(true);
  });

  test.each([
    ['a camera that gives none', 'cam-front', 'failed', 'camera.refused'],
    ['a camera that is not there', 'cam-none', 'refused', 'no such camera'],
  ])('%s', async (_what, cameraId, status, why) => {
    await site.front.setFault('refuse');
    const id = command('command.snapshot', { cameraId });
    expect((await ended(id)).at(-1)).toBe(status);
    expect(detail(id)).toBe(why);
  });
});

describe('live video', () => {
  test('for so many seconds, its first bytes at once, played by ffprobe', async () => {
    await playing();
    const asked = performance.now();
    const id = video('command.live', { seconds: 3 });
    expect(await ended(id)).toEqual(['started', 'done']);
    const film = site.platform.films.get(id);
    expect(film).toMatchObject({ whole: true, chunked: true, contentType: 'video/mp4' });
    expect((film?.firstByteAtMs ?? Infinity) - asked).toBeLessThan(2000);
    const { codec, frames, seconds, width } = await judged(id);
    expect({ codec, width }).toEqual({ codec: 'h264', width: 640 });
    // Three seconds, and what memory held since the last key picture.
    expect(seconds).toBeGreaterThan(2.2);
    expect(seconds).toBeLessThan(5.5);
    expect(frames).toBeGreaterThan(55);
  });

  test('ended by the platform', async () => {
    await playing();
    const id = video('command.live', { seconds: 600 });
    await station.until('some of it', () => (site.platform.films.get(id)?.bytes().length ?? 0) > 50_000);
    site.platform.pushEvent({ type: 'command.stop', data: { commandId: id } });
    expect(await ended(id)).toEqual(['started', 'done']);
    expect(detail(id)).toBe('stopped by the platform');
    expect((await judged(id)).frames).toBeGreaterThan(10);
  });

  test('ended by the platform before its first piece: done, as it was asked for', async () => {
    await server.stop();
    await playing(false);
    const id = video('command.live', { seconds: 600 });
    await station.until('its start', () => statuses(id).includes('started'));
    site.platform.pushEvent({ type: 'command.stop', data: { commandId: id } });
    expect(await ended(id)).toEqual(['started', 'done']);
    expect(detail(id)).toBe('stopped by the platform');
    expect(site.platform.films.has(id)).toBe(false);
    await server.start();
  });

  test('a line that breaks ends it, and is said', async () => {
    await playing();
    site.platform.cutFilmsAfterBytes = 60_000;
    const id = video('command.live', { seconds: 600 });
    expect(await ended(id)).toEqual(['started', 'failed']);
    expect(detail(id)).toBe('platform.unreachable');
  });

  test('a camera that is lost ends it', async () => {
    await playing();
    const id = video('command.live', { seconds: 600 });
    await station.until('some of it', () => (site.platform.films.get(id)?.bytes().length ?? 0) > 50_000);
    await server.stop();
    await server.start();
    expect(await ended(id)).toEqual(['started', 'failed']);
    expect(detail(id)).toBe('camera.disconnected');
  });

  test('two at once and no third; a place is free again when one is over', async () => {
    await playing();
    const [one, two] = [
      video('command.live', { seconds: 600 }),
      video('command.live', { seconds: 600, cameraId: 'cam-rear' }),
    ];
    await station.until('both', () => [one, two].every((id) => (site.platform.films.get(id)?.bytes().length ?? 0) > 0));
    const three = video('command.live', { seconds: 1 });
    expect(await ended(three)).toEqual(['refused']);
    site.platform.pushEvent({ type: 'command.stop', data: { commandId: one } });
    await ended(one);
    expect(await ended(video('command.live', { seconds: 1 }))).toEqual(['started', 'done']);
  });

  test.each([
    ['another host', 'http://198.51.100.7/api/films/x'],
    ['another port', 'http://127.0.0.1:1/api/films/x'],
    ['another scheme', 'https://127.0.0.1/api/films/x'],
    ['a user in it', 'USER'],
    ['no address', '/api/films/x'],
    ['a file', 'file:///etc/passwd'],
  ])('is not sent to %s', async (_what, url) => {
    const before = site.platform.films.size;
    const own = `http://admin:x@127.0.0.1:${site.proxy.port}/api/films/x`;
    const id = video('command.live', { seconds: 1, url: url === 'USER' ? own : url });
    expect(await ended(id)).toEqual(['refused']);
    expect(detail(id)).toBe('foreign origin');
    expect(site.platform.films.size).toBe(before);
  });

  test('a redirect is not followed', async () => {
    await playing();
    site.platform.fail({ kind: 'redirect', location: urlOf('elsewhere') }, { on: 'films' });
    const id = video('command.live', { seconds: 1 });
    expect((await ended(id)).at(-1)).toBe('failed');
    expect(site.platform.films.has('elsewhere')).toBe(false);
  });
});

describe('what was recorded', () => {
  test('from then to then, also of what is still being written', async () => {
    await playing();
    const from = Date.now();
    await station.until('some seconds', () => Date.now() - from > 5000);
    const times = { from: new Date(from + 1000).toISOString(), to: new Date(from + 3500).toISOString() };
    const asked = performance.now();
    const id = video('command.clip', times);
    expect(await ended(id)).toEqual(['started', 'done']);
    expect((site.platform.films.get(id)?.firstByteAtMs ?? Infinity) - asked).toBeLessThan(2000);
    const { frames, seconds } = await judged(id);
    expect(seconds).toBeGreaterThan(2.4);
    expect(seconds).toBeLessThan(4.6);
    expect(frames).toBeGreaterThan(55);
  });

  test('over a break of the stream: one film, with a gap in it', async () => {
    await playing();
    const from = Date.now();
    await station.until('some seconds', () => Date.now() - from > 2500);
    await server.stop();
    await server.start();
    await station.until('a second file', async () => {
      const { files } = await station.call('video.clips', {
        cameraId: 'cam-front',
        from: at(from),
        to: at(Date.now() + 1000),
      });
      return files.length >= 2;
    });
    const again = Date.now();
    await station.until('some seconds more', () => Date.now() - again > 3000);
    const to = Date.now() - 500;
    const id = video('command.clip', { from: new Date(from).toISOString(), to: new Date(to).toISOString() });
    expect(await ended(id)).toEqual(['started', 'done']);
    const { seconds } = await judged(id);
    expect(Math.abs(seconds - (to - from) / 1000)).toBeLessThan(2.5);
  });

  test.each([
    [
      'a time without a picture',
      { from: '2020-01-01T00:00:00Z', to: '2020-01-01T00:01:00Z' },
      'failed',
      'video.not-found',
    ],
    [
      'a time that is none',
      { from: '2020-01-02T00:00:00Z', to: '2020-01-01T00:00:00Z' },
      'refused',
      'from and to are no time of at most an hour',
    ],
    [
      'more than an hour',
      { from: '2020-01-01T00:00:00Z', to: '2020-01-01T02:00:00Z' },
      'refused',
      'from and to are no time of at most an hour',
    ],
  ])('%s', async (_what, times, status, why) => {
    const id = video('command.clip', times);
    expect((await ended(id)).at(-1)).toBe(status);
    expect(detail(id)).toBe(why);
  });
});

const at = (ms: number): never => new Date(ms).toISOString().replace('Z', '+00:00') as never;

describe('the events', () => {
  test('what is old is refused; what is unknown or misshapen is passed', async () => {
    site.platform.pushEvent({ type: 'announcement', data: { text: 'hello' } });
    site.platform.pushEvent({ type: 'of-tomorrow', data: 7 });
    site.platform.pushEvent({ type: 'command.live', data: { commandId: 'x', cameraId: 'cam-front' } });
    const old = command('command.snapshot', { cameraId: 'cam-front' }, new Date(Date.now() - 61_000));
    expect(await ended(old)).toEqual(['refused']);
    expect(detail(old)).toBe('expired');
    expect(await ended(command('command.snapshot', { cameraId: 'cam-front' }))).toEqual(['started', 'done']);
  });

  test('a broken stream is taken up behind the last event: nothing twice, nothing left out', async () => {
    const first = command('command.snapshot', { cameraId: 'cam-front' });
    await ended(first);
    site.platform.events.dropStreams();
    const second = command('command.snapshot', { cameraId: 'cam-rear' });
    expect(await ended(second)).toEqual(['started', 'done']);
    expect(statuses(first)).toEqual(['started', 'done']);
    // The same command once more, as a platform may: it is known by its id.
    site.platform.pushEvent({ type: 'command.snapshot', data: { commandId: first, cameraId: 'cam-front' } });
    const third = command('command.snapshot', { cameraId: 'cam-rear' });
    await ended(third);
    expect(statuses(first)).toEqual(['started', 'done']);
  });

  test('a start goes on behind the last one, and says what became of what was under way', async () => {
    await playing();
    const id = video('command.live', { seconds: 600 });
    await station.until('some of it', () => (site.platform.films.get(id)?.bytes().length ?? 0) > 0);
    await station.cutPower();
    const meanwhile = command('command.snapshot', { cameraId: 'cam-front' });
    station = await RunningStation.start(site);
    expect(await ended(id)).toEqual(['started', 'failed']);
    expect(detail(id)).toBe('the station restarted');
    expect(await ended(meanwhile)).toEqual(['started', 'done']);
    const rows = new DatabaseSync(join(site.dataDir, 'station.sqlite'), { readOnly: true });
    const steps = rows
      .prepare('SELECT commandId, status FROM command_step WHERE commandId IN (?, ?) ORDER BY id')
      .all(id, meanwhile);
    expect(steps).toEqual([
      { commandId: id, status: 'started' },
      { commandId: id, status: 'failed' },
      { commandId: meanwhile, status: 'started' },
      { commandId: meanwhile, status: 'done' },
    ]);
    rows.close();
  });
});
