/**
 * The door to a camera's ONVIF services. Which library is used for what, and why, stands in ../README.md.
 * Neither takes an abort signal nor bounds what it reads: callers race these calls against a deadline.
 */
import { readCameraTime } from '../camera-clock.ts';
import { CameraError } from '../camera-error.ts';
import { ownAddress } from '../host-policy.ts';
import { askClock, openFullDevice, type FullDevice } from './full-device.ts';
import { largestFirst, readProfiles, type MediaProfile } from './media-profile.ts';
import { isOfTheLine, toOnvifError } from './onvif-fault.ts';
import type { CameraClock, OnvifDevice, OnvifTarget, OnvifWay } from './onvif-target.ts';
import { askClockSimply, openSimpleDevice } from './simple-device.ts';

/** Where a profile's picture is had, on the configured host. */
export interface PictureAddress {
  /** The profile's token. */
  readonly profile: string;
  readonly url: URL;
  /** As the profile claims, null where it claims nothing; what arrives is measured. */
  readonly width: number | null;
  readonly height: number | null;
}

export interface OnvifSession {
  readonly way: OnvifWay;
  /** null when the camera does not tell its time. */
  readonly cameraClock: CameraClock | null;
  /** Largest picture first; one or two. */
  readonly pictures: readonly [PictureAddress, ...PictureAddress[]];
}

/** Enough for a best picture and a second path. */
const MAX_PICTURE_ADDRESSES = 2;

/**
 * Reads the camera's clock without signing in (the call is open to all, and a token needs the clock).
 * @throws CameraError when the camera does not answer at all
 */
export async function readCameraClock(target: OnvifTarget): Promise<CameraClock | null> {
  const before = target.clock.wall();
  const xml = await (target.address.protocol === 'http:' ? askClockSimply(target) : askClock(target));
  const after = target.clock.wall();
  const time = readCameraTime(xml);
  if (time === null) return null;
  // Half a second on average was cut off by the camera.
  return {
    offsetMs: Math.round(time.utcMs + 500 - (before + after) / 2),
    utcOffsetMinutes: time.utcOffsetMinutes,
  };
}

/** The camera's clock, or null when it does not tell. @throws CameraError when the line is the trouble */
async function clockIfTold(target: OnvifTarget): Promise<CameraClock | null> {
  try {
    return await readCameraClock(target);
  } catch (error) {
    const failure = toOnvifError(error);
    if (isOfTheLine(failure)) throw failure;
    return null;
  }
}

/**
 * Clock, then profiles, then where the pictures of the largest ones are had.
 * @param known the way that served this camera last; spares refused attempts, which some cameras count
 * @throws CameraError
 */
export async function openOnvifSession(target: OnvifTarget, known: OnvifWay | null): Promise<OnvifSession> {
  try {
    const cameraClock = await clockIfTold(target);
    const ask = async (device: OnvifDevice): Promise<OnvifSession> => {
      const profiles = readProfiles(await device.profiles());
      return { way: device.way, cameraClock, pictures: await pictureAddresses(profiles, target.address, device) };
    };
    if (known !== null) return await ask(await openBy(known, target, cameraClock));
    if (target.address.protocol === 'https:') return await ask(await openBy('onvif-token', target, cameraClock));
    try {
      return await ask(await openBy('node-onvif', target, cameraClock));
    } catch (error) {
      const failure = toOnvifError(error);
      if (isOfTheLine(failure)) throw failure;
      // A refused token is not tried again. Where the service was the trouble, a token may still be what signs in.
      const way = failure.code === 'camera.unauthorised' ? 'onvif-digest' : 'onvif-token';
      return await ask(await openBy(way, target, cameraClock));
    }
  } catch (error) {
    throw toOnvifError(error);
  }
}

/**
 * The camera as `onvif` speaks to it: for what node-onvif cannot.
 * @param way that serves this camera
 * @throws CameraError
 */
export async function openFull(target: OnvifTarget, way: OnvifWay): Promise<FullDevice> {
  try {
    return await openFullDevice(target, way === 'node-onvif' ? 'onvif-token' : way);
  } catch (error) {
    throw toOnvifError(error);
  }
}

async function openBy(way: OnvifWay, target: OnvifTarget, cameraClock: CameraClock | null): Promise<OnvifDevice> {
  return way === 'node-onvif'
    ? await openSimpleDevice(target, cameraClock?.offsetMs ?? 0)
    : await openFullDevice(target, way);
}

/** Asks for the pictures of the largest profiles. The first must succeed; a second that fails is done without. */
async function pictureAddresses(
  profiles: readonly MediaProfile[],
  configured: URL,
  device: OnvifDevice,
): Promise<[PictureAddress, ...PictureAddress[]]> {
  const found: PictureAddress[] = [];
  let failure = new CameraError('camera.no-snapshot', 'the camera has no profile with a picture');
  for (const { token, encoder } of largestFirst(profiles).slice(0, MAX_PICTURE_ADDRESSES)) {
    try {
      const text = await device.snapshotUri(token);
      if (text === null) continue;
      const url = ownAddress(text, configured);
      found.push({ profile: token, url, width: encoder?.width ?? null, height: encoder?.height ?? null });
    } catch (error) {
      failure = toOnvifError(error);
      if (isOfTheLine(failure)) throw failure;
    }
  }
  const [first, ...others] = found;
  if (first === undefined) throw failure;
  return [first, ...others];
}
