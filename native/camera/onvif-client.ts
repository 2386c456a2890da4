/**
 * The one door to node-onvif and onvif. What each of the two is used for, and why, stands in README.md.
 * Both libraries neither take an abort signal nor bound what they read: callers race these calls against a deadline.
 * They are loaded with the first call and not with the station: the weight is on the screen before them.
 */
import type { Cam } from 'onvif';
import type { Clock } from '../../preload/contract/vocabulary.ts';
import { readCameraTime } from './camera-clock.ts';
import { CameraError, toCameraError } from './camera-error.ts';
import { ownAddress } from './host-policy.ts';

export interface OnvifTarget {
  /** The device service as configured. */
  readonly address: URL;
  readonly username: string | null;
  readonly password: string;
  readonly clock: Clock;
}

export interface CameraClock {
  /** Camera clock minus ours, in milliseconds; ONVIF counts whole seconds, so ± 500 ms. */
  readonly offsetMs: number;
  /** Minutes east of Greenwich; null when the camera gives no local time. */
  readonly utcOffsetMinutes: number | null;
}

/** Where a profile's picture is had, on the configured host. */
export interface PictureAddress {
  readonly url: URL;
  /** As the profile claims; what arrives is measured. */
  readonly width: number;
  readonly height: number;
}

export type OnvifLibrary = 'node-onvif' | 'onvif';

export interface OnvifSession {
  readonly library: OnvifLibrary;
  /** null when the camera does not tell its time. */
  readonly cameraClock: CameraClock | null;
  /** Largest picture first; one or two. */
  readonly pictures: readonly [PictureAddress, ...PictureAddress[]];
}

/** Enough for a best picture and a second path. */
const MAX_PICTURE_ADDRESSES = 2;
/** Idle time-out that `onvif` gets; node-onvif has the same built in. */
const IDLE_MS = 3000;

/** What a device on the network says about itself. Claims of strangers: shown to an installer, never acted upon. */
export interface ProbeAnswer {
  readonly urn: string;
  readonly name: string;
  readonly hardware: string;
  readonly addresses: readonly string[];
}

/** WS-Discovery over IPv4 multicast; takes 3 s. Never two at a time: node-onvif keeps one socket. */
export async function probeNetwork(): Promise<ProbeAnswer[]> {
  const { default: nodeOnvif } = await import('node-onvif');
  const matches = await nodeOnvif.startProbe();
  return matches.map(({ urn, name, hardware, xaddrs }) => ({ urn, name, hardware, addresses: xaddrs }));
}

/**
 * Reads the camera's clock without signing in (the call is open to all, and a token needs the clock).
 * @throws CameraError when the camera does not answer at all
 */
export async function readCameraClock(target: OnvifTarget): Promise<CameraClock | null> {
  const before = target.clock.wall();
  const xml = await (target.address.protocol === 'http:' ? clockByNodeOnvif(target) : clockByOnvif(target));
  const after = target.clock.wall();
  const time = readCameraTime(xml);
  if (time === null) return null;
  // Half a second on average was cut off by the camera.
  return {
    offsetMs: Math.round(time.utcMs + 500 - (before + after) / 2),
    utcOffsetMinutes: time.utcOffsetMinutes,
  };
}

/**
 * Clock, then profiles, then where the pictures of the largest ones are had.
 * @param known the library that served this camera last; spares refused attempts, which some cameras count
 * @throws CameraError
 */
export async function openOnvifSession(target: OnvifTarget, known: OnvifLibrary | null): Promise<OnvifSession> {
  try {
    const cameraClock = await clockIfTold(target);
    if (target.address.protocol === 'https:') return await openByOnvif(target, cameraClock, true);
    if (known === 'onvif') return await openByOnvif(target, cameraClock, false);
    return await openByEither(target, cameraClock);
  } catch (error) {
    throw toOnvifError(error);
  }
}

async function openByEither(target: OnvifTarget, cameraClock: CameraClock | null): Promise<OnvifSession> {
  try {
    return await openByNodeOnvif(target, cameraClock);
  } catch (error) {
    const failure = toOnvifError(error);
    if (isOfTheLine(failure)) throw failure;
    // A refused token is not tried again. Where the service was the trouble, a token may still be what signs in.
    return await openByOnvif(target, cameraClock, failure.code !== 'camera.unauthorised');
  }
}

async function clockIfTold(target: OnvifTarget): Promise<CameraClock | null> {
  try {
    return await readCameraClock(target);
  } catch (error) {
    const failure = toOnvifError(error);
    if (isOfTheLine(failure)) throw failure;
    return null;
  }
}

async function clockByNodeOnvif(target: OnvifTarget): Promise<string> {
  const { default: nodeOnvif } = await import('node-onvif');
  try {
    const device = new nodeOnvif.OnvifDevice({ xaddr: target.address.href });
    return (await device.services.device.getSystemDateAndTime()).soap;
  } catch (error) {
    throw toOnvifError(error);
  }
}

async function clockByOnvif(target: OnvifTarget): Promise<string> {
  const cam = await camOf(target, true);
  const [, xml] = await asked<Date>((done) => cam.getSystemDateAndTime(done));
  return xml ?? '';
}

async function openByNodeOnvif(target: OnvifTarget, cameraClock: CameraClock | null): Promise<OnvifSession> {
  const { default: nodeOnvif } = await import('node-onvif');
  const { default: OnvifServiceMedia } = await import('node-onvif/lib/modules/service-media.js');
  const user = target.username ?? '';
  const pass = target.password;
  const timeDiff = cameraClock?.offsetMs ?? 0;
  const device = new nodeOnvif.OnvifDevice({ xaddr: target.address.href, user, pass });
  device.services.device.time_diff = timeDiff;
  const capabilities = (await device.services.device.getCapabilities()).data;
  const xaddr = textAt(capabilities, 'GetCapabilitiesResponse', 'Capabilities', 'Media', 'XAddr');
  if (xaddr === null) throw new CameraError('camera.no-snapshot', 'the camera names no Media service');
  const media = new OnvifServiceMedia({
    xaddr: ownAddress(xaddr, target.address).href,
    user,
    pass,
    time_diff: timeDiff,
  });
  const profiles = listAt((await media.getProfiles()).data, 'GetProfilesResponse', 'Profiles').map((profile) => ({
    token: textAt(profile, '$', 'token'),
    width: numberAt(profile, 'VideoEncoderConfiguration', 'Resolution', 'Width'),
    height: numberAt(profile, 'VideoEncoderConfiguration', 'Resolution', 'Height'),
  }));
  const pictures = await pictureAddresses(profiles, target.address, async (token) => {
    const answer = await media.getSnapshotUri({ ProfileToken: token });
    return textAt(answer.data, 'GetSnapshotUriResponse', 'MediaUri', 'Uri');
  });
  return { library: 'node-onvif', cameraClock, pictures };
}

async function openByOnvif(
  target: OnvifTarget,
  cameraClock: CameraClock | null,
  wsSecurity: boolean,
): Promise<OnvifSession> {
  const cam = await camOf(target, wsSecurity);
  // Sets the library's own clock difference, which its token needs.
  if (cameraClock !== null && wsSecurity) await asked<Date>((done) => cam.getSystemDateAndTime(done));
  try {
    await asked((done) => cam.getServices(false, done));
  } catch (error) {
    const failure = toOnvifError(error);
    if (isOfTheLine(failure) || failure.code === 'camera.unauthorised') throw failure;
    await asked((done) => cam.getCapabilities(done));
  }
  // Before anything is sent there: the library would call whatever host the camera named.
  for (const service of [cam.uri?.media, cam.uri?.media2]) if (service) ownAddress(service.href, target.address);
  if (cam.media2Support !== true && !cam.uri?.media) {
    throw new CameraError('camera.no-snapshot', 'the camera names no Media service');
  }
  await asked((done) => cam.getProfiles(done));
  const profiles = (cam.profiles ?? []).map((profile: unknown) => ({
    token: textAt(profile, '$', 'token'),
    width: numberAt(profile, 'videoEncoderConfiguration', 'resolution', 'width'),
    height: numberAt(profile, 'videoEncoderConfiguration', 'resolution', 'height'),
  }));
  const pictures = await pictureAddresses(profiles, target.address, async (token) => {
    const [answer] = await asked<{ uri: string }>((done) => cam.getSnapshotUri({ profileToken: token }, done));
    return textAt(answer, 'uri');
  });
  return { library: 'onvif', cameraClock, pictures };
}

async function camOf(target: OnvifTarget, wsSecurity: boolean): Promise<Cam> {
  const { Cam } = await import('onvif');
  const { address, username, password } = target;
  const secure = address.protocol === 'https:';
  return new Cam({
    hostname: address.hostname.replace(/^\[|\]$/g, ''),
    port: Number(address.port) || (secure ? 443 : 80),
    path: address.pathname + address.search,
    ...(username === null ? {} : { username, password }),
    useSecure: secure,
    secureOpts: { rejectUnauthorized: false },
    useWSSecurity: wsSecurity,
    timeout: IDLE_MS,
    autoconnect: false,
  });
}

/** Asks for the pictures of the largest profiles. The first must succeed; a second that fails is done without. */
async function pictureAddresses(
  profiles: readonly { token: string | null; width: number; height: number }[],
  configured: URL,
  ask: (token: string) => Promise<string | null>,
): Promise<[PictureAddress, ...PictureAddress[]]> {
  const largestFirst = [...profiles].sort((a, b) => b.width * b.height - a.width * a.height);
  const found: PictureAddress[] = [];
  let failure = new CameraError('camera.no-snapshot', 'the camera has no profile with a picture');
  for (const { token, width, height } of largestFirst.slice(0, MAX_PICTURE_ADDRESSES)) {
    if (token === null) continue;
    try {
      const text = await ask(token);
      if (text !== null && text !== '') found.push({ url: ownAddress(text, configured), width, height });
    } catch (error) {
      failure = toOnvifError(error);
      if (isOfTheLine(failure)) throw failure;
    }
  }
  const [first, ...others] = found;
  if (first === undefined) throw failure;
  return [first, ...others];
}

/** A call of `onvif` as a promise: the value and the raw XML. */
async function asked<T>(
  call: (done: (error: Error | null, value?: T, xml?: string) => void) => void,
): Promise<[value: T | undefined, xml: string | undefined]> {
  return await new Promise((resolve, reject) => {
    call((error, value, xml) => (error ? reject(toOnvifError(error)) : resolve([value, xml])));
  });
}

/** Trying the other library cannot help. */
function isOfTheLine({ code }: CameraError): boolean {
  return (
    code === 'camera.refused' ||
    code === 'camera.timeout' ||
    code === 'camera.disconnected' ||
    code === 'camera.foreign-host'
  );
}

/** Both libraries report in words only. The words are theirs (soap.js, cam.js); cameras add their own SOAP reasons. */
function toOnvifError(error: unknown): CameraError {
  if (error instanceof CameraError) return error;
  const text = (error instanceof Error ? error.message : String(error)).slice(0, 300);
  const give = (code: CameraError['code']): CameraError => new CameraError(code, `ONVIF: ${text}`, { cause: error });
  if (/unauthori[sz]ed|not ?authori[sz]ed|authority|\b40[13]\b|digest authentication/i.test(text)) {
    return give('camera.unauthorised');
  }
  if (/network timeout/i.test(text)) return give('camera.timeout');
  if (/^network error/i.test(text) || (error instanceof Error && 'syscall' in error)) return toCameraError(error);
  if (/socket hang up|\bECONN|\bEPIPE/.test(text)) return toCameraError(error);
  if (/^\d{3} /.test(text)) return give('camera.http-status');
  return give('camera.no-snapshot');
}

/** Walks into what xml2js made; the way may end anywhere. */
function at(value: unknown, ...path: readonly string[]): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Readonly<Record<string, unknown>>)[key];
  }
  return here;
}

function textAt(value: unknown, ...path: readonly string[]): string | null {
  const found = at(value, ...path);
  // xml2js puts the text of an element with attributes under `_`; `onvif` makes numbers of what looks like one.
  const text = typeof found === 'object' ? at(found, '_') : found;
  return typeof text === 'string' || typeof text === 'number' ? String(text).trim() : null;
}

function numberAt(value: unknown, ...path: readonly string[]): number {
  const number = Number(textAt(value, ...path) ?? 0);
  return Number.isFinite(number) ? number : 0;
}

/** xml2js gives one child as itself, several as a list. */
function listAt(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = at(value, ...path);
  if (found === undefined) return [];
  return Array.isArray(found) ? (found as unknown[]) : [found];
}
