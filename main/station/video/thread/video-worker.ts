/** The script of the video thread: cameras' streams, their memory, and what of them the main thread asked for. */
import { parentPort } from 'node:worker_threads';
import type { Clock, EpochMs, MonotonicMs } from '../../../../preload/contract/vocabulary.ts';
import type { FromVideoThread, StreamKey, ToVideoThread } from '../video-messages.ts';
import { CameraStream } from './camera-stream.ts';
import { Forward } from './forward.ts';

const BEAT_MS = 1000;

if (parentPort === null) throw new Error('this script runs in a worker thread');
const port = parentPort;
const clock: Clock = {
  wall: () => Date.now() as EpochMs,
  monotonic: () => performance.now() as MonotonicMs,
};
const streams = new Map<StreamKey, CameraStream>();
const tell = (message: FromVideoThread, moved: readonly ArrayBuffer[] = []): void => port.postMessage(message, moved);

port.on('message', (message: ToVideoThread) => {
  const { stream: key } = message;
  switch (message.type) {
    case 'open':
      streams.set(
        key,
        new CameraStream({
          memory: message.memory,
          clock,
          onState: (state) => tell({ type: 'state', stream: key, state }),
        }),
      );
      return;
    case 'play':
      streams.get(key)?.play(message);
      return;
    case 'close':
      streams.get(key)?.close();
      streams.delete(key);
      return;
    case 'subscribe': {
      const { subscription, taken } = message;
      const forward = new Forward(taken, {
        onFormat: (format) => tell({ type: 'format', stream: key, subscription, format }),
        onUnit: (unit) => tell({ type: 'unit', stream: key, subscription, unit }, [unit.data]),
      });
      streams.get(key)?.subscribe(subscription, forward);
      return;
    }
    case 'unsubscribe':
      streams.get(key)?.unsubscribe(message.subscription);
      return;
    default:
      message satisfies never;
  }
});
setInterval(() => tell({ type: 'beat' }), BEAT_MS);
