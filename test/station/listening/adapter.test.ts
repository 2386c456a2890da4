/**
 * A USB adapter through the station as it is shipped: recognised in the list, taken by its number, found again under another
 * path, missed and doubted in words. The system's list is a `udevadm` of the test's own that serialport asks as it does any
 * other; the ports in it are real.
 */
import { chmod, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { IndicatorSimulator } from '../../sim/indicator/indicator-simulator.ts';
import { SerialPair } from '../../sim/serial-pair.ts';
import { Site } from '../../sim/site.ts';
import type { SiteConfiguration } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';

interface Adapter {
  readonly path: string;
  readonly serialNumber: string;
}

let site: Site;
let station: RunningStation;
let folder: string;
let other: { readonly pair: SerialPair; readonly indicator: IndicatorSimulator };

/** As `udevadm info -e` tells of serial ports (the names are what serialport looks at first). */
async function plugged(...adapters: readonly Adapter[]): Promise<void> {
  const entries = adapters.map(
    ({ path, serialNumber }, at) => `P: /devices/usb/${at}
N: ttyUSB${at}
E: DEVNAME=${path}
E: ID_VENDOR_ENC=FTDI\\x20Ltd
E: ID_SERIAL_SHORT=${serialNumber}
E: ID_VENDOR_ID=0403
E: ID_MODEL_ID=6001
`,
  );
  await writeFile(join(folder, 'ports'), entries.join('\n'));
}

const configured = async (): Promise<Readonly<Record<string, unknown>>> =>
  (JSON.parse(await readFile(site.configFile, 'utf8')) as SiteConfiguration).scale.indicator;
const shows = (weightKg: number): Promise<void> =>
  station.until(`${weightKg} kg`, async () => {
    const { weightKg: now } = await station.call('scale.current', {});
    // The other adapter's indicator stands at 48,200 kg, and nobody may ever see that.
    expect(now).not.toBe(48_200);
    return now === weightKg;
  });
const untilSaid = (detail: string): Promise<void> =>
  station.until(detail, async () => {
    expect((await station.call('scale.current', {})).weightKg).not.toBe(48_200);
    return (await station.call('devices.list', {})).some((device) => device.detail === detail);
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'udev-'));
  await writeFile(join(folder, 'udevadm'), `#!/bin/sh\nexec cat '${folder}/ports'\n`);
  await chmod(join(folder, 'udevadm'), 0o755);
  const pair = new SerialPair();
  await pair.start();
  const indicator = new IndicatorSimulator({ protocol: 'yaohua-tf0', tcp: null, serialPath: pair.ends[1], noiseKg: 0 });
  await indicator.start();
  indicator.setWeight(48_200);
  other = { pair, indicator };
  site = await Site.open({ wire: 'serial', rateHz: 20, noiseKg: 0 });
  await plugged({ path: site.serialPath, serialNumber: 'A50285BI' }, { path: pair.ends[0], serialNumber: 'B1' });
  const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
  station = await RunningStation.start({ configFile: site.configFile, dataDir: site.dataDir, env });
});
afterAll(async () => {
  expect(await station.stop()).toBe(0);
  await site.close();
  await other.indicator.stop();
  await other.pair.stop();
  await rm(folder, { recursive: true, force: true });
});

test('listed as what it is, and taken by its number', async () => {
  await shows(0);
  const ports = await station.call('scale.listen.ports', {});
  const facts = { maker: 'FTDI Ltd', usbId: '0403:6001' };
  expect(ports).toEqual([
    {
      port: { kind: 'serial', path: site.serialPath },
      ...facts,
      serialNumber: 'A50285BI',
      scaleId: 'scale-1',
      byAdapter: false,
    },
    {
      port: { kind: 'serial', path: other.pair.ends[0] },
      ...facts,
      serialNumber: 'B1',
      scaleId: null,
      byAdapter: false,
    },
  ]);
  await station.call('scale.listen.start', { port: { kind: 'serial', path: site.serialPath } });
  let key = '';
  await station.until('an answer', async () => {
    const state = await station.call('scale.listen.state', {});
    key = state?.candidates[0]?.key ?? '';
    return state?.phase === 'found';
  });
  expect(await station.call('scale.listen.take', { key })).toMatchObject({ adapter: 'A50285BI' });
  expect(await configured()).toEqual({
    protocol: 'yaohua-tf0',
    port: {
      kind: 'serial',
      usb: { serialNumber: 'A50285BI', id: '0403:6001' },
      baudRate: 9600,
      dataBits: 8,
      parity: 'none',
      stopBits: 1,
    },
    options: { checksum: 'required' },
  });
  await shows(0);
  expect((await station.call('scale.listen.ports', {}))[0]).toMatchObject({ scaleId: 'scale-1', byAdapter: true });
});

test('unplugged: said by its number; plugged in elsewhere, with another adapter at its old path: found by itself', async () => {
  const old = site.serialPath;
  await site.unplug();
  await plugged({ path: other.pair.ends[0], serialNumber: 'B1' });
  await untilSaid('port.adapter-absent: A50285BI');
  expect((await station.call('scale.listen.ports', {})).map(({ scaleId }) => scaleId)).toEqual([null]);

  await site.replug();
  const elsewhere = join(folder, 'ttyUSB7');
  await symlink(await realpath(old), elsewhere);
  await rm(old);
  await symlink(await realpath(other.pair.ends[0]), old);
  site.driveOn({ plateFront: '晋C12345', plateRear: null }, 15_600, 0);
  await plugged({ path: old, serialNumber: 'B1' }, { path: elsewhere, serialNumber: 'A50285BI' });
  await shows(15_600);
  expect(await station.refusal('scale.listen.start', { port: { kind: 'serial', path: elsewhere } })).toBe(
    'listen.truck-on-deck',
  );
});

test('two of one number: neither is read', async () => {
  await site.unplug();
  await plugged(
    { path: join(folder, 'ttyUSB7'), serialNumber: 'A50285BI' },
    { path: other.pair.ends[0], serialNumber: 'A50285BI' },
  );
  await untilSaid('port.adapter-twice: A50285BI');
});

test('a system whose list fails: the port is not opened by guess', async () => {
  await site.replug();
  await writeFile(join(folder, 'udevadm'), '#!/bin/sh\nexit 3\n');
  // serialport reports such a list as empty or as failed, whichever comes first.
  await station.until('the reason', async () => {
    expect((await station.call('scale.current', {})).weightKg).toBeNull();
    return (await station.call('devices.list', {})).some(({ detail }) =>
      /^port\.(failed: |adapter-absent: A50285BI$)/.test(detail ?? ''),
    );
  });
});
