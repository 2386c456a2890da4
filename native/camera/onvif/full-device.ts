/**
 * The door to onvif: everything that node-onvif cannot (README.md): HTTP digest, https, Media2, settings, events.
 * It neither takes an abort signal nor bounds what it reads: callers race these calls against a deadline.
 * It is loaded with the first call and not with the station: the weight is on the screen before it.
 */
import type { Cam } from 'onvif';
import { CameraError } from '../camera-error.ts';
import { ownAddress } from '../host-policy.ts';
import { pinnedAgent } from '../pinned-agent.ts';
import { isOfTheLine, toOnvifError } from './onvif-fault.ts';
import type { OnvifDevice, OnvifTarget, OnvifWay } from './onvif-target.ts';
import { answerIn, textAt } from './xml.ts';

/** Idle time-out of a call; node-onvif has the same built in. */
const IDLE_MS = 3000;

/** GetSystemDateAndTime without a token. @returns the raw answer @throws CameraError */
export async function askClock(target: OnvifTarget): Promise<string> {
  const cam = await camOf(target, true);
  return await asked((done) => cam.getSystemDateAndTime(done));
}

/**
 * Asks for the services, and keeps to the configured host.
 * @throws CameraError
 */
export async function openFullDevice(target: OnvifTarget, way: Exclude<OnvifWay, 'node-onvif'>): Promise<FullDevice> {
  const withToken = way === 'onvif-token';
  const cam = await camOf(target, withToken);
  if (withToken) {
    try {
      // The library keeps the difference of the clocks, which its token needs.
      await asked((done) => cam.getSystemDateAndTime(done));
    } catch (error) {
      const failure = toOnvifError(error);
      if (isOfTheLine(failure)) throw failure;
    }
  }
  try {
    await asked((done) => cam.getServices(false, done));
  } catch (error) {
    const failure = toOnvifError(error);
    if (isOfTheLine(failure) || failure.code === 'camera.unauthorised') throw failure;
    await asked((done) => cam.getCapabilities(done));
  }
  // Before anything is sent there: the library would call whatever host the camera named.
  for (const service of [cam.uri?.media, cam.uri?.media2]) if (service) ownAddress(service.href, target.address);
  return new FullDevice(cam, way, target.address);
}

export class FullDevice implements OnvifDevice {
  readonly way: OnvifWay;
  readonly #cam: Cam;
  readonly #configured: URL;

  constructor(cam: Cam, way: OnvifWay, configured: URL) {
    this.#cam = cam;
    this.way = way;
    this.#configured = configured;
  }

  /** Which of the two speaks: what is read by one is set by the same. */
  get media(): 'media' | 'media2' {
    return this.#cam.media2Support === true ? 'media2' : 'media';
  }

  /** The address of a service, on the configured host; null: the camera names none. @throws CameraError camera.foreign-host */
  address(service: 'media' | 'media2' | 'events'): URL | null {
    const named = this.#cam.uri?.[service]?.href;
    return named === undefined ? null : ownAddress(named, this.#configured);
  }

  /** By Media2 where the camera has it; by Media where Media2 is only named (cameras exist that fail it). */
  async profiles(): Promise<string> {
    const cam = this.#cam;
    if (cam.media2Support !== true && !cam.uri?.media) {
      throw new CameraError('camera.no-snapshot', 'the camera names no Media service');
    }
    try {
      return await asked((done) => cam.getProfiles(done));
    } catch (error) {
      const failure = toOnvifError(error);
      if (cam.media2Support !== true || !cam.uri?.media || isOfTheLine(failure)) throw failure;
      cam.media2Support = false;
      return await asked((done) => cam.getProfiles(done));
    }
  }

  async snapshotUri(profile: string): Promise<string | null> {
    const xml = await asked((done) => this.#cam.getSnapshotUri({ profileToken: profile }, done));
    return uriIn(xml, 'GetSnapshotUriResponse');
  }

  /** The raw answer; `device-information.ts` reads it. @throws CameraError */
  async information(): Promise<string> {
    return await asked((done) => this.#cam.getDeviceInformation(done));
  }

  /** What the encoder of a profile can be set to; the raw answer, `encoder-options.ts` reads it. @throws CameraError */
  async encoderOptions(profile: string): Promise<string> {
    return await asked((done) => this.#cam.getVideoEncoderConfigurationOptions({ profileToken: profile }, done));
  }

  /** Of RTP in the RTSP connection itself (TCP). @throws CameraError */
  async streamUri(profile: string): Promise<string | null> {
    const options = { profileToken: profile, stream: 'RTP-Unicast', protocol: 'RTSP' };
    const xml = await asked((done) => this.#cam.getStreamUri(options, done));
    return uriIn(xml, 'GetStreamUriResponse');
  }
}

/** Media2 gives the address as it is, Media wraps it. */
function uriIn(xml: string, name: string): string | null {
  const answer = answerIn(xml, name);
  return textAt(answer, 'Uri') ?? textAt(answer, 'MediaUri', 'Uri');
}

async function camOf(target: OnvifTarget, wsSecurity: boolean): Promise<Cam> {
  const { Cam } = await import('onvif');
  const { address, certificate, username, password } = target;
  const secure = address.protocol === 'https:';
  const pinned = secure && certificate !== null ? { agent: pinnedAgent(certificate) } : {};
  return new Cam({
    hostname: address.hostname.replace(/^\[|\]$/g, ''),
    port: Number(address.port) || (secure ? 443 : 80),
    path: address.pathname + address.search,
    ...(username === null ? {} : { username, password }),
    useSecure: secure,
    secureOpts: { rejectUnauthorized: false },
    ...pinned,
    useWSSecurity: wsSecurity,
    timeout: IDLE_MS,
    autoconnect: false,
  });
}

/** A call of the library as a promise of the raw XML. */
async function asked(
  call: (done: (error: Error | null, value?: unknown, xml?: string) => void) => void,
): Promise<string> {
  return await new Promise((resolve, reject) => {
    call((error, _value, xml) => (error ? reject(toOnvifError(error)) : resolve(xml ?? '')));
  });
}
