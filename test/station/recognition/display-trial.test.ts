/** The display of a camera marked, tried and saved, through the station as it is shipped. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DisplayMark, DisplayTrial } from '../../../preload/contract/camera-display.ts';
import { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';
import { unzipped } from '../../support/unzipped.ts';

let site: Site;
let station: RunningStation;
beforeAll(async () => {
  site = await Site.open({ stabilityMs: 400 });
  station = await RunningStation.start(site);
  await station.until('both cameras online', async () =>
    (await station.call('devices.list', {})).every((one) => one.state === 'online'),
  );
});
afterAll(async () => {
  expect(await station.stop()).toBe(0);
  await site.close();
});

const markOf = (camera: Site['front']): DisplayMark => {
  if (camera.displayMark === null) throw new Error('no display is in sight');
  return camera.displayMark as DisplayMark;
};
const folder = () => join(site.dataDir, 'display-samples');
async function ended(id: string): Promise<DisplayTrial> {
  let state: DisplayTrial | null = null;
  await station.until(
    'the end of the trial',
    async () => {
      state = await station.call('cameras.trialState', {});
      return state?.id === id && state.state !== 'running';
    },
    60_000,
  );
  return state as unknown as DisplayTrial;
}

test('ten pictures are read beside the indicator, told one by one, and kept on this computer', async () => {
  const begun = await station.call('cameras.tryDisplay', {
    cameraId: 'cam-front',
    mark: markOf(site.front),
    light: 'day',
  });
  const trial = await ended(begun.id);
  expect(trial).toMatchObject({ state: 'done', code: null });
  expect(trial.shots).toHaveLength(10);
  expect(trial.shots.every(({ indicatorKg }) => indicatorKg === 0)).toBe(true);
  expect(trial.shots.filter(({ verdict }) => verdict === 'matches').length).toBeGreaterThanOrEqual(8);
  const told = station.pushed('cameras.trial').filter(({ id }) => id === begun.id);
  expect(told.some(({ shots, state }) => state === 'running' && shots.length > 0)).toBe(true);
  const [front, rear] = await station.call('cameras.displaySamples', {});
  expect(front).toMatchObject({ cameraId: 'cam-front', day: { at: trial.startedAt, shots: 10 }, night: null });
  expect(rear).toMatchObject({ cameraId: 'cam-rear', day: null, night: null });
});

test('stopped, or with a camera that is gone, nothing of it is kept', async () => {
  const asked = { cameraId: 'cam-rear', mark: markOf(site.rear), light: 'night' } as const;
  await station.call('cameras.tryDisplay', asked);
  expect(await station.refusal('cameras.tryDisplay', asked)).toBe('display.trial-running');
  expect(await station.call('cameras.stopTrial', {})).toMatchObject({ state: 'stopped' });
  await site.rear.setFault('dropped');
  const { id } = await station.call('cameras.tryDisplay', asked);
  const failed = await ended(id);
  expect([failed.state, failed.code?.split('.')[0]]).toEqual(['failed', 'camera']);
  await site.rear.setFault(null);
  expect(await readdir(folder())).toHaveLength(1);
});

test('what cannot be tried is refused with its code', async () => {
  const mark = markOf(site.front);
  const [a, b, c, d] = mark.corners;
  const crossed: DisplayMark = { ...mark, corners: [a, c, b, d] };
  const tried = (cameraId: string, one: DisplayMark) =>
    station.refusal('cameras.tryDisplay', { cameraId, mark: one, light: 'day' });
  expect(await tried('cam-gate', mark)).toBe('camera.unknown');
  expect(await tried('cam-front', crossed)).toBe('display.mark-invalid');
  expect(await tried('cam-front', { ...mark, digits: 9 })).toBe('rpc.invalid-input');
  const find = (sha256: string) => station.refusal('cameras.findDisplay', { cameraId: 'cam-front', sha256, digits: 6 });
  expect(await find('0'.repeat(64))).toBe('evidence.damaged');
  expect(await find('../../secrets.json')).toBe('rpc.invalid-input');
});

test('no bundle for support takes a sample along', async () => {
  const { file } = await station.call('support.bundle', {});
  const names = [...unzipped(await readFile(file)).keys()];
  expect(names.length).toBeGreaterThan(3);
  expect(names.filter((name) => name.includes('display-samples') || name.endsWith('.jpg'))).toEqual([]);
});

test('saved it stands in the configuration and is read from the next start on; left out it stays; null takes it out', async () => {
  const list = async () =>
    (await station.call('cameras.settings', {})).map(({ id, role, scaleId, address, username, certificate }) => ({
      id,
      role,
      scaleId,
      address,
      username,
      certificate,
    }));
  const save = async (display: { display?: DisplayMark | null }) => {
    const [front, rear] = await list();
    if (front === undefined || rear === undefined) throw new Error('two cameras');
    const processes = station.stationPids.length;
    const saved = await station.call('cameras.save', { cameras: [{ ...front, ...display }, rear] });
    await station.until('the next process', () => station.stationPids.length > processes);
    await station.reconnect();
    const file = JSON.parse(await readFile(site.configFile, 'utf8')) as { cameras: { display?: unknown }[] };
    return [saved[0]?.display ?? null, file.cameras[0]?.display ?? null, file.cameras[1]?.display ?? null];
  };
  const mark = markOf(site.front);
  expect(await save({ display: mark })).toEqual([mark, mark, null]);
  expect((await station.call('cameras.settings', {}))[0]?.display).toEqual(mark);
  expect(await save({})).toEqual([mark, mark, null]);
  expect(await save({ display: null })).toEqual([null, null, null]);
  // The sample is still there: it is the camera's, not the mark's.
  expect((await station.call('cameras.displaySamples', {}))[0]?.day).not.toBeNull();
});
