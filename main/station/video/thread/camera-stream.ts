/** One stream of one camera in the video thread: its connection, its memory, and who gets its pictures. */
import { RtspClient, type RtspState } from '../../../../native/camera/rtsp/rtsp-client.ts';
import type { CameraUnit } from '../../../../native/camera/rtsp/rtsp-session.ts';
import type { Clock } from '../../../../preload/contract/vocabulary.ts';
import type { VideoFormat } from '../../../../native/camera/video/video-format.ts';
import type { Measured, MemoryLimits, StreamAccount, ThreadStreamState } from '../video-messages.ts';
import { Clip, type ClipParts } from './clip.ts';
import { feedFormat } from './forward.ts';
import { PictureMemory } from './picture-memory.ts';
import { PictureRate } from './picture-rate.ts';

/** Somebody who gets every picture. */
export interface PictureTaker {
  push(unit: CameraUnit): void;
  /** Pictures it could not take. */
  readonly dropped: number;
}

export class CameraStream {
  readonly #clock: Clock;
  readonly #onState: (state: ThreadStreamState) => void;
  readonly #memory: PictureMemory;
  readonly #takers = new Map<string, PictureTaker>();
  readonly #clips = new Map<string, Clip>();
  readonly #rate = new PictureRate();
  #client: RtspClient | null = null;
  #format: VideoFormat | null = null;

  constructor(options: {
    readonly memory: MemoryLimits;
    readonly clock: Clock;
    readonly onState: (state: ThreadStreamState) => void;
  }) {
    this.#clock = options.clock;
    this.#onState = options.onState;
    this.#memory = new PictureMemory(options.memory);
  }

  /** Connects, and keeps the connection; an earlier one is given up. */
  play(account: StreamAccount): void {
    this.#letGo();
    const client: RtspClient = new RtspClient(
      { ...account, clock: this.#clock },
      {
        // Every picture carries its format.
        onFormat: () => undefined,
        onAccessUnit: (unit) => {
          if (this.#client === client) this.#take(unit);
        },
        onState: (state) => {
          if (this.#client === client) this.#tell(state);
        },
      },
    );
    this.#client = client;
    client.start();
  }

  /** Files of its clips are closed in the background. */
  close(): void {
    this.#letGo();
    for (const clip of this.#clips.keys()) void this.endClip(clip);
    this.#takers.clear();
    this.#memory.clear();
  }

  /** What is in memory of the pictures on screen now comes at once; after a break they are of another time. */
  subscribe(name: string, taker: PictureTaker): void {
    this.#takers.set(name, taker);
    if (this.#client?.state.kind !== 'playing') return;
    for (const unit of this.#memory.newestGroup()) taker.push(unit);
  }

  unsubscribe(name: string): void {
    this.#takers.delete(name);
  }

  beginClip(clip: string, parts: Omit<ClipParts, 'clip' | 'now' | 'since'>): void {
    const now = (): number => this.#clock.monotonic();
    this.#clips.set(clip, new Clip({ ...parts, clip, now, since: (ms) => this.#memory.since(ms) }));
  }

  /** Does nothing for a clip that is not here. */
  async endClip(clip: string): Promise<void> {
    const one = this.#clips.get(clip);
    this.#clips.delete(clip);
    await one?.end();
  }

  measured(): Measured {
    const dropped = [...this.#takers.values()].reduce((sum, taker) => sum + taker.dropped, 0);
    return {
      format: this.#format === null ? null : feedFormat(this.#format),
      ...this.#rate.since(this.#clock.monotonic()),
      memoryBytes: this.#memory.bytes,
      counters: { ...this.#client?.counters(), memory: this.#memory.dropped, forward: dropped },
    };
  }

  #take(unit: CameraUnit): void {
    this.#format = unit.format;
    this.#rate.push(unit);
    this.#memory.push(unit);
    for (const clip of this.#clips.values()) clip.push(unit);
    for (const taker of this.#takers.values()) taker.push(unit);
  }

  #tell(state: RtspState): void {
    switch (state.kind) {
      case 'stopped':
        return;
      case 'connecting':
      case 'playing':
      case 'silent':
        this.#onState({ kind: state.kind });
        return;
      case 'waiting':
        this.#onState({
          kind: 'waiting',
          code: state.error.code,
          detail: state.error.detail,
          retryInMs: state.retryInMs,
        });
        return;
      default:
        state satisfies never;
    }
  }

  #letGo(): void {
    const client = this.#client;
    this.#client = null;
    // It takes its leave of the camera by itself.
    void client?.stop();
  }
}
