/** What an installer asks and sets, against a camera of each dialect. */
import { describe, expect, it } from 'vitest';
import { CameraSetup, type CameraSetupOptions } from '../../../native/camera/camera-setup.ts';
import {
  OnvifCameraSimulator,
  type OnvifCameraSimulatorOptions,
} from '../../sim/onvif-camera/onvif-camera-simulator.ts';
import { RtspServer } from '../../sim/rtsp-server/rtsp-server.ts';
import { afterThisTest, CLOCK } from './rig.ts';

const NEVER = new AbortController().signal;
const DIALECTS = [
  ['media1', 'wsse'],
  ['media1', 'digest'],
  ['media2', 'wsse'],
  ['media2', 'digest'],
  ['both', 'wsse'],
] as const;

async function setUp(
  simulated: Partial<OnvifCameraSimulatorOptions> = {},
  options: Partial<CameraSetupOptions> = {},
): Promise<{ simulator: OnvifCameraSimulator; setup: CameraSetup }> {
  const simulator = new OnvifCameraSimulator({ role: 'front', displayText: () => '0', ...simulated });
  await simulator.start();
  afterThisTest(() => simulator.stop());
  const { address, username, password } = simulator;
  return { simulator, setup: new CameraSetup({ address, username, password, clock: CLOCK, ...options }) };
}

describe('inspect', () => {
  it.each(DIALECTS)('reads everything: %s, %s', async (media, soapAuth) => {
    const server = new RtspServer({ auth: { username: 'admin', password: 'Camera.2026' } });
    await server.start();
    afterThisTest(() => server.stop());
    const { setup } = await setUp({ media, soapAuth, streams: { main: server.address() } });
    const seen = await setup.inspect(NEVER);
    expect(seen).toMatchObject({
      certificate: null,
      // Twenty digits, all of them.
      information: { maker: 'SIMULATED', model: 'SIM-2MP', firmware: 'V1.0.0', serial: '21023508123456789012' },
      clock: { utcOffsetMinutes: 480 },
      picture: { width: 1920, height: 1080 },
      video: { codec: 'h264', width: 1280, height: 720 },
    });
    expect(Math.abs(seen.clock?.offsetMs ?? Infinity)).toBeLessThan(1500);
    const { profiles } = seen;
    if ('code' in profiles) throw new Error(profiles.detail);
    expect(profiles.map(({ token, encoder }) => [token, encoder?.width, encoder?.gop])).toEqual([
      ['Profile_2', 640, 50],
      ['Profile_1', 1920, 50],
    ]);
    expect(profiles[1]?.options.map(({ encoding, gop }) => [encoding, gop])).toEqual(
      media === 'media1' ? [['H264', { min: 1, max: 250 }]] : [['H264', { min: 1, max: 250 }], ['H265', { min: 1, max: 250 }]], // prettier-ignore
    );
  });

  it('a part that cannot be had says why, the others stand', async () => {
    const { simulator, setup } = await setUp();
    await simulator.setFault('busy');
    expect(await setup.inspect(NEVER)).toMatchObject({
      information: { model: 'SIM-2MP' },
      picture: { code: 'camera.http-status' },
      video: { code: 'camera.refused' },
    });
  });

  it('a camera without media still says what it is', async () => {
    const { setup } = await setUp({ media: 'none' });
    expect(await setup.inspect(NEVER)).toMatchObject({
      information: { model: 'SIM-2MP' },
      profiles: { code: 'camera.no-snapshot' },
      picture: { code: 'camera.no-snapshot' },
      video: { code: 'camera.no-video' },
    });
  });

  it('a wrong password, a closed port and the caller’s own end have codes', async () => {
    const { setup } = await setUp({}, { password: 'wrong' });
    await expect(setup.inspect(NEVER)).rejects.toMatchObject({ code: 'camera.unauthorised' });
    const { simulator, setup: well } = await setUp();
    await simulator.setFault('hang');
    const end = new AbortController();
    const asked = well.inspect(end.signal);
    end.abort();
    await expect(asked).rejects.toMatchObject({ code: 'camera.timeout' });
    await simulator.setFault('refuse');
    await expect(well.inspect(NEVER)).rejects.toMatchObject({ code: 'camera.refused' });
  });
});

describe('the clock', () => {
  it.each(DIALECTS)('hours off is read, set, and right: %s, %s', async (media, soapAuth) => {
    const { simulator, setup } = await setUp({ media, soapAuth });
    simulator.clockOffsetMs = -7 * 3_600_000;
    const after = await setup.setClock(NEVER);
    expect(Math.abs(after?.offsetMs ?? Infinity)).toBeLessThan(1500);
    expect(Math.abs(simulator.clockOffsetMs)).toBeLessThan(1500);
  });

  it('a camera that dies in between is an error, not the end of the process', async () => {
    const { simulator, setup } = await setUp();
    await simulator.setFault('diesOnSet');
    await expect(setup.setClock(NEVER)).rejects.toMatchObject({ code: 'camera.disconnected' });
  });
});

describe('an encoder', () => {
  it.each(DIALECTS)('is set, and the camera says so: %s, %s', async (media, soapAuth) => {
    const { simulator, setup } = await setUp({ media, soapAuth });
    const change = { width: 1280, height: 720, frameRate: 12, bitRateKbit: 1024, gop: 25 };
    expect(await setup.configure('Profile_1', change, NEVER)).toMatchObject({ ...change, encoding: 'H264' });
    expect(simulator.bank.of('Profile_1')?.encoder).toEqual({ ...change, encoding: 'H264' });
    expect(simulator.bank.of('Profile_2')?.encoder.width).toBe(640);
  });

  it('to H.265, where the camera offers it', async () => {
    const { simulator, setup } = await setUp({ media: 'both' });
    expect(await setup.configure('Profile_1', { encoding: 'H265' }, NEVER)).toMatchObject({ encoding: 'H265' });
    expect(simulator.bank.of('Profile_1')?.encoder.encoding).toBe('H265');
    const { setup: old } = await setUp({ media: 'media1' });
    await expect(old.configure('Profile_1', { encoding: 'H265' }, NEVER)).rejects.toMatchObject({
      code: 'camera.setting-refused',
      detail: 'H265; offered: H264',
    });
  });

  it('of no such profile, to no such size, and the camera’s own refusal have codes', async () => {
    const { simulator, setup } = await setUp();
    await expect(setup.configure('x', {}, NEVER)).rejects.toMatchObject({ code: 'camera.setting-refused' });
    await expect(setup.configure('Profile_1', { width: 4000 }, NEVER)).rejects.toMatchObject({
      code: 'camera.setting-refused',
    });
    await simulator.setFault('refusesSettings');
    await expect(setup.configure('Profile_1', { gop: 30 }, NEVER)).rejects.toMatchObject({
      code: 'camera.service-fault',
      detail: 'ConfigModify: Parameters can not be set',
    });
    await simulator.setFault('diesOnSet');
    await expect(setup.configure('Profile_1', { gop: 30 }, NEVER)).rejects.toMatchObject({
      code: 'camera.disconnected',
    });
    expect(simulator.bank.of('Profile_1')?.encoder.gop).toBe(50);
  });
});
