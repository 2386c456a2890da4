/** The script of the video thread: cameras' streams, their memory, and what of them the main thread asked for. */
import { parentPort } from 'node:worker_threads';
import type { Clock, EpochMs, MonotonicMs } from '../../../../preload/contract/vocabulary.ts';
import type { FromVideoThread, StreamKey, ToFilms, ToRecorder, ToVideoThread } from '../video-messages.ts';
import { CameraStream } from './camera-stream.ts';
import { clipFilm } from './clip-film.ts';
import { cut } from './cut.ts';
import { Forward } from './forward.ts';
import { keyPicture } from './key-picture.ts';
import { LiveFilm } from './live-film.ts';
import { systemCode } from './open-file.ts';
import { recover } from './recovery.ts';

const BEAT_MS = 1000;
const MEASURED_MS = 5000;

if (parentPort === null) throw new Error('this script runs in a worker thread');
const port = parentPort;
const clock: Clock = {
  wall: () => Date.now() as EpochMs,
  monotonic: () => performance.now() as MonotonicMs,
};
const streams = new Map<StreamKey, CameraStream>();
const tell = (message: FromVideoThread, moved: readonly ArrayBuffer[] = []): void => port.postMessage(message, moved);

/** Which stream a clip is of. */
const clips = new Map<string, CameraStream>();
const clipFilms = new Map<number, AsyncGenerator<Uint8Array>>();
let folder = '';
let room = true;

port.on('message', (message: ToVideoThread) => {
  switch (message.type) {
    case 'video-folder':
      folder = message.folder;
      return;
    case 'room':
      room = message.room;
      return;
    case 'recover':
      void recover(folder, message.files, message.unnamed, tell);
      return;
    case 'cut': {
      const { id, source, target, window } = message;
      cut(source, window, target).then(
        (done) => tell({ type: 'cut-done', id, done }),
        (error: unknown) => tell({ type: 'cut-failed', id, code: systemCode(error) }),
      );
      return;
    }
    case 'film-open':
      openFilm(message);
      return;
    case 'film-clip': {
      const { files, film, fromMs, toMs } = message;
      clipFilms.set(film, clipFilm(files, fromMs, toMs));
      return;
    }
    case 'film-pull':
      void pull(message.film);
      return;
    case 'film-close': {
      const { film, stream } = message;
      if (stream !== null) streams.get(stream)?.unsubscribe(`film ${film}`);
      // It closes its file.
      void clipFilms.get(film)?.return(undefined);
      clipFilms.delete(film);
      return;
    }
    case 'key-picture': {
      const { id } = message;
      void keyPicture(message, clock).then((answer) =>
        tell({ type: 'key-picture-done', id, answer }, 'data' in answer ? [answer.data] : []),
      );
      return;
    }
    case 'clip-begin':
      beginClip(message);
      return;
    case 'clip-end': {
      const { clip } = message;
      void clips.get(clip)?.endClip(clip);
      clips.delete(clip);
      return;
    }
    default:
      onStream(message);
  }
});

function openFilm({ film, stream, taken }: Extract<ToVideoThread, { type: 'film-open' }>): void {
  const of = streams.get(stream);
  const taker = new LiveFilm(taken, {
    onBytes: (bytes) => tellBytes(film, bytes),
    onEnd: (why) => tell({ type: 'film-ended', film, why }),
  });
  if (of === undefined) tell({ type: 'film-ended', film, why: 'broken' });
  else of.subscribe(`film ${film}`, taker);
}

async function pull(film: number): Promise<void> {
  try {
    const next = await clipFilms.get(film)?.next();
    if (next === undefined) return;
    if (next.done === true) tell({ type: 'film-ended', film, why: 'whole' });
    else tellBytes(film, next.value);
  } catch {
    tell({ type: 'film-ended', film, why: 'unreadable' });
  }
}

/** Bytes with a buffer of their own are moved. */
function tellBytes(film: number, bytes: Uint8Array): void {
  const data = bytes.byteLength === bytes.buffer.byteLength ? bytes.buffer : bytes.slice().buffer;
  tell({ type: 'film-bytes', film, data: data as ArrayBuffer }, [data as ArrayBuffer]);
}

function beginClip({ clip, nth, rules, stream }: Extract<ToVideoThread, { type: 'clip-begin' }>): void {
  const of = streams.get(stream);
  if (of === undefined) {
    tell({ type: 'clip-ended', clip });
    return;
  }
  clips.set(clip, of);
  of.beginClip(clip, { folder, nth, rules, hasRoom: () => room, tell });
}

function onStream(message: Exclude<ToVideoThread, ToRecorder | ToFilms | { type: 'key-picture' }>): void {
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
      streams.get(key)?.subscribe(`feed ${subscription}`, forward);
      return;
    }
    case 'unsubscribe':
      streams.get(key)?.unsubscribe(`feed ${message.subscription}`);
      return;
    default:
      message satisfies never;
  }
}

setInterval(() => tell({ type: 'beat' }), BEAT_MS);
setInterval(() => {
  for (const [stream, one] of streams) tell({ type: 'measured', stream, measured: one.measured() });
}, MEASURED_MS);
