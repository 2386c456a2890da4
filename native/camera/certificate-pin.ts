/**
 * A camera's certificate, known by its SHA-256 alone. Cameras sign their own, so no authority says anything about them;
 * what the installer saw once and wrote into the configuration does (README.md, decisions).
 */
import { TLSSocket } from 'node:tls';
import { CameraError } from './camera-error.ts';

/** 64 hexadecimal digits, small: SHA-256 of the certificate as sent (DER). */
export type CertificatePin = string & { readonly __pin: 'sha256' };

/** Reads what people copy: with colons or blanks, large or small. @returns null for anything else */
export function readPin(text: string): CertificatePin | null {
  const digits = text.replace(/[:\s]/g, '').toLowerCase();
  return /^[0-9a-f]{64}$/.test(digits) ? (digits as CertificatePin) : null;
}

/** The certificate at the other end; null where there is none (plain line, or closed already). */
export function certificateOf(socket: unknown): CertificatePin | null {
  if (!(socket instanceof TLSSocket)) return null;
  return readPin(socket.getPeerCertificate().fingerprint256 ?? '');
}

/**
 * Asked after the handshake and before anything is sent. A pin holds for https and rtsps; a plain line has no certificate
 * to compare, and whether a plain line is allowed is decided where addresses are (host-policy.ts).
 */
export function certificateFault(socket: unknown, pin: CertificatePin | null): CameraError | null {
  if (pin === null || !(socket instanceof TLSSocket)) return null;
  const seen = certificateOf(socket);
  if (seen === pin) return null;
  return new CameraError('camera.certificate', `the camera shows ${seen ?? 'no certificate'}, pinned is ${pin}`);
}
