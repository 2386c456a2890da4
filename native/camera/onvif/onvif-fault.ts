/** What both libraries report in words, as the codes of this folder. */
import { CameraError, toCameraError } from '../camera-error.ts';

/** The words are the libraries' (soap.js, cam.js); cameras add their own SOAP reasons. */
export function toOnvifError(error: unknown): CameraError {
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

/** Trying another library, or another service, cannot help. */
export function isOfTheLine({ code }: CameraError): boolean {
  return (
    code === 'camera.refused' ||
    code === 'camera.timeout' ||
    code === 'camera.disconnected' ||
    code === 'camera.foreign-host' ||
    code === 'camera.certificate'
  );
}
