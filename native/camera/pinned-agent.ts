/** Connections for node:https whose certificate is compared before they are handed out. */
import { Agent } from 'node:https';
import type { Duplex } from 'node:stream';
import { connect, type ConnectionOptions } from 'node:tls';
import { CameraError } from './camera-error.ts';
import { certificateFault, type CertificatePin } from './certificate-pin.ts';

const HANDSHAKE_MS = 5000;

/** An agent whose every connection shows this certificate, or fails with `camera.certificate` before a byte is sent. */
export function pinnedAgent(pin: CertificatePin): Agent {
  const agent = new Agent({ keepAlive: false, maxCachedSessions: 0 });
  const opened = (options: ConnectionOptions, done: (error: Error | null, socket?: Duplex) => void): undefined => {
    const socket = connect({ ...options, rejectUnauthorized: false });
    const failed = (error: Error): void => done(error);
    const late = (): void => void socket.destroy(new CameraError('camera.timeout', 'no secured connection'));
    socket.once('error', failed);
    socket.setTimeout(HANDSHAKE_MS, late);
    socket.once('secureConnect', () => {
      socket.removeListener('error', failed);
      socket.setTimeout(0, late);
      const fault = certificateFault(socket, pin);
      if (fault === null) {
        done(null, socket);
        return;
      }
      socket.on('error', () => undefined).destroy();
      done(fault);
    });
    return undefined;
  };
  return Object.assign(agent, { createConnection: opened });
}
