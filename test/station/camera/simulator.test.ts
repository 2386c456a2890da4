/** The simulator against clients that are not ours: were it wrong, product and simulator could agree on an error. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import NodeOnvif from 'node-onvif';
import { Cam } from 'onvif';
import { describe, expect, it } from 'vitest';
import type { DigestAlgorithm } from '../../sim/onvif-camera/http-auth.ts';
import {
  OnvifCameraSimulator,
  type OnvifCameraSimulatorOptions,
} from '../../sim/onvif-camera/onvif-camera-simulator.ts';
import { afterThisTest } from './rig.ts';

const run = promisify(execFile);

async function started(options: Partial<OnvifCameraSimulatorOptions> = {}): Promise<OnvifCameraSimulator> {
  const simulator = new OnvifCameraSimulator({ role: 'front', displayText: () => '48620', ...options });
  await simulator.start();
  afterThisTest(() => simulator.stop());
  return simulator;
}

/** curl's own digest; the body goes nowhere, status and size come back. */
async function curl(simulator: OnvifCameraSimulator, password: string): Promise<{ status: number; bytes: number }> {
  const url = `${simulator.origin}/onvif-http/snapshot?Profile_1`;
  const user = `${simulator.username}:${password}`;
  const format = ['-o', '/dev/null', '-w', '%{http_code} %{size_download}'];
  const { stdout } = await run('curl', ['-s', '--digest', '-u', user, ...format, url]);
  const [status = 0, bytes = 0] = stdout.split(' ').map(Number);
  return { status, bytes };
}

describe('three clients that are not ours', () => {
  it.each<[DigestAlgorithm]>([['MD5'], ['MD5-sess'], ['SHA-256']])('curl --digest, %s', async (algorithm) => {
    const simulator = await started({ pictureAuth: { algorithms: [algorithm] } });
    const { status, bytes } = await curl(simulator, simulator.password);
    expect(status).toBe(200);
    expect(bytes).toBeGreaterThan(200_000);
    expect(bytes).toBeLessThan(700_000);
    expect((await curl(simulator, 'wrong')).status).toBe(401);
  });

  it('node-onvif, its whole opening', async () => {
    const simulator = await started();
    const device = new NodeOnvif.OnvifDevice({
      xaddr: simulator.address,
      user: simulator.username,
      pass: simulator.password,
    });
    const whole = device as typeof device & {
      init(): Promise<{ Model: string }>;
      getProfileList(): { snapshot: string }[];
    };
    expect((await whole.init()).Model).toBe('SIM-2MP');
    expect(whole.getProfileList().map(({ snapshot }) => new URL(snapshot).search)).toEqual([
      '?Profile_2',
      '?Profile_1',
    ]);
  });

  it.each([
    ['media1', 'wsse'],
    ['media1', 'digest'],
    ['media2', 'wsse'],
    ['media2', 'digest'],
  ] as const)('onvif, its whole opening: %s, %s', async (media, soapAuth) => {
    const simulator = await started({ media, soapAuth });
    const cam = new Cam({
      hostname: '127.0.0.1',
      port: Number(new URL(simulator.origin).port),
      username: simulator.username,
      password: simulator.password,
      useWSSecurity: soapAuth === 'wsse',
      timeout: 5000,
    });
    await once(cam, 'connect');
    expect(cam.profiles).toHaveLength(2);
    const uri = await new Promise<unknown>((resolve, reject) => {
      cam.getSnapshotUri({ profileToken: 'Profile_1' }, (error, answer) =>
        error ? reject(error) : resolve(answer?.uri),
      );
    });
    expect(uri).toBe(`${simulator.origin}/onvif-http/snapshot?Profile_1`);
  });

  it.each([
    ['media1', 'wsse', 'MD5'],
    ['media2', 'digest', 'MD5'],
    ['media1', 'digest', 'SHA-256'],
  ] as const)('onvif hears events, sets the clock and an encoder: %s, %s, %s', async (media, soapAuth, algorithm) => {
    const simulator = await started({ media, soapAuth, soapAlgorithms: [algorithm] });
    simulator.clockOffsetMs = 7_200_000;
    const cam = new Cam({
      hostname: '127.0.0.1',
      port: Number(new URL(simulator.origin).port),
      username: simulator.username,
      password: simulator.password,
      useWSSecurity: soapAuth === 'wsse',
      timeout: 5000,
    });
    await once(cam, 'connect');
    const heard = once(cam, 'event') as Promise<[{ topic: { _: string } }]>;
    expect((await heard)[0].topic._).toBe('tns1:VideoSource/MotionAlarm');
    const crossed = new Promise<string>((resolve) => {
      cam.on('event', (event: { topic: { _: string } }) => {
        if (event.topic._.endsWith('Crossed')) resolve(event.topic._);
      });
    });
    const [profile] = cam.profiles ?? [];
    const configuration = {
      ...(profile?.videoEncoderConfiguration as object),
      resolution: { width: 352, height: 288 },
    };
    await new Promise<void>((resolve, reject) => {
      cam.setVideoEncoderConfiguration(configuration, (error) => (error ? reject(error) : resolve()));
    });
    expect(simulator.bank.of('Profile_2')?.encoder).toMatchObject({ width: 352, height: 288 });
    simulator.events.emit({ kind: 'lineCrossed' });
    expect(await crossed).toBe('tns1:RuleEngine/LineDetector/Crossed');
    await new Promise<void>((resolve, reject) => {
      const now = { dateTimeType: 'Manual', dateTime: new Date() } as const;
      cam.setSystemDateAndTime(now, (error) => (error ? reject(error) : resolve()));
    });
    expect(Math.abs(simulator.clockOffsetMs)).toBeLessThan(1500);
    cam.removeAllListeners('event');
  });

  it('a token that is a minute old is refused, as cameras refuse it', async () => {
    const simulator = await started();
    simulator.clockOffsetMs = 60_000;
    const device = new NodeOnvif.OnvifDevice({
      xaddr: simulator.address,
      user: simulator.username,
      pass: simulator.password,
    });
    device.services.device.time_diff = 0;
    const unaware = device as typeof device & { services: { device: { getDeviceInformation(): Promise<unknown> } } };
    await expect(unaware.services.device.getDeviceInformation()).rejects.toThrow('not Authorized');
    device.services.device.time_diff = 60_000;
    await unaware.services.device.getDeviceInformation();
  });
});

describe('its pictures', () => {
  /** How red and bright the display region is: lit segments against a dark board. */
  async function litShare(jpeg: Buffer): Promise<number> {
    const canvas = createCanvas(164, 44);
    const ctx = canvas.getContext('2d');
    ctx.drawImage(await loadImage(jpeg), 860, 570, 164, 44, 0, 0, 164, 44);
    const { data } = ctx.getImageData(0, 0, 164, 44);
    let lit = 0;
    for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 0) > 180 && (data[at + 2] ?? 0) < 120) lit += 1;
    return lit / (data.length / 4);
  }

  it('show the display’s text of the moment', async () => {
    let text = '888888';
    const simulator = await started({ displayText: () => text });
    const full = await litShare(await simulator.shoot());
    text = '     1';
    const almostEmpty = await litShare(await simulator.shoot());
    text = '';
    expect(full).toBeGreaterThan(0.2);
    expect(almostEmpty).toBeLessThan(full / 6);
    expect(await litShare(await simulator.shoot())).toBeLessThan(0.01);
  });

  it('carry plate and weight in pixels only', async () => {
    const simulator = await started({ exif: { withOffset: true }, scene: { plateFront: '晋C12345' } });
    const url = `${simulator.origin}/onvif-http/snapshot?Profile_1`;
    const user = `${simulator.username}:${simulator.password}`;
    const { stdout } = await run('curl', ['-s', '-i', '--digest', '-u', user, url], {
      encoding: 'latin1',
      maxBuffer: 4_000_000,
    });
    // Not the character alone: its three bytes come about by chance in one of fifty pictures.
    for (const secret of ['48620', 'C12345', Buffer.from('晋C1').toString('latin1')])
      expect(stdout).not.toContain(secret);
  });

  it('differ with the scene: no truck, night', async () => {
    const simulator = await started();
    const day = await simulator.shoot();
    simulator.scene.night = true;
    const night = await simulator.shoot();
    simulator.scene.truckOnDeck = false;
    const empty = await simulator.shoot();
    const brightness = async (jpeg: Buffer): Promise<number> => {
      const canvas = createCanvas(32, 18);
      const ctx = canvas.getContext('2d');
      ctx.drawImage(await loadImage(jpeg), 0, 0, 32, 18);
      const { data } = ctx.getImageData(0, 0, 32, 18);
      return data.reduce((sum, value) => sum + value, 0) / data.length;
    };
    expect(await brightness(night)).toBeLessThan((await brightness(day)) * 0.8);
    expect(empty.equals(night)).toBe(false);
  });
});
