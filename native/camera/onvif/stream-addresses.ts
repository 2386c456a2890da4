/** Where a camera's video is had, profile by profile. */
import { CameraError } from '../camera-error.ts';
import { ownStreamAddress } from '../host-policy.ts';
import type { StreamAddress } from '../stream-address.ts';
import type { VideoCodec } from '../video/video-format.ts';
import type { FullDevice } from './full-device.ts';
import { largestFirst, readProfiles } from './media-profile.ts';
import { isOfTheLine, toOnvifError } from './onvif-fault.ts';

/** As cameras write them; what else they name (JPEG, MPEG4) is no video that this program can play or keep. */
const CODECS: Readonly<Record<string, VideoCodec>> = { H264: 'h264', H265: 'h265', HEVC: 'h265' };
const PLAYABLE = /^(H264|H265|HEVC|)$/i;
/** A camera has two or three; a recorder that answers for all its cameras is not asked for hours. */
const MOST_ADDRESSES = 8;

/**
 * Largest first, sizes and codecs as the camera claims them. One profile that has no address is done without.
 * @throws CameraError camera.foreign-host naming the address | camera.no-video when there is none at all
 */
export async function streamAddresses(device: FullDevice, configured: URL): Promise<StreamAddress[]> {
  const found: StreamAddress[] = [];
  let failure = new CameraError('camera.no-video', 'the camera has no profile with a stream');
  const answer = await device.profiles().catch((error: unknown) => {
    throw asNoVideo(toOnvifError(error));
  });
  const profiles = readProfiles(answer).filter(({ encoder }) => PLAYABLE.test(encoder?.encoding ?? ''));
  for (const { token, encoder } of largestFirst(profiles).slice(0, MOST_ADDRESSES)) {
    try {
      const text = await device.streamUri(token);
      if (text === null) continue;
      const url = new URL(ownStreamAddress(text, configured));
      // Some cameras name one stream for several profiles; the largest claim stands for it.
      if (found.some((other) => other.url.href === url.href)) continue;
      const codec = CODECS[encoder?.encoding.toUpperCase() ?? ''] ?? null;
      found.push({ url, codec, width: encoder?.width ?? null, height: encoder?.height ?? null, profile: token });
    } catch (error) {
      failure = asNoVideo(toOnvifError(error));
      if (isOfTheLine(failure) || failure.code === 'camera.unauthorised') throw failure;
    }
  }
  if (found.length === 0) throw failure;
  return found;
}

/** What a library could not make sense of is, here, a stream that is not to be had. */
export function asNoVideo(failure: CameraError): CameraError {
  return failure.code === 'camera.no-snapshot'
    ? new CameraError('camera.no-video', failure.detail, { cause: failure })
    : failure;
}
