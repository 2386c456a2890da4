/** Kinds of sign-in and services that cameras differ in: each is served, by the library that can. */
import { describe, expect, it } from 'vitest';
import { openOnvifSession } from '../../../native/camera/onvif/onvif-session.ts';
import type { HttpAuthOptions } from '../../sim/onvif-camera/http-auth.ts';
import {
  OnvifCameraSimulator,
  type OnvifCameraSimulatorOptions,
} from '../../sim/onvif-camera/onvif-camera-simulator.ts';
import { afterThisTest, CLOCK, good, rig } from './rig.ts';
import { selfSigned } from './self-signed.ts';

describe('pictures', () => {
  it.each<[name: string, auth: Partial<HttpAuthOptions>]>([
    ['MD5', { algorithms: ['MD5'] }],
    ['MD5-sess', { algorithms: ['MD5-sess'] }],
    ['SHA-256', { algorithms: ['SHA-256'] }],
    ['MD5 and SHA-256 both offered', { algorithms: ['MD5', 'SHA-256'] }],
    ['no qop (RFC 2069)', { qop: false }],
    ['a nonce for one request', { nonceUses: 1 }],
    ['a nonce for two requests', { nonceUses: 2 }],
  ])('are had by digest with %s, again and again, without one refused password', async (_name, pictureAuth) => {
    const { simulator, take } = await rig({ pictureAuth });
    for (let picture = 0; picture < 4; picture += 1) good(await take());
    // A spent nonce is called stale: the password in it was right, and no camera counts it as a wrong one.
    const { nonceUses = 100 } = pictureAuth;
    if (nonceUses > 4) expect(simulator.counts.refusedSignIns).toBe(0);
  });

  it('front and rear at once on one nonce keep its count', async () => {
    const { take } = await rig();
    good(await take());
    for (const picture of await Promise.all([take(), take(), take()])) good(picture);
  });

  it('never hands a password over in clear: Basic over http is refused', async () => {
    const { simulator, take } = await rig({ pictureAuth: { scheme: 'basic' } });
    expect(await take()).toMatchObject({ ok: false, code: 'camera.unauthorised' });
    expect(simulator.counts.refusedSignIns).toBe(0);
  });
});

describe('sessions', () => {
  const open = async (options: Partial<OnvifCameraSimulatorOptions>, password?: string) => {
    const simulator = new OnvifCameraSimulator({ role: 'front', displayText: () => '0', ...options });
    await simulator.start();
    afterThisTest(() => simulator.stop());
    const target = {
      address: new URL(simulator.address),
      username: simulator.username,
      password: password ?? simulator.password,
      certificate: null,
      clock: CLOCK,
    };
    return { simulator, session: openOnvifSession(target, null) };
  };

  it('a simple camera: node-onvif, main stream first, with the camera’s clock', async () => {
    const session = await (await open({})).session;
    expect(session.way).toBe('node-onvif');
    expect(session.pictures.map(({ width }) => width)).toEqual([1920, 640]);
    expect(session.pictures[0].url.search).toBe('?Profile_1');
    expect(Math.abs(session.cameraClock?.offsetMs ?? Infinity)).toBeLessThan(1500);
    expect(session.cameraClock?.utcOffsetMinutes).toBe(480);
  });

  it('SOAP behind HTTP digest: onvif', async () => {
    expect((await (await open({ soapAuth: 'digest' })).session).way).toBe('onvif-digest');
  });

  it('Media2 only (Profile T), signed in the message or by digest: onvif', async () => {
    for (const soapAuth of ['wsse', 'digest'] as const) {
      const session = await (await open({ media: 'media2', soapAuth })).session;
      expect(session.way).toBe('onvif-token');
      expect(session.pictures.map(({ width }) => width)).toEqual([1920, 640]);
    }
  });

  it('no media at all: camera.no-snapshot', async () => {
    await expect((await open({ media: 'none' })).session).rejects.toMatchObject({ code: 'camera.no-snapshot' });
  });

  it.each(['wsse', 'digest'] as const)(
    'a wrong password (%s): camera.unauthorised, tried at most twice',
    async (soapAuth) => {
      const { simulator, session } = await open({ soapAuth }, 'wrong');
      await expect(session).rejects.toMatchObject({ code: 'camera.unauthorised' });
      expect(simulator.counts.refusedSignIns).toBeLessThanOrEqual(2);
    },
  );
});

describe('https', () => {
  it('serves a camera with a certificate of its own, through onvif', async () => {
    const { take } = await rig({ tls: await selfSigned() });
    good(await take());
  });

  it('uses Basic where nothing else is offered', async () => {
    const { take } = await rig({ tls: await selfSigned(), pictureAuth: { scheme: 'basic' } });
    good(await take());
  });
});
