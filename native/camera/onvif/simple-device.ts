/**
 * The door to node-onvif: cameras of the simple kind, over http, signed in the message, Media (ver10).
 * It is loaded with the first call and not with the station: the weight is on the screen before it.
 */
import { CameraError } from '../camera-error.ts';
import { ownAddress } from '../host-policy.ts';
import { toOnvifError } from './onvif-fault.ts';
import type { OnvifDevice, OnvifTarget } from './onvif-target.ts';
import { answerIn, textAt } from './xml.ts';

/** GetSystemDateAndTime without a token, over http. @returns the raw answer @throws CameraError */
export async function askClockSimply(target: OnvifTarget): Promise<string> {
  const { default: nodeOnvif } = await import('node-onvif');
  try {
    const device = new nodeOnvif.OnvifDevice({ xaddr: target.address.href });
    return (await device.services.device.getSystemDateAndTime()).soap;
  } catch (error) {
    throw toOnvifError(error);
  }
}

/**
 * Asks for the services.
 * @param clockOffsetMs of the camera; a token needs it
 * @throws CameraError
 */
export async function openSimpleDevice(target: OnvifTarget, clockOffsetMs: number): Promise<OnvifDevice> {
  const { default: nodeOnvif } = await import('node-onvif');
  const { default: OnvifServiceMedia } = await import('node-onvif/lib/modules/service-media.js');
  const user = target.username ?? '';
  const pass = target.password;
  try {
    const device = new nodeOnvif.OnvifDevice({ xaddr: target.address.href, user, pass });
    device.services.device.time_diff = clockOffsetMs;
    const { soap } = await device.services.device.getCapabilities();
    const xaddr = textAt(answerIn(soap, 'GetCapabilitiesResponse'), 'Capabilities', 'Media', 'XAddr');
    if (xaddr === null) throw new CameraError('camera.no-snapshot', 'the camera names no Media service');
    const media = new OnvifServiceMedia({
      xaddr: ownAddress(xaddr, target.address).href,
      user,
      pass,
      time_diff: clockOffsetMs,
    });
    return {
      way: 'node-onvif',
      profiles: async () => (await media.getProfiles()).soap,
      snapshotUri: async (profile) => {
        const answer = (await media.getSnapshotUri({ ProfileToken: profile })).soap;
        return textAt(answerIn(answer, 'GetSnapshotUriResponse'), 'MediaUri', 'Uri');
      },
    };
  } catch (error) {
    throw toOnvifError(error);
  }
}
