/** The installer's calls through the station as it is shipped: heard, taken, written, and weighed with at once. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ListeningState } from '../../../preload/contract/listening.ts';
import { Site } from '../../sim/site.ts';
import type { SiteConfiguration } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';

let site: Site;
let station: RunningStation;

const SLOW = { baudRate: 4800, dataBits: 8, parity: 'none', stopBits: 1 } as const;

beforeAll(async () => {
  site = await Site.open({
    wire: 'serial',
    line: { ...SLOW, baudRate: 9600 },
    stabilityMs: 400,
    rateHz: 20,
    noiseKg: 0,
  });
  station = await RunningStation.start(site);
});
afterAll(async () => {
  expect(await station.stop()).toBe(0);
  await site.close();
});

const port = async (): Promise<ListeningState['port']> => {
  const [first] = await station.call('scale.listen.ports', {});
  if (first === undefined) throw new Error('no port');
  return first.port;
};
const start = async (): Promise<ListeningState> => station.call('scale.listen.start', { port: await port() });
const until = async (...phases: readonly ListeningState['phase'][]): Promise<ListeningState> => {
  let state: ListeningState | null = null;
  await station.until(
    `phase ${phases.join(' | ')}`,
    async () => {
      state = await station.call('scale.listen.state', {});
      return state !== null && phases.includes(state.phase);
    },
    60_000,
  );
  if (state === null) throw new Error('nobody has listened');
  return state;
};
const shows = (weightKg: number): Promise<void> =>
  station.until(`${weightKg} kg`, async () => (await station.call('scale.current', {})).weightKg === weightKg);
const configured = async (): Promise<SiteConfiguration> =>
  JSON.parse(await readFile(site.configFile, 'utf8')) as SiteConfiguration;

describe('listening', () => {
  test('lists the ports, the configured indicator first', async () => {
    expect(await station.call('scale.listen.state', {})).toBeNull();
    const ports = await station.call('scale.listen.ports', {});
    const { path } = (await configured()).scale.indicator['port'] as { path: string };
    expect(ports[0]).toEqual({
      port: { kind: 'serial', path },
      scaleId: 'scale-1',
      maker: null,
      serialNumber: null,
      usbId: null,
      byAdapter: false,
    });
  });

  test('a truck on the deck is weighed first', async () => {
    site.driveOn({ plateFront: '晋C12345', plateRear: null }, 20_000, 0);
    await station.untilSteady();
    expect(await station.refusal('scale.listen.start', { port: await port() })).toBe('listen.truck-on-deck');
    await shows(20_000);
    site.driveOff(0);
    await station.untilPhase('idle');
  });

  test('stopped without an answer: read again as before, and the file is untouched', async () => {
    const before = await readFile(site.configFile, 'utf8');
    await start();
    expect((await station.call('scale.current', {})).quality).not.toBe('live');
    expect(await station.refusal('scale.listen.take', { key: 'yaohua-tf0' })).toBe('listen.no-proposal');
    expect(await station.call('scale.listen.stop', {})).toMatchObject({ phase: 'stopped' });
    await shows(0);
    expect(await readFile(site.configFile, 'utf8')).toBe(before);
  });

  test('another protocol at another speed: heard, pushed, taken, written, weighed with, all without a restart', async () => {
    site.indicator.protocol = 'toledo-continuous';
    site.indicator.checksum = 'none';
    site.indicator.setLine(SLOW);
    await station.until('the signal to be lost', async () => {
      const [indicator] = await station.call('devices.list', {});
      return indicator?.detail === 'rubbish';
    });
    await start();
    const found = await until('found');
    expect(found).toMatchObject({
      scaleId: 'scale-1',
      form: SLOW,
      configured: { protocol: 'yaohua-tf0' },
      fault: null,
    });
    expect(found.results).toMatchObject([{ form: { baudRate: 9600 }, protocol: null }]);
    expect(found.tail).toContain('0d02');
    const [best] = found.candidates;
    expect(best).toMatchObject({
      protocol: 'toledo-continuous',
      options: { checksum: 'ignore' },
      weightText: '0',
      unit: 'kg',
    });
    expect(best?.reasons.map(({ code }) => code)).toContain('checksum-not-sent');
    expect(found.cannotBeHeard).toContainEqual({ protocol: 'yaohua-cmd', why: 'asked' });
    expect(station.pushed('scale.listening').length).toBeGreaterThan(3);

    const before = await configured();
    const pids = [...station.stationPids];
    expect(await station.call('scale.listen.take', { key: best?.key ?? '' })).toEqual({
      scaleId: 'scale-1',
      protocol: 'toledo-continuous',
      options: { checksum: 'ignore' },
      form: SLOW,
      adapter: null,
    });
    await shows(0);
    const after = await configured();
    const { path } = before.scale.indicator['port'] as { path: string };
    expect(after.scale.indicator).toEqual({
      protocol: 'toledo-continuous',
      port: { kind: 'serial', path, ...SLOW },
      options: { checksum: 'ignore' },
    });
    expect({ ...after, scale: { ...after.scale, indicator: null } }).toEqual({
      ...before,
      scale: { ...before.scale, indicator: null },
    });
    expect(JSON.parse(await readFile(`${site.configFile}.before`, 'utf8'))).toEqual(before);
    expect(station.stationPids).toEqual(pids);
    // Not a byte went to the indicator, neither then nor now.
    expect([...site.indicator.heard]).toEqual([]);
  });

  test('the record says in what protocol its weight was read', async () => {
    site.driveOn({ plateFront: '晋C12345', plateRear: null }, 16_200, 0);
    await station.untilSteady();
    const document = await station.captureWhole({ kind: 'tare', operatorId: '张三', plateFront: '晋C12345' });
    expect(document.indicator).toMatchObject({ protocol: 'toledo-continuous' });
    site.driveOff(0);
    await station.untilPhase('idle');
  });

  test('the next start reads the same', async () => {
    expect(await station.stop()).toBe(0);
    station = await RunningStation.start(site);
    await shows(0);
  });

  test('a file that somebody has spoilt: said so, and it goes on listening', async () => {
    site.indicator.protocol = 'yaohua-tf0';
    site.indicator.checksum = 'right';
    await start();
    const { candidates } = await until('found');
    const key = candidates[0]?.key ?? '';
    const text = await readFile(site.configFile, 'utf8');
    await writeFile(site.configFile, text.replace('"kg"', '"lb"'));
    expect(await station.refusal('scale.listen.take', { key })).toBe('config.invalid');
    await rm(site.configFile);
    expect(await station.refusal('scale.listen.take', { key })).toBe('config.missing-file');
    expect(await station.call('scale.listen.state', {})).toMatchObject({ phase: 'found' });
    await writeFile(site.configFile, text);
    await station.call('scale.listen.take', { key });
    await shows(0);
  });

  test('a port that is not there', async () => {
    const input = { port: { kind: 'serial', path: '/dev/no-such-port' } } as const;
    expect(await station.call('scale.listen.start', input)).toMatchObject({ scaleId: 'scale-1' });
    expect(await until('failed')).toMatchObject({ fault: { code: 'port.gone' } });
    // The scale is somewhere else and was never stopped.
    await shows(0);
    await station.call('scale.listen.stop', {});
    expect(await station.refusal('scale.listen.start', { ...input, scaleId: 'scale-9' })).toBe('scale.unknown');
  });
});
