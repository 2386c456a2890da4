/** One stream of one camera in the video thread: its connection, its memory, and who gets its pictures. */
import { RtspClient, type RtspState } from '../../../../native/camera/rtsp/rtsp-client.ts';
import type { CameraUnit } from '../../../../native/camera/rtsp/rtsp-session.ts';
import type { Clock } from '../../../../preload/contract/vocabulary.ts';
import type { MemoryLimits, ThreadStreamState } from '../video-messages.ts';
import type { Forward } from './forward.ts';
import { PictureMemory } from './picture-memory.ts';

export interface StreamAccount {
  readonly address: string;
  readonly username: string | null;
  readonly password: string;
}

export class CameraStream {
  readonly #clock: Clock;
  readonly #onState: (state: ThreadStreamState) => void;
  readonly #memory: PictureMemory;
  readonly #forwards = new Map<number, Forward>();
  #client: RtspClient | null = null;

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

  close(): void {
    this.#letGo();
    this.#forwards.clear();
    this.#memory.clear();
  }

  /** What is in memory of the pictures on screen now comes at once; after a break they are of another time. */
  subscribe(subscription: number, forward: Forward): void {
    this.#forwards.set(subscription, forward);
    if (this.#client?.state.kind !== 'playing') return;
    for (const unit of this.#memory.newestGroup()) forward.push(unit);
  }

  unsubscribe(subscription: number): void {
    this.#forwards.delete(subscription);
  }

  #take(unit: CameraUnit): void {
    this.#memory.push(unit);
    for (const forward of this.#forwards.values()) forward.push(unit);
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
