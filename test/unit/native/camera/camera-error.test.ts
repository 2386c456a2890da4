/** What libraries and the system throw, in the words of the contract. */
import { describe, expect, it } from 'vitest';
import { CAMERA_ERROR_CODES, CameraError, toCameraError } from '../../../../native/camera/camera-error.ts';
import { ERROR_CODES } from '../../../../preload/contract/errors.ts';

const withCode = (code: string, message = 'x'): Error => Object.assign(new Error(message), { code });

describe('camera errors', () => {
  it('have codes of the closed list only', () => {
    expect(ERROR_CODES).toEqual(expect.arrayContaining([...CAMERA_ERROR_CODES]));
  });

  it.each([
    [withCode('ECONNREFUSED'), 'camera.refused'],
    [new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')], 'both'), 'camera.refused'],
    [new TypeError('fetch failed', { cause: withCode('UND_ERR_CONNECT_TIMEOUT') }), 'camera.timeout'],
    [new Error('Network Error: connect ECONNREFUSED 127.0.0.1:1'), 'camera.refused'],
    [withCode('UND_ERR_HEADERS_TIMEOUT'), 'camera.timeout'],
    [new DOMException('stopped', 'AbortError'), 'camera.timeout'],
    [withCode('ECONNRESET'), 'camera.disconnected'],
    [withCode('EHOSTUNREACH'), 'camera.disconnected'],
    [withCode('HPE_INVALID_CONSTANT', 'Expected HTTP/'), 'camera.http-status'],
    ['a string', 'camera.disconnected'],
    [undefined, 'camera.disconnected'],
  ])('%s → %s', (error, code) => {
    expect(toCameraError(error).code).toBe(code);
  });

  it('leaves its own kind as it is', () => {
    const error = new CameraError('camera.black', 'dark');
    expect(toCameraError(error)).toBe(error);
  });
});
