/** Which of the addresses that a camera hands out are used, and how. */
import { describe, expect, it } from 'vitest';
import { CameraError } from '../../../../native/camera/camera-error.ts';
import { ownAddress } from '../../../../native/camera/host-policy.ts';

const HTTP = new URL('http://192.168.1.31/onvif/device_service');
const HTTPS = new URL('https://192.168.1.31:8443/onvif/device_service');

function refusalOf(handedOut: string, configured: URL): CameraError {
  try {
    ownAddress(handedOut, configured);
  } catch (error) {
    if (error instanceof CameraError) return error;
    throw error;
  }
  throw new Error(`${handedOut} was accepted`);
}

describe('ownAddress', () => {
  it.each([
    ['the same host', 'http://192.168.1.31/snap.jpg?ch=1', 'http://192.168.1.31/snap.jpg?ch=1'],
    ['another port', 'http://192.168.1.31:8080/snap', 'http://192.168.1.31:8080/snap'],
    ['https where http is configured', 'https://192.168.1.31/snap', 'https://192.168.1.31/snap'],
    ['a path alone', '/snap?1', 'http://192.168.1.31/snap?1'],
    ['blanks around it', '  http://192.168.1.31/snap \n', 'http://192.168.1.31/snap'],
    ['a password inside', 'http://admin:secret@192.168.1.31/snap', 'http://192.168.1.31/snap'],
    ['the same address written as a number', 'http://3232235807/snap', 'http://192.168.1.31/snap'],
  ])('takes %s', (_name, handedOut, expected) => {
    expect(ownAddress(handedOut, HTTP).href).toBe(expected);
  });

  it.each([
    ['another address', 'http://192.168.1.99/snap'],
    ['a name', 'http://evil.example/snap'],
    ['a host that begins alike', 'http://192.168.1.31.evil.example/snap'],
    ['the host as a user name', 'http://192.168.1.31@evil.example/snap'],
    ['a host behind two slashes', '//evil.example/snap'],
    ['a backslash trick', 'http:\\\\evil.example\\snap'],
    ['a file', 'file:///etc/passwd'],
    ['a script', 'javascript:alert(1)'],
    ['a stream', 'rtsp://192.168.1.31/stream'],
  ])('refuses %s and names it', (_name, handedOut) => {
    expect(refusalOf(handedOut, HTTP)).toMatchObject({ code: 'camera.foreign-host' });
  });

  it('never leads from https back to http', () => {
    expect(refusalOf('http://192.168.1.31/snap', HTTPS).code).toBe('camera.foreign-host');
    expect(ownAddress('https://192.168.1.31/snap', HTTPS).href).toBe('https://192.168.1.31/snap');
  });

  it('calls what is no address at all no snapshot', () => {
    expect(refusalOf('http://[', HTTP).code).toBe('camera.no-snapshot');
  });

  it('names the address without its password', () => {
    const { detail } = refusalOf('http://admin:secret@10.0.0.9/snap', HTTP);
    expect(detail).toContain('http://10.0.0.9/snap');
    expect(detail).not.toContain('secret');
  });
});
