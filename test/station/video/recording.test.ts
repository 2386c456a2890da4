/** The whole station records a truck: from the serial bytes to a file that plays, and what a power cut leaves. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { VideoFile } from '../../../preload/contract/video.ts';
import { RtspServer } from '../../sim/rtsp-server/rtsp-server.ts';
import { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';
import { complaints, probe } from '../camera/media-probe.ts';
import { sha256Of } from './recorder-rig.ts';

const TRUCK = { plateFront: '晋C12345', plateRear: null };
const GROSS = { kind: 'gross', operatorId: '张三', plateFront: TRUCK.plateFront, axleCount: 6 } as const;
/** As the simulated cameras'. */
const ACCOUNT = { username: 'admin', password: 'Camera.2026' };
const RECORDING = { preRollSeconds: 3, minFreeGb: 0.01 };

let server: RtspServer;
let site: Site;
let station: RunningStation;

beforeEach(async () => {
  const small = { width: 640, height: 360, gop: 25, seconds: 4, kbitPerSecond: 500 };
  server = new RtspServer({ ...small, auth: ACCOUNT, paths: ['/front', '/rear'] });
  await server.start();
  site = await Site.open({
    stabilityMs: 400,
    rateHz: 20,
    streams: { front: { main: server.address('/front') }, rear: { main: server.address('/rear') } },
    configuration: { recording: RECORDING },
  });
  // One at a gate, recorded as well: no weighing's clips are of it.
  await site.configure(({ cameras, ...others }) => ({
    ...others,
    cameras: [...cameras, { ...cameras[0], id: 'cam-gate', role: 'gate-in' }],
  }));
  station = await RunningStation.start(site);
  await station.until('the gate’s events', () => site.front.events.subscriptions > 0);
  await untilPlaying();
});

afterEach(async () => {
  await station.stop();
  await site.close();
  await server.stop();
});

async function untilPlaying(): Promise<void> {
  await station.until('the streams', async () => {
    const states = await station.call('video.state', {});
    return states.filter(({ state, stream }) => stream === 'main' && state === 'playing').length === 3;
  });
}

async function weigh(): Promise<string> {
  site.driveOn(TRUCK, 48_620, 0);
  await station.untilSteady();
  return (await station.captureWhole(GROSS)).id;
}

async function leave(): Promise<void> {
  site.driveOff(0);
  await station.untilPhase('idle');
}

async function closedFiles(weighingId: string, count: number): Promise<VideoFile[]> {
  let files: VideoFile[] = [];
  await station.until(`${count} files`, async () => {
    ({ files } = await station.call('video.clips', { weighingId }));
    return files.length >= count && files.every(({ state }) => state !== 'open');
  });
  return files;
}

const pathOf = ({ path }: VideoFile): string => join(site.dataDir, 'video', path ?? 'none');

test('a weighing’s clips: both cameras, from before the truck; listed by record, by pass and by time; copied with its hash', async () => {
  const states = await station.call('video.state', {});
  expect(states).toHaveLength(6);
  await station.until('what was measured', async () =>
    (await station.call('video.state', {})).every(
      ({ framesPerSecond, stream }) => stream === 'sub' || (framesPerSecond ?? 0) > 15,
    ),
  );
  expect((await station.call('video.state', {})).find(({ stream }) => stream === 'main')).toMatchObject({
    state: 'playing',
    code: null,
    codec: 'h264',
    width: 640,
    height: 360,
    dropped: {},
    recording: 0,
    stored: { files: 0, bytes: 0, oldest: null },
  });

  const came = Date.now();
  const weighingId = await weigh();
  expect((await station.call('video.clips', { weighingId })).files).toMatchObject([
    { state: 'open', path: null },
    { state: 'open', path: null },
  ]);
  await leave();
  const left = Date.now();
  const files = await closedFiles(weighingId, 2);
  expect(files.map(({ cameraId }) => cameraId).sort()).toEqual(['cam-front', 'cam-rear']);
  for (const file of files) {
    expect(file).toMatchObject({ state: 'whole', cause: 'pass', codec: 'h264', width: 640, height: 360, nth: 0 });
    // From before it came, but no more than the pre-roll.
    expect(came - Date.parse(file.from)).toBeGreaterThan(1000);
    expect(came - Date.parse(file.from)).toBeLessThan(3500);
    expect(Math.abs(Date.parse(file.to ?? '') - left)).toBeLessThan(1500);
    expect(await complaints(pathOf(file))).toBe('');
    expect(sha256Of(pathOf(file))).toBe(file.sha256);
    expect((await probe(pathOf(file))).seconds * 1000).toBeGreaterThan(left - came);
  }
  const [front] = files;
  if (front?.passId == null) throw new Error('no pass');
  expect((await station.call('video.clips', { passId: front.passId })).files).toEqual(files);
  const time = { from: front.from, to: front.to ?? front.from };
  expect((await station.call('video.clips', time)).files).toEqual(files);
  expect((await station.call('video.clips', { ...time, cameraId: front.cameraId })).files).toEqual([front]);
  expect(await station.refusal('video.clips', { from: time.to, to: time.from })).toBe('rpc.invalid-input');

  const { files: copies } = await station.call('video.export', { clipId: front.clipId });
  expect(copies).toMatchObject([{ cameraId: front.cameraId, sha256: front.sha256, bytes: front.bytes }]);
  expect(sha256Of(copies[0]?.file ?? '')).toBe(front.sha256);
  const cut = await station.call('video.export', { ...time, cameraId: front.cameraId });
  expect(await complaints(cut.files[0]?.file ?? '')).toBe('');
  expect(sha256Of(cut.files[0]?.file ?? '')).toBe(cut.files[0]?.sha256);
  expect(readdirSync(join(site.dataDir, 'support')).length).toBeLessThanOrEqual(2);
  const nothing = {
    cameraId: front.cameraId,
    from: '2020-01-01T00:00:00.000+08:00',
    to: '2020-01-02T00:00:00.000+08:00',
  };
  expect(await station.refusal('video.export', nothing as never)).toBe('video.not-found');
  const after = (await station.call('video.state', {})).find(({ cameraId }) => cameraId === front.cameraId);
  expect(after?.stored).toEqual({ files: 1, bytes: front.bytes, oldest: front.from });
});

test('the power goes while a truck stands there: its clips are saved as far as they are whole, and go on after the start', async () => {
  const weighingId = await weigh();
  await station.until('some seconds on disk', () => {
    const folder = join(site.dataDir, 'video');
    const parts = existsSync(folder)
      ? readdirSync(folder).flatMap((day) => readdirSync(join(folder, day)).map((name) => join(folder, day, name)))
      : [];
    return parts.length === 2 && parts.every((part) => part.endsWith('.part') && statSync(part).size > 150_000);
  });
  await station.cutPower();
  station = await RunningStation.start(site);
  await untilPlaying();
  await station.until(
    'the clips that go on',
    async () => (await station.call('video.clips', { weighingId })).files.length === 4,
  );
  await leave();
  const files = await closedFiles(weighingId, 4);
  expect(files.map(({ state }) => state).sort()).toEqual(['salvaged', 'salvaged', 'whole', 'whole']);
  for (const file of files) {
    expect(await complaints(pathOf(file))).toBe('');
    expect(sha256Of(pathOf(file))).toBe(file.sha256);
  }
});

test('an orderly end closes what is being written', async () => {
  const weighingId = await weigh();
  await station.until(
    'both are written',
    async () => (await station.call('video.clips', { weighingId })).files.length === 2,
  );
  expect(await station.stop()).toBe(0);
  const folder = join(site.dataDir, 'video');
  const names = readdirSync(folder).flatMap((day) => readdirSync(join(folder, day)));
  expect(names).toHaveLength(2);
  expect(names.every((name) => name.endsWith('.mp4'))).toBe(true);
});
