/** The diagnostic bundle of the station as it is shipped: all that support asks for, and not one secret. */
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MIGRATIONS } from '../../../main/station/store/migrations/all.ts';
import { readWireRecording } from '../../../native/wire-recording.ts';
import { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';
import { unzipped } from '../../support/unzipped.ts';

/** Of the camera whose password the configuration only names. */
const NAMED_PASSWORD = 'kennwort-der-hinteren-Kamera';

let site: Site;
let station: RunningStation;
let files: ReadonlyMap<string, Buffer>;
let file: string;

const jsonOf = (name: string): Record<string, unknown> =>
  JSON.parse(files.get(name)?.toString('utf8') ?? 'null') as Record<string, unknown>;

beforeAll(async () => {
  site = await Site.open({ stabilityMs: 400, rateHz: 20, wire: 'serial' });
  await site.configure((configuration) => ({
    ...configuration,
    cameras: configuration.cameras.map((camera) =>
      camera['role'] === 'rear' ? { ...camera, password: { secret: 'rear' } } : camera,
    ),
  }));
  await mkdir(site.dataDir, { mode: 0o700 });
  await writeFile(join(site.dataDir, 'secrets.json'), JSON.stringify({ rear: NAMED_PASSWORD }));
  station = await RunningStation.start(site);
  site.driveOn({ plateFront: '晋C12345', plateRear: null }, 15_600, 0);
  await station.untilSteady();
  site.indicator.checksum = 'wrong';
  await station.until('the signal to be lost', async () =>
    (await station.call('devices.list', {})).some(({ detail }) => detail === 'checksum'),
  );
  site.indicator.checksum = 'right';
  await station.untilSteady();
  // The first good frames may stand beside the last bad ones: the line is called good once those are out of sight.
  await station.until('the signal to be good again', async () =>
    (await station.call('devices.list', {})).some(({ kind, state }) => kind === 'indicator' && state === 'online'),
  );
  await station.until('the enrolment', async () => (await station.call('station.info', {})).enrolled);
  const made = await station.call('support.bundle', {});
  file = made.file;
  const zip = await readFile(file);
  expect(zip).toHaveLength(made.bytes);
  files = unzipped(zip);
});
afterAll(async () => {
  expect(await station.stop()).toBe(0);
  await site.close();
});

describe('in the bundle', () => {
  test('who and what: versions, schema, chain head', async () => {
    const info = await station.call('station.info', {});
    expect(jsonOf('station.json')).toMatchObject({
      ...info,
      schemaVersion: MIGRATIONS.at(-1)?.version,
      runtime: { platform: process.platform },
    });
    expect(jsonOf('devices.json')).toMatchObject(
      (await station.call('devices.list', {})).map(({ id, kind }) => ({ id, kind })),
    );
    expect(jsonOf('outbox.json')).toHaveProperty('pending');
    expect(jsonOf('disk.json')).toHaveProperty('freeBytes');
  });

  test('the configuration, its secrets hidden', () => {
    expect(jsonOf('configuration.json')).toMatchObject({
      station: { name: '1号磅' },
      cameras: [
        { role: 'front', password: '[hidden]' },
        { role: 'rear', password: '[hidden]' },
      ],
      platform: { enrolmentCode: '[hidden]' },
    });
  });

  test('each scale: how it is, what was dropped and why, and its wire, which can be replayed', () => {
    const [scale] = jsonOf('scales.json') as unknown as Record<string, unknown>[];
    expect(scale).toMatchObject({
      id: 'scale-1',
      indicator: { protocol: 'yaohua-tf0' },
      condition: { state: 'online' },
    });
    const counters = scale?.['counters'] as { frames: number; rejects: Record<string, number> };
    expect(counters.rejects['checksum']).toBeGreaterThan(5);
    const wire = readWireRecording(files.get('wire/1-scale-1.wire')?.toString('utf8') ?? '');
    expect(wire[0]?.what).toBe('opened');
    const bytes = Buffer.concat(wire.filter(({ what }) => what === 'received').map((entry) => entry.bytes));
    expect(bytes.toString('latin1')).toContain('\u0002+015600');
    expect(wire.some(({ what }) => what === 'written')).toBe(false);
  });

  test('the logs', () => {
    const logs = [...files].filter(([name]) => name.startsWith('logs/')).map(([, bytes]) => bytes.toString('utf8'));
    expect(logs.join('')).toContain('"msg":"station is ready"');
  });

  test('no password, no code, no token, no key, no picture, no database', async () => {
    const key = JSON.parse(await readFile(join(site.dataDir, 'key.json'), 'utf8')) as { key: string };
    const { token } = JSON.parse(await readFile(join(site.dataDir, 'platform.json'), 'utf8')) as { token: string };
    const rpcToken = new URL(station.url).searchParams.get('token') ?? '';
    const secrets = [
      site.front.password,
      site.rear.password,
      NAMED_PASSWORD,
      'DEMO-2026-0001',
      key.key,
      token,
      rpcToken,
    ];
    for (const secret of secrets) expect(secret.length).toBeGreaterThan(5);
    const zip = await readFile(file);
    for (const [name, bytes] of [['the zip itself', zip] as const, ...files])
      for (const secret of secrets) expect(bytes.includes(secret) ? `${secret} in ${name}` : '').toBe('');
    for (const [name, bytes] of files) {
      expect(name).toMatch(/^(logs\/.+\.log|wire\/.+\.wire|[a-z]+\.json)$/);
      // JPEG, SQLite
      expect(bytes.includes(Buffer.from('ffd8ff', 'hex')) || bytes.includes('SQLite format 3')).toBe(false);
    }
  });
});

test('it lies in the data folder, for its owner alone, and the same request makes no second one', async () => {
  const folder = join(site.dataDir, 'support');
  expect(file.startsWith(folder)).toBe(true);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const id = '0b8f4c1e-0000-4000-8000-000000000001';
  const once = await station.call('support.bundle', {}, id);
  expect(await station.call('support.bundle', {}, id)).toEqual(once);
  expect(await readdir(folder)).toHaveLength(2);
  expect(await station.refusal('support.bundle', {}, null)).toBe('rpc.request-id-missing');
});

test('weights go on coming while it is made', async () => {
  const before = station.readings;
  await Promise.all([station.call('support.bundle', {}), station.call('support.bundle', {})]);
  await station.until('more readings', () => station.readings > before + 2);
  expect((await station.call('scale.current', {})).quality).toBe('live');
});
