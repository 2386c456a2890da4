/** The station's feeds with a video thread of their own, and listeners that keep what they were told; ended after each test. */
import { afterThisTest } from '../camera/rig.ts';
import type { StreamAddress } from '../../../native/camera/stream-address.ts';
import type { FeedFormat, FeedState, FeedUnit, StreamChoice } from '../../../main/station/video/feed.ts';
import { VideoFeeds, type VideoCamera } from '../../../main/station/video/video-feeds.ts';
import { VideoThread } from '../../../main/station/video/video-thread.ts';
import { RtspServer, type RtspServerOptions } from '../../sim/rtsp-server/rtsp-server.ts';

/** Small, so that nothing here waits for the encoder. */
const SMALL = { width: 640, height: 360, gop: 25, seconds: 4, kbitPerSecond: 500 };
export const ACCOUNT = { username: 'admin', password: 'Pa55-word' };

export async function rtspServer(options: Partial<RtspServerOptions> = {}): Promise<RtspServer> {
  const server = new RtspServer({ ...SMALL, auth: ACCOUNT, ...options });
  await server.start();
  afterThisTest(() => server.stop());
  return server;
}

export const streamAt = (address: string, codec: StreamAddress['codec'] = 'h264'): StreamAddress => ({
  url: new URL(address),
  codec,
  width: 640,
  height: 360,
});

export const systemTimers = {
  now: () => performance.now(),
  after(ms: number, run: () => void): () => void {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

export interface Told {
  readonly states: FeedState[];
  readonly formats: FeedFormat[];
  readonly units: FeedUnit[];
  readonly unsubscribe: () => void;
}

export interface FeedsRig {
  readonly feeds: VideoFeeds;
  readonly thread: VideoThread;
  readonly log: string[];
  listen(cameraId?: string, stream?: StreamChoice): Told;
}

export function feedsRig(...cameras: readonly Partial<VideoCamera>[]): FeedsRig {
  const lines: string[] = [];
  const log = { warn: (fields: object, text: string) => void lines.push(`${text} ${JSON.stringify(fields)}`) };
  const thread = new VideoThread({ timers: systemTimers, log });
  const feeds = new VideoFeeds({
    cameras: cameras.map((camera) => ({
      id: 'cam',
      configured: null,
      streams: () => Promise.reject(new Error('not asked')),
      ...ACCOUNT,
      certificate: null,
      preRollMs: 0,
      ...camera,
    })),
    thread,
    timers: systemTimers,
    log,
  });
  afterThisTest(() => {
    feeds.stop();
    return thread.stop();
  });
  return {
    feeds,
    thread,
    log: lines,
    listen(cameraId = 'cam', stream = 'main') {
      const told = { states: [] as FeedState[], formats: [] as FeedFormat[], units: [] as FeedUnit[] };
      const unsubscribe = feeds.subscribe(cameraId, stream, {
        onState: (state) => told.states.push(state),
        onFormat: (format) => told.formats.push(format),
        onUnit: (unit) => told.units.push(unit),
      });
      return { ...told, unsubscribe };
    },
  };
}
