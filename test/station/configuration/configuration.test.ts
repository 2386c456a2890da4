/** A configuration or a folder that cannot be used: one line that names code and path, an exit code, nothing half-started. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCALE_PROTOCOLS } from '../../../native/scale/protocols/index.ts';
import { Site, type SiteConfiguration } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';

interface Outcome {
  readonly stdout: string[];
  readonly stderr: string;
  readonly exitCode: number | null;
}

const PROGRAM = resolve(import.meta.dirname, '../../../out/headless.cjs');

async function run(args: readonly string[]): Promise<Outcome> {
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const killAtExit = (): void => void child.kill('SIGKILL');
  process.once('exit', killAtExit);
  const [stdout, stderr, [exitCode]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  process.off('exit', killAtExit);
  return { stdout: stdout.split('\n').filter((line) => line !== ''), stderr, exitCode: exitCode as number | null };
}

describe('a station that cannot start', () => {
  let site: Site;
  let good: SiteConfiguration;
  let nth = 0;
  beforeAll(async () => {
    site = await Site.open({ stabilityMs: 400 });
    await site.configure((configuration) => (good = configuration));
  });
  afterAll(() => site.close());

  const folder = (): string => dirname(site.configFile);

  /** Starts with this text as configuration, in a folder of its own. */
  async function startWith(
    file: string | Buffer,
    dataDir = join(folder(), `data-${String(nth++)}`),
  ): Promise<Outcome & { dataDir: string }> {
    const configFile = join(folder(), 'tried.json');
    writeFileSync(configFile, file);
    return { ...(await run(['--config', configFile, '--data', dataDir])), dataDir };
  }

  /** The one line says it, the log says it too, and there is no folder that a next start would trip over. */
  function expectRefusal({ stdout, stderr, exitCode }: Outcome, code: string, params: object = {}): void {
    expect(stdout.length).toBe(1);
    expect(JSON.parse(stdout[0] ?? '')).toMatchObject({ ready: false, error: { code, params } });
    expect(stderr).toContain(code);
    expect(exitCode).not.toBe(0);
  }

  const WRONG: readonly (readonly [string, (made: SiteConfiguration) => object, object])[] = [
    [
      'a wrong type',
      (made) => ({ ...made, scale: { ...made.scale, divisionKg: '20' } }),
      { path: 'scale.divisionKg', reason: 'not-number' },
    ],
    [
      'a key nobody knows',
      (made) => ({ ...made, scale: { ...made.scale, divsionKg: 20 } }),
      { path: 'scale.divsionKg', reason: 'unknown-key' },
    ],
    ['a missing key', ({ station: _gone, ...made }) => made, { path: 'station', reason: 'missing' }],
    [
      'an unknown protocol',
      (made) => ({ ...made, scale: { ...made.scale, indicator: { ...made.scale.indicator, protocol: 'morse' } } }),
      { path: 'scale.indicator.protocol', reason: 'not-one-of', limit: SCALE_PROTOCOLS.map(({ id }) => id).join(', ') },
    ],
    [
      'one camera twice',
      (made) => ({ ...made, cameras: [made.cameras[0], made.cameras[0]] }),
      { path: 'cameras.1.id', reason: 'id-twice' },
    ],
    [
      'a fraction of a kilogram',
      (made) => ({ ...made, scale: { ...made.scale, zeroBandKg: 0.5 } }),
      { path: 'scale.zeroBandKg', reason: 'not-whole' },
    ],
    ['no object at all', () => [], { path: '(root)', reason: 'not-group' }],
  ];
  test.for(WRONG)('%s', async ([, change, params]) => {
    const outcome = await startWith(JSON.stringify(change(good)));
    expectRefusal(outcome, 'config.invalid', params);
    expect(existsSync(outcome.dataDir)).toBe(false);
  });

  test('simulated devices and a real platform', async () => {
    const platform = { ...good.platform, url: 'https://platform.example/api' };
    const outcome = await startWith(JSON.stringify({ ...good, platform }));
    expectRefusal(outcome, 'config.platform-not-loopback', { url: platform.url });
    expect(existsSync(outcome.dataDir)).toBe(false);
  });

  test('no file, a folder instead of a file, a file that is no JSON', async () => {
    const file = join(folder(), 'nowhere.json');
    expectRefusal(await run(['--config', file, '--data', join(folder(), 'never')]), 'config.missing-file', { file });
    expectRefusal(await run(['--config', folder(), '--data', join(folder(), 'never')]), 'config.unreadable', {
      file: folder(),
    });
    for (const bytes of ['', '{"station":', Buffer.from([0, 1, 2, 250])])
      expectRefusal(await startWith(bytes), 'config.not-json');
    expect(existsSync(join(folder(), 'never'))).toBe(false);
  });

  test('a byte order mark does no harm', async () => {
    const outcome = await startWith(`\uFEFF${JSON.stringify({ ...good, mode: 'sometimes' })}`);
    expectRefusal(outcome, 'config.invalid', { path: 'mode' });
  });

  test('no arguments, or others', async () => {
    for (const args of [[], ['--config', site.configFile], ['--verbose']]) {
      const outcome = await run(args);
      expectRefusal(outcome, 'config.invalid');
      expect(outcome.exitCode).toBe(2);
    }
  });

  test('a data folder that is a file, or cannot be written', async () => {
    const file = join(folder(), 'a-file');
    writeFileSync(file, 'not a folder');
    expectRefusal(await startWith(JSON.stringify(good), file), 'station.folder-unreadable', { dataDir: file });
    expectRefusal(await startWith(JSON.stringify(good), join(file, 'below')), 'station.folder-unreadable');
  });

  test('a file system that makes no folders', async ({ skip }) => {
    if (process.platform !== 'linux') skip('/proc is of Linux');
    for (const dataDir of ['/proc/station-data', '/proc/station-data/below'])
      expectRefusal(await startWith(JSON.stringify(good), dataDir), 'station.folder-unreadable', {
        dataDir,
        reason: 'ENOENT',
      });
  });

  test('a disk that can only be read', async ({ skip }) => {
    const mount = join(folder(), 'read-only');
    mkdirSync(mount);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'ro,size=1m', 'tmpfs', mount], { encoding: 'utf8' });
    if (mounted.status !== 0) skip(`no read-only disk here: ${mounted.error?.message ?? mounted.stderr.trim()}`);
    try {
      for (const dataDir of [mount, join(mount, 'data')])
        expectRefusal(await startWith(JSON.stringify(good), dataDir), 'station.folder-unreadable', { dataDir });
    } finally {
      spawnSync('umount', [mount]);
    }
  });
});

describe('a folder that is taken, or made otherwise', () => {
  let site: Site;
  let station: RunningStation;
  beforeAll(async () => {
    site = await Site.open({ stabilityMs: 400 });
    station = await RunningStation.start(site);
  });
  afterAll(async () => {
    await station.stop();
    await site.close();
  });

  test('two stations on one folder: the second is refused, the first goes on', async () => {
    const { stationId } = await station.call('station.info', {});
    await expect(RunningStation.start(site)).rejects.toMatchObject({
      code: 'station.folder-in-use',
      params: { dataDir: site.dataDir },
    });
    expect(await station.call('station.info', {})).toMatchObject({ stationId });
    expect(station.stationPids.length).toBe(1);
  });

  test('what the station writes is for its own user only', ({ skip }) => {
    if (process.platform === 'win32') skip('rights are otherwise there');
    const mode = (path: string): number => statSync(path).mode & 0o777;
    const names = readdirSync(site.dataDir, { recursive: true, encoding: 'utf8' });
    expect(names).toEqual(expect.arrayContaining(['station.sqlite', 'station.sqlite-wal', 'logs']));
    const open = ['.', ...names].filter((name) => (mode(join(site.dataDir, name)) & 0o077) !== 0);
    expect(open).toEqual([]);
  });

  test('made for simulated devices: not for real ones', async () => {
    expect(await station.stop()).toBe(0);
    const before = readdirSync(site.dataDir).sort();
    await site.configure(({ platform: _none, ...configuration }) => ({ ...configuration, simulated: false }));
    await expect(RunningStation.start(site)).rejects.toMatchObject({
      code: 'station.folder-simulated',
      params: { folder: true, configuration: false },
    });
    expect(readdirSync(site.dataDir).sort()).toEqual(before);
  });
});
