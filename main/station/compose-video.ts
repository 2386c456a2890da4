/** Builds everything that has to do with the cameras' video. */
import type { LiveStream } from '../../preload/contract/live.ts';
import type { AttachedCamera, Drivers } from './compose-devices.ts';
import type { ComposeOptions } from './host-channel.ts';
import { LivePictures, type TakeJpeg } from './video/live-pictures.ts';
import { LivePort, type LiveLine, type Subscribe } from './video/live-port.ts';
import { VideoFeeds } from './video/video-feeds.ts';
import { VideoThread } from './video/video-thread.ts';

export interface Video {
  readonly feeds: VideoFeeds;
  live(cameraId: string, stream: LiveStream, line: LiveLine): void;
  stop(): Promise<void>;
}

const timers = {
  now: () => performance.now(),
  after(ms: number, run: () => void): () => void {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Nothing is started before somebody wants a picture. */
export function makeVideo({ configuration, log }: ComposeOptions, { cameras, videoCameras }: Drivers): Video {
  const videoLog = log.child({ part: 'video' });
  const preRollMs = (configuration.recording?.preRollSeconds ?? 0) * 1000;
  const feeds = new VideoFeeds({
    cameras: videoCameras.map((camera) => ({ ...camera, preRollMs })),
    thread: new VideoThread({ timers, log: videoLog }),
    timers,
    log: videoLog,
  });
  return {
    feeds,
    live(cameraId, stream, line) {
      const camera = cameras.find(({ id }) => id === cameraId);
      if (camera?.live !== true) new LivePort(line).serve(cameraId, 'main', notShown);
      else if (stream === 'pictures') new LivePictures(line, jpegOf(camera), timers).serve();
      else new LivePort(line).serve(cameraId, stream, (...subscription) => feeds.subscribe(...subscription));
    },
    stop: () => feeds.stop(),
  };
}

/** Not there, or by the configuration not to be shown. */
const notShown: Subscribe = (_cameraId, _stream, { onState }) => {
  onState({ kind: 'no-such-stream' });
  return () => undefined;
};

const jpegOf =
  (camera: AttachedCamera): TakeJpeg =>
  async (deadlineMs) => {
    const picture = await camera.takePicture({ deadlineMs });
    return picture.ok ? { jpeg: picture.jpeg } : { code: picture.code };
  };
