/**
 * A port that the system does not give: taken by another program, not allowed, not there. Each is said by its own code,
 * and the weight comes by itself once it is well. The station runs as a user without rights where this test has all.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, realpathSync, symlinkSync, unlinkSync } from 'node:fs';
import { afterEach, expect, test } from 'vitest';
import { SerialLink } from '../../../native/serial-link.ts';
import { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';

/** Of `nobody`, on every Linux. */
const NOBODY = 65_534;
const IS_ROOT = process.getuid?.() === 0;
/** Tried again after 1, 2, 5, 10 s. */
const BACK_WITHIN_MS = 25_000;
const LINE = { baudRate: 9600, dataBits: 8, parity: 'none', stopBits: 1 } as const;

const undo: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

interface Refused {
  readonly station: RunningStation;
  /** The device file itself. */
  readonly port: string;
}

/** @param before what is done to the port before the station starts */
async function opened(before: (port: string) => Promise<unknown> | void, path?: string): Promise<Refused> {
  const site = await Site.open({ wire: 'serial', rateHz: 20 });
  undo.push(() => site.close());
  const port = realpathSync(site.serialPath);
  await site.configure(({ scale, ...configuration }) => ({
    ...configuration,
    scale: { ...scale, indicator: { ...scale.indicator, port: { kind: 'serial', path: path ?? port, ...LINE } } },
  }));
  if (IS_ROOT) execFileSync('chown', ['-R', String(NOBODY), site.folder]);
  chmodSync(port, 0o666);
  await before(port);
  const station = await RunningStation.start({
    configFile: site.configFile,
    dataDir: site.dataDir,
    ...(IS_ROOT ? { user: NOBODY } : {}),
  });
  undo.push(async () => expect(await station.stop()).toBe(0));
  return { station, port };
}

async function untilSaid(station: RunningStation, detail: RegExp): Promise<void> {
  await station.until(`the indicator to say ${detail.source}`, async () => {
    const devices = await station.call('devices.list', {});
    return devices.some(
      ({ kind, state, detail: said }) => kind === 'indicator' && state === 'offline' && detail.test(said ?? ''),
    );
  });
  expect(await station.call('scale.current', {})).toMatchObject({ quality: 'lost', weightKg: null });
  expect(await station.refusal('weighing.capture', { kind: 'tare', operatorId: '张三', plateFront: '晋C12345' })).toBe(
    'scale.signal-lost',
  );
}

async function untilLive(station: RunningStation): Promise<void> {
  await station.until(
    'a live weight',
    async () => (await station.call('scale.current', {})).quality === 'live',
    BACK_WITHIN_MS,
  );
}

test('another program has it: said, and back by itself when that one closes it', async () => {
  let other: SerialLink | null = null;
  const { station } = await opened(
    (port) =>
      new Promise<void>((done, failed) => {
        other = new SerialLink(
          { path: port, ...LINE },
          { onOpen: done, onBytes: () => {}, onClose: (why) => failed(new Error(why)) },
        );
        other.open();
        undo.push(() => other?.close());
      }),
  );
  await untilSaid(station, /^port\.busy: /);
  (other as SerialLink | null)?.close();
  await untilLive(station);
});

test('no right to it: said, and back by itself when it is given', async () => {
  const { station, port } = await opened((path) => chmodSync(path, IS_ROOT ? 0o600 : 0));
  await untilSaid(station, /^port\.denied: .*[Pp]ermission denied/);
  chmodSync(port, 0o666);
  await untilLive(station);
});

test('no such port: said, and back by itself when it appears', async () => {
  const path = `/tmp/no-such-port-${process.pid}`;
  const { station, port } = await opened(() => {}, path);
  await untilSaid(station, /^port\.gone: .*No such file/);
  symlinkSync(port, path);
  undo.push(() => unlinkSync(path));
  await untilLive(station);
});
