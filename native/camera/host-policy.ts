/**
 * What a camera says about its own addresses is a claim, not an instruction. Pictures are evidence and requests carry
 * the answer to a password challenge, so the program talks to the host in its configuration and to no other.
 */
import { CameraError } from './camera-error.ts';

/**
 * Checks an address that a camera handed out (service or picture).
 *
 * Rules: http or https; the configured host, letter for letter; any port (many cameras serve ONVIF on 8080 and pictures
 * on 80); a camera configured with https never leads back to http. User names inside the address are dropped.
 * @throws CameraError camera.foreign-host naming the address | camera.no-snapshot when it is no address at all
 */
export function ownAddress(handedOut: string, configured: URL): URL {
  let address: URL;
  try {
    address = new URL(handedOut.trim(), configured);
  } catch (error) {
    throw new CameraError('camera.no-snapshot', `the camera hands out no address: ${shown(handedOut)}`, {
      cause: error,
    });
  }
  const foreign = new CameraError(
    'camera.foreign-host',
    `the camera hands out ${shown(handedOut)}, configured is ${configured.origin}`,
  );
  if (address.hostname !== configured.hostname) throw foreign;
  if (address.protocol !== 'https:' && (address.protocol !== 'http:' || configured.protocol === 'https:'))
    throw foreign;
  address.username = '';
  address.password = '';
  address.hash = '';
  return address;
}

/**
 * Checks an address that a camera handed out for its video stream (ONVIF's GetStreamUri, the base and controls of RTSP).
 *
 * Rules: rtsp or rtsps, the configured host, letter for letter, any port. Within one connection the address is a name and
 * leads nowhere, so rtsp:// in the answers of a camera that was reached by rtsps is borne.
 * @returns the address as the camera wrote it, without user name and password: it takes part in digest answers
 * @throws CameraError camera.foreign-host naming the address | camera.no-video when it is no address at all
 */
export function ownStreamAddress(handedOut: string, configured: URL): string {
  const text = handedOut.trim().replace(/^(rtsps?:\/\/)[^/]*@/i, '$1');
  const noAddress = new CameraError('camera.no-video', `the camera hands out no stream address: ${shown(handedOut)}`);
  // A blank or control character inside would end the request line.
  if (!/^rtsps?:\/\/[\x21-\x7e]+$/i.test(text) || !URL.canParse(text)) throw noAddress;
  if (new URL(text).hostname !== configured.hostname) {
    throw new CameraError(
      'camera.foreign-host',
      `the camera hands out ${shown(handedOut)}, configured is ${configured.hostname}`,
    );
  }
  return text;
}

/** Short, printable, and without the password that some cameras write into their addresses. */
function shown(text: string): string {
  return text
    .slice(0, 200)
    .replace(/\/\/[^/@\s]*@/, '//')
    .replace(/[^\x21-\x7e]/g, '?');
}
