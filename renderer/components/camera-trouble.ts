/**
 * A camera that is in trouble while it is not asked for a picture: what to do about it before a truck comes. (While a
 * truck is photographed the error's own words hold: take it again, or go on with a reason.) Pure.
 */
import type { ErrorCode } from '../../preload/contract/errors.ts';
import { errorSentences, type ErrorSentences, type Translate, type WordKey } from '../i18n/index.ts';
import { isErrorCode } from '../i18n/is-error-code.ts';

/** Trouble with live video or with settings costs no picture, and a wrong certificate is no matter of trucks: their own words hold at any time. */
type OwnWords =
  | 'camera.no-video'
  | 'camera.video-silent'
  | 'camera.video-garbled'
  | 'camera.certificate'
  | 'camera.service-fault'
  | 'camera.setting-refused'
  | 'camera.interface-unknown';
type CameraCode = Exclude<Extract<ErrorCode, `camera.${string}`>, OwnWords>;

const TODO: Readonly<Record<CameraCode, WordKey>> = {
  'camera.refused': 'camera-trouble.power',
  'camera.timeout': 'camera-trouble.power',
  'camera.disconnected': 'camera-trouble.power',
  'camera.http-status': 'camera-trouble.restart',
  'camera.not-jpeg': 'camera-trouble.restart',
  'camera.truncated': 'camera-trouble.power',
  'camera.frozen': 'camera-trouble.restart',
  'camera.stale': 'camera-trouble.restart',
  'camera.black': 'camera-trouble.lens',
  'camera.too-large': 'camera-trouble.installer',
  'camera.too-small': 'camera-trouble.installer',
  'camera.unauthorised': 'camera-trouble.installer',
  'camera.foreign-host': 'camera-trouble.installer',
  'camera.no-snapshot': 'camera-trouble.installer',
  'camera.display-differs': 'camera-trouble.installer',
  'camera.absent': 'camera-trouble.installer',
  'camera.unknown': 'camera-trouble.installer',
};

const isCameraCode = (code: string): code is CameraCode => isErrorCode(code) && Object.hasOwn(TODO, code);

/** The five parts of an error as they hold between two trucks. Every other error says the same at any time. */
export function betweenTrucks(code: string, said: ErrorSentences, t: Translate): ErrorSentences {
  if (!isCameraCode(code)) return said;
  return { ...said, works: t('camera-trouble.works'), todo: t(TODO[code]) };
}

/** How a camera's driver writes a clock that is off: `clock +42 s`. */
const CLOCK = /^clock ([+-]\d+) s$/;

/**
 * What stands in the place of its picture until one is asked for; null = nothing that a person could act on.
 * @param detail as in the device's status: an error code or a short technical text
 * @param camera in words
 */
export function cameraTrouble(detail: string | null, camera: string, t: Translate): string | null {
  if (detail === null) return null;
  if (isErrorCode(detail) && detail.startsWith('camera.')) {
    const said = errorSentences(detail, { camera, status: '' });
    return `${said.number} ${said.what} ${betweenTrucks(detail, said, t).todo}`;
  }
  const offset = CLOCK.exec(detail)?.[1];
  return offset === undefined ? null : t('camera-trouble.clock', { camera, offset });
}
