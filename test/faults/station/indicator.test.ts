/** The indicator and its line fail: the number disappears, nothing can be captured, and it comes back by itself. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { Site, type SiteOptions } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';
import { IndicatorWire } from './indicator-wire.ts';

const CLERK = { operatorId: '张三' };
const TRUCK = { plateFront: '晋C12345', plateRear: null };
const TARE = { kind: 'tare', ...CLERK, plateFront: TRUCK.plateFront } as const;
const MEGABYTE = 1024 * 1024;
/** One second of the rule, a tenth for the look-out, the rest for asking. */
const GONE_WITHIN_MS = 1500;
/** Lines are tried again after 1, 2, 5, 10 s. */
const BACK_WITHIN_MS = 20_000;
/** Nothing is kept of what was noise; what the engine's heap does on its own is well below that. */
const FLAT_BYTES = 32 * MEGABYTE;

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

async function opened(options: SiteOptions): Promise<{ site: Site; station: RunningStation; wire: IndicatorWire }> {
  const site = await Site.open({ stabilityMs: 400, rateHz: 20, ...options });
  undo.push(() => site.close());
  const wire = new IndicatorWire(() => site.indicator.port);
  await wire.start();
  undo.push(() => wire.stop());
  if (options.wire !== 'serial')
    await site.configure(({ scale, ...configuration }) => ({
      ...configuration,
      scale: { ...scale, indicator: { ...scale.indicator, port: { kind: 'tcp', host: '127.0.0.1', port: wire.port } } },
    }));
  const station = await RunningStation.start(site);
  undo.push(async () => expect(await station.stop()).toBe(0));
  await live(station);
  return { site, station, wire };
}

async function live(station: RunningStation): Promise<void> {
  await station.until(
    'a live weight',
    async () => (await station.call('scale.current', {})).quality === 'live',
    BACK_WITHIN_MS,
  );
}

/** No number is shown in time, none can be captured, and the deck says why. */
async function expectGone(station: RunningStation): Promise<void> {
  const begin = performance.now();
  await station.until('the number to be gone', async () => (await station.call('scale.current', {})).weightKg === null);
  expect(performance.now() - begin).toBeLessThan(GONE_WITHIN_MS);
  expect(await station.call('scale.current', {})).toMatchObject({ quality: 'stale', stable: false, stableProgress: 0 });
  await expectRefusal(station, 'scale.signal-lost');
  await station.untilPhase('no-signal');
  await station.until('lost', async () => (await station.call('scale.current', {})).quality === 'lost');
  expect((await station.call('scale.current', {})).weightKg).toBeNull();
  await station.until('the device to be called offline', async () =>
    (await station.call('devices.list', {})).some(({ kind, state }) => kind === 'indicator' && state === 'offline'),
  );
}

/** Refused, and in the end for this reason: on a busy machine the line may have been silent for a moment before. */
async function expectRefusal(station: RunningStation, code: string): Promise<void> {
  await station.until(`a refusal by ${code}`, async () => (await station.refusal('weighing.capture', TARE)) === code);
}

function residentBytes(pid: number | undefined): number {
  const match = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'));
  return Number(match?.[1]) * 1024;
}

describe.each(['yaohua-tf0', 'toledo-continuous'] as const)('%s', (protocol) => {
  test('what must not be captured', async () => {
    const { site, station } = await opened({ protocol });
    await expectRefusal(station, 'scale.below-minimum');
    site.indicator.setNoise(300);
    site.driveOn(TRUCK, 15_000, 0);
    await station.until(
      'a restless weight',
      async () => ((await station.call('scale.current', {})).weightKg ?? 0) > 10_000,
    );
    await expectRefusal(station, 'scale.unstable');
    site.indicator.setNoise(3);
    site.driveOn(TRUCK, 100_140, 0);
    await station.until(
      'a weight over the capacity',
      async () => (await station.call('scale.current', {})).weightKg === 100_140,
    );
    await expectRefusal(station, 'scale.over-capacity');
    // Beyond nine divisions more the display goes dark: Toledo says so, Yaohua says nothing at all.
    site.driveOn(TRUCK, 101_000, 0);
    const saysSo = protocol === 'toledo-continuous';
    await station.until('a dark display', async () => {
      const { overload, weightKg } = await station.call('scale.current', {});
      return weightKg === null && overload === saysSo;
    });
    await expectRefusal(station, saysSo ? 'scale.over-capacity' : 'scale.signal-lost');
    site.driveOn(TRUCK, 15_000, 0);
    await station.untilSteady();
    await station.captureWhole(TARE);
    await expectRefusal(station, 'scale.not-returned-to-zero');
    expect((await station.call('records.search', {})).items.length).toBe(1);
  });

  test('silence, every byte by itself, wrong checksums, 10 MB of noise', async () => {
    const { site, station, wire } = await opened({ protocol });
    site.indicator.silence();
    await expectGone(station);
    site.indicator.speak();
    await live(station);

    wire.bytewise = true;
    site.driveOn(TRUCK, 23_460, 0);
    await station.untilSteady();
    expect(await station.call('scale.current', {})).toMatchObject({ weightKg: 23_460, stable: true });
    wire.bytewise = false;

    site.indicator.checksum = 'wrong';
    await expectGone(station);
    site.indicator.checksum = 'right';
    await live(station);

    wire.muted = true;
    await station.until('silence', async () => (await station.call('scale.current', {})).quality !== 'live');
    // The first megabyte warms the machine up; the ten after it must leave nothing behind.
    await noise(station, wire, MEGABYTE);
    const before = residentBytes(station.stationPids.at(-1));
    await noise(station, wire, 10 * MEGABYTE);
    expect(residentBytes(station.stationPids.at(-1)) - before).toBeLessThan(FLAT_BYTES);
    wire.muted = false;
    await live(station);
    await station.until('the weight', async () => (await station.call('scale.current', {})).weightKg === 23_460);
    expect(station.stationPids.length).toBe(1);
    expect((await station.call('records.search', {})).items).toEqual([]);
  });

  /** Random bytes as fast as the station takes them; it is asked for the weight all the while. */
  async function noise(station: RunningStation, wire: IndicatorWire, total: number): Promise<void> {
    for (let sent = 0; sent < total;) {
      try {
        await wire.send(randomBytes(64 * 1024));
        sent += 64 * 1024;
      } catch (error) {
        // Noise is silence: after a while the station opens the port anew.
        if (!(error instanceof Error)) throw error;
        await station.until('the line', () => wire.connected);
      }
      expect(await station.call('scale.current', {})).toMatchObject({ weightKg: null, stable: false });
    }
    await expectRefusal(station, 'scale.signal-lost');
  }
});

test('a serial server switched off and on with a truck on the deck', async () => {
  const { site, station, wire } = await opened({});
  site.driveOn(TRUCK, 15_000, 0);
  await station.untilSteady();
  const { port } = wire;
  await wire.stop();
  await expectGone(station);
  await wire.start(port);
  await station.untilSteady();
  expect(await station.captureWhole(TARE)).toMatchObject({ weightKg: 15_000 });
});

test('a serial cable pulled out and put back with a truck on the deck', async () => {
  const { site, station } = await opened({ wire: 'serial' });
  site.driveOn(TRUCK, 15_000, 0);
  await station.untilSteady();
  await site.unplug();
  await expectGone(station);
  await site.replug();
  await station.untilSteady();
  expect(await station.captureWhole(TARE)).toMatchObject({ weightKg: 15_000 });
});
