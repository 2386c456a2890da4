/** The cameras' video for whoever in the station wants it: live lines, the platform, and recording, which only keeps streams going. */
import type { CertificatePin } from '../../../native/camera/certificate-pin.ts';
import type { Timers } from '../../../preload/rpc/port.ts';
import type { FeedListener, FeedState, StreamChoice } from './feed.ts';
import { StreamAddresses, type AskForStreams, type ConfiguredAddresses } from './stream-addresses.ts';
import { streamKey, type FromVideoThread, type Measured, type MemoryLimits, type StreamKey } from './video-messages.ts';
import { VideoSource } from './video-source.ts';
import type { VideoThread } from './video-thread.ts';

export interface VideoCamera {
  readonly id: string;
  /** What the configuration says of its streams; null: the camera is asked. */
  readonly configured: ConfiguredAddresses | null;
  readonly streams: AskForStreams;
  readonly username: string | null;
  readonly password: string;
  /** The one that an rtsps line may show; null: any. */
  readonly certificate: CertificatePin | null;
  /** Of the main stream's pictures so much is remembered; 0: only what a new listener begins with. */
  readonly preRollMs: number;
}

export interface VideoFeedsParts {
  readonly cameras: readonly VideoCamera[];
  readonly thread: Pick<VideoThread, 'listen' | 'post'>;
  readonly timers: Timers;
  readonly log: { warn(fields: object, text: string): void };
}

/** Fifteen seconds of a stream of 16 Mbit/s. */
const MOST_MEMORY_BYTES = 32 * 1024 * 1024;

export class VideoFeeds {
  readonly #sources = new Map<StreamKey, VideoSource>();
  #lastSubscription = 0;

  constructor(parts: VideoFeedsParts) {
    parts.thread.listen({
      onMessage: (message) => this.#take(message),
      onRestarted: () => this.#sources.forEach((source) => source.threadRestarted()),
      onEnded: (restartInMs) => this.#sources.forEach((source) => source.threadEnded(restartInMs)),
    });
    for (const camera of parts.cameras) {
      const addresses = new StreamAddresses(camera.configured, camera.streams);
      for (const choice of ['main', 'sub'] as const) {
        const key = streamKey(camera.id, choice);
        const memory: MemoryLimits = {
          keepMs: choice === 'main' ? camera.preRollMs : 0,
          mostBytes: MOST_MEMORY_BYTES,
        };
        this.#sources.set(
          key,
          new VideoSource({
            key,
            choice,
            addresses,
            account: {
              username: camera.username,
              password: camera.password,
              certificate: camera.certificate,
            },
            memory,
            post: (message) => parts.thread.post(message),
            newSubscription: () => ++this.#lastSubscription,
            timers: parts.timers,
            log: parts.log,
          }),
        );
      }
    }
  }

  /**
   * The listener is told the state at once, then format and units, beginning with a key picture (from memory if there is
   * one). The stream is played for it when nobody else wants it.
   * @returns how to end it; nothing is told after that
   */
  subscribe(cameraId: string, stream: StreamChoice, listener: FeedListener): () => void {
    const source = this.#sources.get(streamKey(cameraId, stream));
    if (source !== undefined) return source.subscribe(listener);
    listener.onState({ kind: 'no-such-stream' });
    return () => undefined;
  }

  /** Keeps a stream playing, so that its memory is full when something happens. @returns how to end it */
  keep(cameraId: string, stream: StreamChoice): () => void {
    return this.#sources.get(streamKey(cameraId, stream))?.keep() ?? (() => undefined);
  }

  /** How a stream is, and what came of it in the last five seconds; null for one that nobody wants. */
  state(cameraId: string, stream: StreamChoice): { state: FeedState; measured: Measured | null } | null {
    const source = this.#sources.get(streamKey(cameraId, stream));
    return source?.isOpen === true ? { state: source.state, measured: source.measured } : null;
  }

  stop(): void {
    for (const source of this.#sources.values()) source.stop();
  }

  #take(message: FromVideoThread): void {
    switch (message.type) {
      case 'state':
        this.#sources.get(message.stream)?.told(message.state);
        return;
      case 'format':
        this.#sources.get(message.stream)?.format(message.subscription, message.format);
        return;
      case 'unit':
        this.#sources.get(message.stream)?.unit(message.subscription, message.unit);
        return;
      case 'measured':
        this.#sources.get(message.stream)?.toldRate(message.measured);
        return;
      // Of recording, and others'.
      default:
    }
  }
}
