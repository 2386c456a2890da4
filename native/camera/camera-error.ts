/** Why a picture could not be had: the `camera.*` codes of preload/contract/errors.ts, and what an installer reads. */

/** The codes this folder can give; each stands in ERROR_CODES (a test holds the two together). */
export const CAMERA_ERROR_CODES = [
  'camera.refused',
  'camera.unauthorised',
  'camera.timeout',
  'camera.disconnected',
  'camera.http-status',
  'camera.not-jpeg',
  'camera.truncated',
  'camera.too-large',
  'camera.too-small',
  'camera.black',
  'camera.stale',
  'camera.foreign-host',
  'camera.certificate',
  'camera.service-fault',
  'camera.setting-refused',
  'camera.interface-unknown',
  'camera.no-snapshot',
  'camera.no-video',
  'camera.video-silent',
  'camera.video-garbled',
] as const;
export type CameraErrorCode = (typeof CAMERA_ERROR_CODES)[number];

/** `detail` is short technical text for the log and the device page; it never holds a password. */
export class CameraError extends Error {
  readonly code: CameraErrorCode;
  readonly detail: string;
  constructor(code: CameraErrorCode, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.name = 'CameraError';
    this.code = code;
    this.detail = detail;
  }
}

/** Codes of Node and undici, and what they mean for a camera. */
const BY_SYSTEM_CODE: Readonly<Record<string, CameraErrorCode>> = {
  ECONNREFUSED: 'camera.refused',
  ETIMEDOUT: 'camera.timeout',
  UND_ERR_CONNECT_TIMEOUT: 'camera.timeout',
  UND_ERR_HEADERS_TIMEOUT: 'camera.timeout',
  UND_ERR_BODY_TIMEOUT: 'camera.timeout',
  UND_ERR_ABORTED: 'camera.timeout',
  ABORT_ERR: 'camera.timeout',
  UND_ERR_HEADERS_OVERFLOW: 'camera.http-status',
};

/**
 * Turns whatever a library threw into a CameraError. What is not recognised counts as a broken connection: the network
 * has many names for that (ECONNRESET, EPIPE, EHOSTUNREACH, ENOTFOUND, UND_ERR_SOCKET …) and few for the rest.
 */
export function toCameraError(error: unknown): CameraError {
  if (error instanceof CameraError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const code = systemCode(error) ?? /\bE[A-Z]{4,}\b/.exec(text)?.[0] ?? '';
  // llhttp's codes: what answered on that port does not speak HTTP.
  if (code.startsWith('HPE_')) return new CameraError('camera.http-status', `not HTTP: ${text}`, { cause: error });
  return new CameraError(BY_SYSTEM_CODE[code] ?? 'camera.disconnected', text || code, { cause: error });
}

/** Looks through `cause` and the parts of an AggregateError (Node tries IPv6 and IPv4). */
function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'ABORT_ERR';
  if (error instanceof AggregateError) return systemCode(error.errors[0]);
  return systemCode(error.cause);
}
