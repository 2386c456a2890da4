/** A piece of work that cannot be aborted, and an answer that comes in time all the same. */
import { CameraError } from './camera-error.ts';

/**
 * The work's own answer, or `camera.timeout` at the deadline or when the signal aborts. What is left of the work goes on
 * unheard; the libraries' calls end by their own idle time-outs.
 * @throws CameraError camera.timeout, and whatever the work throws in time
 */
export async function withinDeadline<T>(deadlineMs: number, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  return await new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stopped);
    };
    const stopped = (): void => {
      end();
      reject(new CameraError('camera.timeout', 'stopped'));
    };
    const timer = setTimeout(() => {
      end();
      reject(new CameraError('camera.timeout', `no whole answer within ${deadlineMs} ms`));
    }, deadlineMs);
    signal.addEventListener('abort', stopped, { once: true });
    if (signal.aborted) {
      stopped();
      return;
    }
    work().then(resolve, reject).finally(end);
  });
}
