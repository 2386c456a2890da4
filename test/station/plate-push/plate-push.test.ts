/** What smart cameras push, through the station as it is shipped: a suggestion beside what was read, and nothing else. */
import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { PlatePushed, Readings } from '../../../preload/contract/readings.ts';
import { alarmInfoPlate, keepAlive, tollgateInfo } from '../../sim/smart-camera/vendor-bodies.ts';
import { gbBytes } from '../../sim/smart-camera/gb-bytes.ts';
import { SmartCameraSimulator } from '../../sim/smart-camera/smart-camera-simulator.ts';
import { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';
import { unzipped } from '../../support/unzipped.ts';
import { freePort } from '../../sim/smart-camera/free-port.ts';
import { listeningSockets } from './listening-sockets.ts';

const SECRET = 'only-we-know-2026';
const DIGEST = { user: 'weighbridge', password: 'Plate.2026' };
const FRONT = { address: '127.0.0.1', secret: { query: 'key', value: SECRET } };
const REAR = { address: '127.0.0.2', digest: DIGEST };
const TRUCK = { plateFront: '晋C88666', plateRear: '' };
/** Nobody names a plate, and the pictures are not read. */
const SAID = { kind: 'tare', operatorId: '张三', direction: 'in' } as const;

const platePush = (port: number, connection = 'lo') => ({
  connection,
  port,
  sources: [
    {
      address: '127.0.0.1',
      cameraId: 'cam-front',
      serial: 'fe71e106-57263272',
      auth: { kind: 'secret', query: 'key', secret: SECRET },
      ready: 'alarm-info-plate',
    },
    {
      address: '127.0.0.2',
      cameraId: 'cam-rear',
      auth: { kind: 'digest', ...DIGEST },
      ready: 'dahua-itsapi',
    },
  ],
});

let site: Site;
let station: RunningStation;
let port: number;
const cameras: SmartCameraSimulator[] = [];
const camera = (more: object): SmartCameraSimulator => {
  const one = new SmartCameraSimulator({ port, ...more });
  cameras.push(one);
  return one;
};
/** A camera has a line or two to its server, and not one a test. */
afterEach(() => {
  for (const one of cameras.splice(0)) one.stop();
});

beforeAll(async () => {
  port = await freePort();
  site = await Site.open({ stabilityMs: 800, captureWhenSteady: true, configuration: { platePush: platePush(port) } });
  station = await RunningStation.start(site);
  await station.until('cameras and what they push to', async () =>
    (await station.call('devices.list', {})).every((one) => one.state === 'online'),
  );
});
afterAll(async () => {
  expect(await station.stop()).toBe(0);
  await site.close();
});

const readings = async (): Promise<Readings | null> =>
  (await station.call('weighing.state', {})).capture?.readings ?? null;
const pushed = async (): Promise<readonly PlatePushed[]> => (await readings())?.pushed ?? [];

async function untilCaptured(): Promise<void> {
  await station.until('the capture', async () => (await readings())?.state === 'done');
}
async function leave(): Promise<void> {
  site.driveOff(200);
  await station.untilPhase('idle');
}

describe('a truck on the deck', () => {
  test('pushed while it drove on, by header and body of real cameras: told with the readings, front and rear', async () => {
    site.driveOn(TRUCK, 16_200, 1500);
    await station.untilPhase('arriving');
    const front = await camera(FRONT).push(gbBytes(JSON.stringify(alarmInfoPlate({ plate: '晋C88666' }))));
    expect(front).toMatchObject({
      status: 200,
      body: '{"Response_AlarmInfoPlate":{"info":"no","content":"retransfer_stop","is_pay":"false"}}',
    });
    const rear = await camera(REAR).push(tollgateInfo({ plate: '晋K1111挂' }));
    expect(rear).toMatchObject({ status: 200, body: '{"result":"true"}' });
    await untilCaptured();
    expect(await pushed()).toMatchObject([
      { cameraId: 'cam-front', role: 'front', text: '晋C88666', kind: 'ordinary', color: 'yellow', confidence: 0.96 },
      { cameraId: 'cam-rear', role: 'rear', text: '晋K1111挂', kind: 'trailer', color: 'yellow', confidence: 0.9 },
    ]);
  });

  test('pushed while it stands: the window is told at once; the same again changes nothing', async () => {
    const told = (): number => station.pushed('weighing.changed').length;
    const front = camera(FRONT);
    await front.push(alarmInfoPlate({ plate: '晋C88668', confidence: 71 }));
    await station.until('the window to be told', () =>
      station.pushed('weighing.changed').some(({ capture }) => capture?.readings?.pushed.at(-1)?.text === '晋C88668'),
    );
    const before = told();
    await front.push(alarmInfoPlate({ plate: '晋C88668', confidence: 72 }));
    expect((await pushed()).map(({ text }) => text)).toEqual(['晋C88666', '晋K1111挂', '晋C88668']);
    expect(told()).toBe(before);
  });

  test('nothing of it is in the record of a truck of which nobody said a plate', async () => {
    const document = await station.call('weighing.capture', SAID);
    expect(document.plateFront).toMatchObject({ text: null, source: 'none' });
    expect(document.plateFront.recognisedText ?? null).toBeNull();
    expect(document.plateRear).toMatchObject({ text: null, source: 'none' });
    expect(document.checks).toContainEqual({ code: 'plates-consistent', result: 'unknown' });
    expect(JSON.stringify(document)).not.toMatch(/88666|1111挂/);
    await leave();
  });

  test('the truck before is not this one: what was pushed of it is not shown', async () => {
    site.driveOn(TRUCK, 16_300, 200);
    await untilCaptured();
    expect(await pushed()).toEqual([]);
    await station.call('weighing.capture', { ...SAID, plateFront: '晋C77777' });
    await leave();
  });

  test('pushed before its wheels were on the deck', async () => {
    await camera(FRONT).push(alarmInfoPlate({ plate: '晋C55555' }));
    site.driveOn(TRUCK, 16_400, 200);
    await untilCaptured();
    expect((await pushed()).map(({ text }) => text)).toEqual(['晋C55555']);
    const document = await station.call('weighing.capture', { ...SAID, plateFront: '晋C55555' });
    // A person said it; that a camera suggested it makes it no reading of ours.
    expect(document.plateFront).toMatchObject({ text: '晋C55555', source: 'manual' });
    await leave();
  });

  test('a camera that says ever something else is heard six times', async () => {
    site.driveOn(TRUCK, 16_500, 200);
    await untilCaptured();
    const front = camera(FRONT);
    for (let nth = 1; nth <= 8; nth += 1)
      await station.until(
        `push ${nth}`,
        async () => (await front.push(alarmInfoPlate({ plate: `晋C0000${nth}` }))).status === 200,
      );
    expect((await pushed()).map(({ text }) => text)).toEqual([1, 2, 3, 4, 5, 6].map((nth) => `晋C0000${nth}`));
    await station.call('weighing.capture', { ...SAID, plateFront: '晋C00001' });
    await leave();
  });
});

describe('what is not taken', () => {
  const status = async (one: SmartCameraSimulator, body: object | string | Buffer, headers = {}): Promise<number> => {
    let heard = 429;
    // Those before it may still fill this second.
    await station.until('its turn', async () => (heard = (await one.push(body, headers)).status) !== 429);
    return heard;
  };

  test.each([
    ['a wrong secret', { ...FRONT, secret: { query: 'key', value: 'guess' } }, alarmInfoPlate({ plate: '晋C1' }), 401],
    ['a wrong password', { ...REAR, digest: { ...DIGEST, password: 'guess' } }, tollgateInfo({ plate: '晋C1' }), 401],
    ['JSON that is none', FRONT, '{"AlarmInfoPlate":', 400],
    ['another camera’s JSON', FRONT, tollgateInfo({ plate: '晋C88666' }), 422],
    ['another camera behind the same address', FRONT, alarmInfoPlate({ plate: '晋C88666', serial: 'other' }), 403],
    ['no plate', FRONT, alarmInfoPlate({ plate: '_无_' }), 200],
    ['a sign of life', REAR, keepAlive(), 200],
    ['of a truck that has gone', FRONT, alarmInfoPlate({ plate: '晋C88666', late: true }), 200],
    ['5 MB', FRONT, Buffer.alloc(5_000_000, 0x20), 413],
  ])('%s', async (_what, who, body, wanted) => {
    expect(await status(camera(who), body)).toBe(wanted);
  });

  test('pictures as a form, an address that is not listed, a sixth in a second, half a body', async () => {
    expect(await status(camera(FRONT), 'x', { 'Content-Type': 'multipart/form-data; boundary=x' })).toBe(415);
    await expect(camera({ ...FRONT, address: '127.0.0.9' }).push({})).rejects.toThrow();
    const front = camera(FRONT);
    await station.until(
      'one too many',
      async () => (await front.push(alarmInfoPlate({ plate: '晋C88666' }))).status === 429,
    );
    expect(await status(front, alarmInfoPlate({ plate: '晋C88666' }))).toBe(200);
    await camera(FRONT).hang(alarmInfoPlate({ plate: '晋C88666' }));
    expect(await status(camera(FRONT), alarmInfoPlate({ plate: '晋C88666' }))).toBe(200);
  }, 40_000);

  test('none of it weighed, passed a gate, or stands in a log', async () => {
    expect((await station.call('weighing.state', {})).phase).toBe('idle');
    expect((await station.call('records.search', { limit: 20 })).items).toHaveLength(4);
    expect((await station.call('gate.list', { limit: 5 })).items).toEqual([]);
    // The county's contract knows of no such device.
    await station.until('a heartbeat', () => site.platform.heartbeats.length > 0);
    expect(JSON.stringify(site.platform.heartbeats)).not.toContain('plate-push');
    const log = station.log.join('\n');
    expect(log).toContain('"what":"stranger"');
    expect(log).not.toMatch(new RegExp(`AlarmInfoPlate|${SECRET}|${DIGEST.password}|key=|88666`));
  });
});

test('a diagnostic bundle counts what came, and holds no secret', async () => {
  const { file } = await station.call('support.bundle', {});
  const texts = [...unzipped(await readFile(file)).values()].map((bytes) => bytes.toString('utf8')).join('\n');
  expect(texts).toMatch(/"stranger": ?1/);
  expect(texts).not.toContain(SECRET);
  expect(texts).not.toContain(DIGEST.password);
});

/** The newest process of a station itself. */
const listens = (one: RunningStation): string[] => listeningSockets(one.stationPids.at(-1) ?? 0);

test('it listens on the one address; switched off, on none at all', async () => {
  expect(listens(station)).toEqual([`127.0.0.1:${port}`]);
  const quiet = await Site.open({ stabilityMs: 800 });
  const other = await RunningStation.start(quiet);
  expect((await other.call('devices.list', {})).map(({ kind }) => kind)).not.toContain('plate-push');
  expect(listens(other)).toEqual([]);
  expect(await other.stop()).toBe(0);
  await quiet.close();
});

test('a connection that is not there is said, and nothing else suffers', async () => {
  const alone = await Site.open({ stabilityMs: 800, configuration: { platePush: platePush(port, 'eth-gone') } });
  const other = await RunningStation.start(alone);
  await other.until('its other devices', async () =>
    (await other.call('devices.list', {})).every(({ kind, state }) => kind === 'plate-push' || state === 'online'),
  );
  expect((await other.call('devices.list', {})).find(({ kind }) => kind === 'plate-push')).toMatchObject({
    state: 'offline',
    detail: 'push.no-connection: eth-gone',
  });
  alone.driveOn(TRUCK, 16_200, 200);
  await other.untilSteady();
  expect((await other.captureWhole({ ...SAID, plateFront: '晋C88666' })).weightKg).toBe(16_200);
  expect(await other.stop()).toBe(0);
  await alone.close();
});
