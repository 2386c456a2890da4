/** Looks at a camera's certificate, and says nothing to it. */
import { connect } from 'node:tls';
import { CameraError, toCameraError } from './camera-error.ts';
import { certificateFault, certificateOf, type CertificatePin } from './certificate-pin.ts';

const HANDSHAKE_MS = 5000;

/**
 * @param pin compared where there is one
 * @returns the SHA-256 of what the camera shows; null for http
 * @throws CameraError camera.certificate when it is not the pinned one, and what keeps a connection from being made
 */
export async function seenCertificate(
  address: URL,
  pin: CertificatePin | null,
  signal: AbortSignal,
): Promise<CertificatePin | null> {
  if (address.protocol !== 'https:') return null;
  const host = address.hostname.replace(/^\[|\]$/g, '');
  const socket = connect({ host, port: Number(address.port) || 443, rejectUnauthorized: false });
  try {
    return await new Promise((resolve, reject) => {
      socket.once('error', reject);
      socket.setTimeout(HANDSHAKE_MS, () => reject(new CameraError('camera.timeout', 'no secured connection')));
      signal.addEventListener('abort', () => reject(new CameraError('camera.timeout', 'stopped')), { once: true });
      socket.once('secureConnect', () => {
        const fault = certificateFault(socket, pin);
        if (fault === null) resolve(certificateOf(socket));
        else reject(fault);
      });
    });
  } catch (error) {
    throw toCameraError(error);
  } finally {
    socket.on('error', () => undefined).destroy();
  }
}
