/** What an installer asks of cameras and sets on them, through the station as it is shipped. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DiscoveryResponder } from '../../sim/onvif-camera/discovery-responder.ts';
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

test('a configured camera: what it is, what it gives, and whether that is enough for its place', async () => {
  const seen = await station.call('cameras.inspect', { cameraId: 'cam-front', role: 'front' });
  expect(seen).toMatchObject({
    certificate: null,
    information: { ok: true, is: { model: 'SIM-2MP' } },
    picture: { ok: true, is: { width: 1920, height: 1080 } },
    // This camera has no stream.
    video: { ok: false },
    demands: { picturePixels: 2_000_000, video: { width: 1280, height: 720 } },
    fits: { picture: true, video: null },
  });
  expect(seen.profiles.ok && seen.profiles.is.some(({ encoder }) => encoder?.width === 1920)).toBe(true);
  expect(JSON.stringify(seen)).not.toContain(site.front.password);
  // At the gate four million pixels are demanded.
  const gate = await station.call('cameras.inspect', { cameraId: 'cam-front', role: 'gate-in' });
  expect(gate.fits).toEqual({ picture: false, video: null });
});

test('one that is not configured: with its password, and with a wrong one', async () => {
  const stranger = { address: site.rear.address, username: site.rear.username, role: 'office' } as const;
  expect(await station.call('cameras.inspect', { ...stranger, password: site.rear.password })).toMatchObject({
    picture: { ok: true },
    fits: { picture: null },
  });
  expect(await station.refusal('cameras.inspect', { ...stranger, password: 'falsch' })).toBe('camera.unauthorised');
  expect(await station.refusal('cameras.inspect', { cameraId: 'cam-none', role: 'front' })).toBe('camera.unknown');
  const withPassword = { ...stranger, address: 'http://admin:geheim@192.0.2.1/onvif', password: '' };
  expect(await station.refusal('cameras.inspect', withPassword)).toBe('rpc.invalid-input');
});

test('a configured one as it is being changed: another user, the password that it has', async () => {
  const asked = { cameraId: 'cam-rear', role: 'rear' } as const;
  expect(await station.refusal('cameras.inspect', { ...asked, username: 'somebody' })).toBe('camera.unauthorised');
  expect(await station.refusal('cameras.inspect', { ...asked, username: null })).toBe('camera.unauthorised');
  expect(await station.call('cameras.inspect', { ...asked, username: site.rear.username })).toMatchObject({
    picture: { ok: true },
  });
});

test('a clock that is wrong is set', async () => {
  site.front.clockOffsetMs = 3 * 3_600_000;
  const before = await station.call('cameras.inspect', { cameraId: 'cam-front', role: 'front' });
  expect(before.clockOffsetMs).toBeGreaterThan(3 * 3_600_000 - 5000);
  const { clockOffsetMs } = await station.call('cameras.setClock', { cameraId: 'cam-front' });
  expect(Math.abs(clockOffsetMs ?? Infinity)).toBeLessThan(5000);
  expect(await station.refusal('cameras.setClock', { cameraId: 'cam-none' })).toBe('camera.unknown');
});

test('an encoder is set within what the camera offers', async () => {
  const seen = await station.call('cameras.inspect', { cameraId: 'cam-rear', role: 'rear' });
  const profile = seen.profiles.ok ? seen.profiles.is.find(({ encoder }) => encoder?.width === 1920) : undefined;
  const wish = { cameraId: 'cam-rear', profile: profile?.token ?? '' };
  expect(await station.call('cameras.configure', { ...wish, frameRate: 20 })).toMatchObject({
    width: 1920,
    frameRate: 20,
  });
  expect(await station.refusal('cameras.configure', { ...wish, width: 17, height: 3 })).toBe('camera.setting-refused');
});

test('what is found on the network knows which of it is configured', async ({ skip }) => {
  const [connection] = await station.call('cameras.networks', {});
  const responder = new DiscoveryResponder({
    address: site.front.address,
    name: '1号磅 车头',
    hardware: 'SIM-2MP',
    interfaceAddress: connection?.address ?? '',
  });
  try {
    await responder.start();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENODEV') throw error;
    skip('this machine has no multicast');
    return;
  }
  try {
    const { cameras } = await station.call('cameras.discover', {
      ...(connection === undefined ? {} : { connection: connection.name }),
    });
    expect(cameras).toContainEqual(
      expect.objectContaining({ name: '1号磅 车头', addresses: [site.front.address], cameraId: 'cam-front' }),
    );
  } finally {
    await responder.stop();
  }
  expect(await station.refusal('cameras.discover', { connection: 'no-such-0' })).toBe('camera.interface-unknown');
});
