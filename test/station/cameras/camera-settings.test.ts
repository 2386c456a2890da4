/** An installer sets the cameras of the station as it is shipped: file, secrets, and the station that starts itself anew. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';

let site: Site;
let station: RunningStation;
beforeAll(async () => {
  site = await Site.open({ stabilityMs: 400 });
  station = await RunningStation.start(site);
});
afterAll(async () => {
  expect(await station.stop()).toBe(0);
  await site.close();
});

const wishes = async () =>
  (await station.call('cameras.settings', {})).map(({ id, role, scaleId, address, username }) => ({
    id,
    role,
    scaleId,
    address,
    username,
  }));
const kinds = async () => {
  const list = await station.call('devices.list', {});
  return list.filter(({ kind }) => kind.startsWith('camera')).map(({ id, kind, state }) => [id, kind, state]);
};

test('the list tells everything but the password', async () => {
  const list = await station.call('cameras.settings', {});
  expect(list.map(({ role, hasPassword, username }) => [role, hasPassword, username])).toEqual([
    ['front', true, site.front.username],
    ['rear', true, site.rear.username],
  ]);
  expect(JSON.stringify(list)).not.toContain(site.front.password);
});

test('front and rear change places: the station starts itself anew, once, and photographs with them', async () => {
  const [front, rear] = await wishes();
  if (front === undefined || rear === undefined) throw new Error('two cameras');
  const processes = station.stationPids.length;
  const saved = await station.call('cameras.save', {
    cameras: [
      { ...front, role: 'rear' },
      { ...rear, role: 'front' },
    ],
  });
  expect(saved.map(({ id, role, hasPassword }) => [id, role, hasPassword])).toEqual([
    [front.id, 'rear', true],
    [rear.id, 'front', true],
  ]);
  await station.until('the next process', () => Promise.resolve(station.stationPids.length > processes));
  await station.reconnect();
  await station.until('both cameras online', async () => (await kinds()).every(([, , state]) => state === 'online'));
  expect(await kinds()).toEqual([
    [front.id, 'camera-rear', 'online'],
    [rear.id, 'camera-front', 'online'],
  ]);
  expect(station.stationPids).toHaveLength(processes + 1);
});

test('a new camera with a password: it lies in the secrets, and nowhere else', async () => {
  const before = await wishes();
  const password = site.rear.password;
  await station.call('cameras.save', {
    cameras: [
      ...before,
      { role: 'office', scaleId: null, address: site.rear.address, username: site.rear.username, password },
    ],
  });
  await station.reconnect();
  await station.until('the new camera online', async () =>
    (await kinds()).some(([id, kind, state]) => id === 'cam-office' && kind === 'camera-office' && state === 'online'),
  );
  const file = JSON.parse(await readFile(site.configFile, 'utf8')) as { cameras: { password: unknown }[] };
  const { secret } = file.cameras.at(-1)?.password as { secret: string };
  const secrets = async () => JSON.parse(await readFile(join(site.dataDir, 'secrets.json'), 'utf8')) as unknown;
  expect(await secrets()).toEqual({ [secret]: password });
  // A new one takes its place; the old one is gone.
  const now = await wishes();
  await station.call('cameras.save', {
    cameras: now.map((camera) => (camera.role === 'office' ? { ...camera, password: 'anders' } : camera)),
  });
  expect(Object.values((await secrets()) as object)).toEqual(['anders']);
  await station.reconnect();
  await station.call('cameras.save', { cameras: now.filter(({ role }) => role !== 'office') });
  expect(await secrets()).toEqual({});
  await station.reconnect();
});

test('what makes no configuration changes nothing: no file, no secret, no new start', async () => {
  const before = await readFile(site.configFile, 'utf8');
  const processes = station.stationPids.length;
  const list = (await wishes()).map((camera) => ({ ...camera, role: 'front' as const, password: 'x' }));
  expect(await station.refusal('cameras.save', { cameras: list })).toBe('config.invalid');
  expect(await readFile(site.configFile, 'utf8')).toBe(before);
  expect(JSON.parse(await readFile(join(site.dataDir, 'secrets.json'), 'utf8'))).toEqual({});
  expect(station.stationPids).toHaveLength(processes);
});

test('with a truck on the deck it waits', async () => {
  site.driveOn({ plateFront: '晋C12345', plateRear: null }, 15_600, 0);
  await station.untilSteady();
  expect(await station.refusal('cameras.save', { cameras: await wishes() })).toBe('config.truck-on-deck');
});
