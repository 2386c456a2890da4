/** What an installer asks of cameras, through the whole station. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OnvifCameraSimulator } from '../../sim/onvif-camera/onvif-camera-simulator.ts';
import { RtspServer } from '../../sim/rtsp-server/rtsp-server.ts';
import { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';

const undo: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step();
});

let site: Site;
let station: RunningStation;
beforeEach(async () => {
  site = await Site.open();
  undo.push(() => site.close());
  station = await RunningStation.start(site);
  undo.push(() => station.stop());
  await station.until('the cameras', async () =>
    (await station.call('devices.list', {})).every(({ state }) => state === 'online'),
  );
});

describe('cameras.inspect', () => {
  test('a configured camera, against the lane’s rule', async () => {
    expect(await station.call('cameras.inspect', { cameraId: 'cam-front' })).toMatchObject({
      certificate: null,
      information: { maker: 'SIMULATED', serial: '21023508123456789012' },
      pictureProfile: 'Profile_1',
      picture: { width: 1920, height: 1080 },
      pictureRule: { ok: true, leastPixels: 2_000_000 },
      // Nobody plays its video.
      video: { code: 'camera.refused' },
      videoRule: { ok: null },
    });
  });

  test('an address that is not configured, with its video, against the gate’s rule; its password stands nowhere', async () => {
    const server = new RtspServer({ width: 640, height: 360, auth: { username: 'admin', password: 'Gate-Pa55' } });
    await server.start();
    undo.push(() => server.stop());
    const camera = new OnvifCameraSimulator({
      role: 'front',
      displayText: () => '',
      password: 'Gate-Pa55',
      media: 'both',
      streams: { main: server.address() },
    });
    await camera.start();
    undo.push(() => camera.stop());
    const { address, username } = camera;
    const asked = { address, username, password: 'Gate-Pa55', role: 'gate-in' } as const;
    const seen = await station.call('cameras.inspect', asked);
    expect(seen).toMatchObject({
      pictureRule: { ok: false, leastPixels: 4_000_000 },
      video: { codec: 'h264', width: 640, height: 360 },
      videoRule: { ok: false, leastPixels: 921_600 },
    });
    expect(await station.refusal('cameras.inspect', { ...asked, password: 'Wrong-Pa55' })).toBe('camera.unauthorised');
    for (const text of [JSON.stringify(seen), ...station.log]) expect(text).not.toMatch(/-Pa55/);
  });

  test('what cannot be asked has a code', async () => {
    expect(await station.refusal('cameras.inspect', { cameraId: 'x' })).toBe('camera.unknown');
    expect(await station.refusal('cameras.inspect', { address: 'ftp://x/' })).toBe('rpc.invalid-input');
    await site.front.setFault('refuse');
    // A connection that stood a moment ago breaks, a new one is refused.
    expect(await station.refusal('cameras.inspect', { cameraId: 'cam-front' })).toMatch(
      /^camera\.(refused|disconnected)$/,
    );
  });
});

test('cameras.setClock sets it, and the device is well again', async () => {
  site.front.clockOffsetMs = 5 * 3_600_000;
  const { clock } = await station.call('cameras.inspect', { cameraId: 'cam-front' });
  expect(clock?.offsetMs).toBeGreaterThan(4.9 * 3_600_000);
  const { offsetMs } = await station.call('cameras.setClock', { cameraId: 'cam-front' }, 'set-1');
  expect(Math.abs(offsetMs ?? Infinity)).toBeLessThan(1500);
  // The same request again sets nothing.
  site.front.clockOffsetMs = 60_000;
  expect(await station.call('cameras.setClock', { cameraId: 'cam-front' }, 'set-1')).toEqual({ offsetMs });
  expect(site.front.clockOffsetMs).toBe(60_000);
});

test('cameras.configure sets an encoder within what the camera offers', async () => {
  const profile = { cameraId: 'cam-front', profile: 'Profile_1' };
  expect(await station.call('cameras.configure', { ...profile, width: 1280, height: 720 })).toMatchObject({
    width: 1280,
    frameRate: 25,
  });
  expect(await station.call('cameras.inspect', { cameraId: 'cam-front' })).toMatchObject({
    picture: { width: 1280, height: 720 },
    pictureRule: { ok: false },
  });
  expect(await station.refusal('cameras.configure', { ...profile, width: 3000 })).toBe('camera.setting-refused');
});

test('cameras.discover names this computer’s networks, and refuses one that is not there', async () => {
  const { interfaces, ignored } = await station.call('cameras.discover', {});
  expect(interfaces.length).toBeGreaterThan(0);
  expect(ignored).toBeGreaterThanOrEqual(0);
  expect(await station.refusal('cameras.discover', { interface: 'no-such-0' })).toBe('camera.interface-unknown');
});
