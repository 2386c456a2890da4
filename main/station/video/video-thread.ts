/**
 * The main thread's hand on the video thread. That one reads bytes of sixteen makers' cameras: when it ends or hangs, it is
 * counted, said and started again with growing pauses, and nothing else of the station notices.
 */
import { Worker } from 'node:worker_threads';
import type { Timers } from '../../../preload/rpc/port.ts';
import type { FromVideoThread, ToVideoThread } from './video-messages.ts';
import { VIDEO_WORKER_FILE } from './worker-file.ts';

export interface VideoThreadEvents {
  /** It runs again and knows nothing: everything it has to do must be said again. */
  onRestarted(): void;
  onMessage(message: FromVideoThread): void;
  /** What it was doing ended with it. */
  onEnded(restartInMs: number): void;
}

export interface VideoThreadOptions {
  readonly timers: Timers;
  readonly log: { warn(fields: object, text: string): void };
  /** Only tests change it. */
  readonly script?: string;
}

const RESTART_MS = [1000, 2000, 5000, 15_000, 30_000] as const;
/** So long without trouble, and the pauses begin anew. */
const WELL_MS = 60_000;
/** It beats each second. Twice in a row it must be missed: after the computer slept, both threads are late. */
const SILENT_MS = 10_000;
/** Without pictures: those lie outside this heap. */
const HEAP_MB = 256;
/** Small, so that the pictures of a moment ago are let go soon: their bytes weigh more than the objects that hold them. */
const YOUNG_MB = 8;

export class VideoThread {
  readonly #options: VideoThreadOptions;
  readonly #listeners: VideoThreadEvents[] = [];
  #worker: Worker | null = null;
  #begun = false;
  #startedAt = 0;
  #heardAt = 0;
  #late = false;
  #endings = 0;
  #inARow = 0;
  #callOffWatch: (() => void) | null = null;
  #callOffRestart: (() => void) | null = null;

  constructor(options: VideoThreadOptions) {
    this.#options = options;
  }

  /** How often it ended by itself. */
  get endings(): number {
    return this.#endings;
  }

  /** Told in the order of listening. */
  listen(events: VideoThreadEvents): void {
    this.#listeners.push(events);
  }

  /**
   * The first message starts the thread: a station without video has none. Does nothing while the thread is not there
   * again: whoever needs it says everything anew in `onRestarted`.
   * @returns false when there is no thread
   */
  post(message: ToVideoThread): boolean {
    if (!this.#begun) this.#launch();
    this.#worker?.postMessage(message);
    return this.#worker !== null;
  }

  async stop(): Promise<void> {
    this.#begun = true;
    this.#listeners.length = 0;
    this.#callOffWatch?.();
    this.#callOffRestart?.();
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  #launch(): void {
    const { log, script = VIDEO_WORKER_FILE, timers } = this.#options;
    const worker = new Worker(script, {
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB, maxYoungGenerationSizeMb: YOUNG_MB },
    });
    this.#worker = worker;
    this.#begun = true;
    this.#startedAt = this.#heardAt = timers.now();
    this.#late = false;
    worker.on('message', (message: FromVideoThread) => {
      if (this.#worker !== worker) return;
      this.#heardAt = timers.now();
      this.#late = false;
      if (message.type !== 'beat') for (const one of this.#listeners) one.onMessage(message);
    });
    let cause: unknown = null;
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', (code) => {
      if (this.#worker !== worker) return;
      log.warn({ err: cause, code, endings: this.#endings + 1 }, 'the video thread ended; it is started again');
      this.#ended();
    });
    this.#watch(worker);
  }

  #watch(worker: Worker): void {
    this.#callOffWatch = this.#options.timers.after(SILENT_MS / 2, () => {
      if (this.#options.timers.now() - this.#heardAt < SILENT_MS) this.#late = false;
      else if (!this.#late) this.#late = true;
      else {
        this.#options.log.warn({ silentMs: SILENT_MS }, 'the video thread does not answer and is ended');
        // Its `exit` does the rest.
        void worker.terminate();
        return;
      }
      this.#watch(worker);
    });
  }

  #ended(): void {
    const { timers } = this.#options;
    this.#worker = null;
    this.#callOffWatch?.();
    this.#endings += 1;
    this.#inARow = timers.now() - this.#startedAt >= WELL_MS ? 0 : this.#inARow;
    const pause = RESTART_MS[Math.min(this.#inARow, RESTART_MS.length - 1)] ?? 30_000;
    this.#inARow += 1;
    this.#callOffRestart = timers.after(pause, () => {
      this.#launch();
      for (const one of this.#listeners) one.onRestarted();
    });
    for (const one of this.#listeners) one.onEnded(pause);
  }
}
