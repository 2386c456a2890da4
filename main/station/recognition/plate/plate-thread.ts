/**
 * The main thread's hand on the plate reader. Networks run on a thread of their own; when that one ends or hangs, what waits is
 * answered without a plate, and it is started again with growing pauses. Asking never throws and never waits for ever.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Timers } from '../../../../preload/rpc/port.ts';
import { type Region } from './main-plate.ts';
import { type NoAnswer, type PlateAnswer, type PlateQuestion, type PlateReply } from './plate-messages.ts';

const bundled = import.meta.filename.endsWith('.cjs');
const PLATE_WORKER_FILE = join(import.meta.dirname, bundled ? 'plate-worker.cjs' : 'plate-worker.ts');

export interface PlateThreadOptions {
  readonly timers: Timers;
  readonly log: { warn(fields: object, text: string): void };
  /** Only tests change it. */
  readonly script?: string;
}

const RESTART_MS = [1000, 2000, 5000, 15_000, 30_000] as const;
/** So long without trouble, and the pauses begin anew. */
const WELL_MS = 60_000;
/** A picture takes half a second on one free core; the first one also opens the networks. */
const HUNG_MS = 20_000;
/** Front and rear, up to five pictures each, of two scales at once. */
const MOST_WAITING = 20;

interface Waiting {
  readonly question: PlateQuestion;
  readonly settle: (answer: PlateAnswer) => void;
}

export class PlateThread {
  readonly #options: PlateThreadOptions;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #stopped = false;
  #resting = false;
  #lastId = 0;
  #startedAt = 0;
  #inARow = 0;
  #endings = 0;
  #callOffWatch: (() => void) | null = null;
  #callOffRest: (() => void) | null = null;

  constructor(options: PlateThreadOptions) {
    this.#options = options;
  }

  /** How often it ended by itself. */
  get endings(): number {
    return this.#endings;
  }

  /**
   * The plates in a camera's picture. The first question starts the thread: a station without cameras has none.
   * @param region where in the picture the truck's plate is, in shares of its width and height
   */
  read(jpeg: Uint8Array, region: Region | null = null): Promise<PlateAnswer> {
    const no = (why: NoAnswer) => Promise.resolve<PlateAnswer>({ ok: false, why });
    if (this.#stopped) return no('stopped');
    if (this.#resting) return no('reader-ended');
    if (this.#waiting.size >= MOST_WAITING) return no('too-many');
    const worker = this.#worker ?? this.#launch();
    const question: PlateQuestion = { id: ++this.#lastId, jpeg, region };
    return new Promise((settle) => {
      this.#waiting.set(question.id, { question, settle });
      if (this.#waiting.size === 1) this.#watch(worker);
      worker.postMessage(question);
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOffRest?.();
    const worker = this.#worker;
    this.#worker = null;
    this.#giveUp('stopped');
    await worker?.terminate();
  }

  #launch(): Worker {
    const { log, script = PLATE_WORKER_FILE, timers } = this.#options;
    const worker = new Worker(script);
    // It keeps no process alive.
    worker.unref();
    this.#worker = worker;
    this.#startedAt = timers.now();
    worker.on('message', ({ id, answer }: PlateReply) => {
      if (this.#worker !== worker) return;
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      this.#callOffWatch?.();
      if (this.#waiting.size > 0) this.#watch(worker);
      waiting?.settle(answer);
    });
    let cause: unknown = null;
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', (code) => {
      if (this.#worker !== worker) return;
      log.warn({ err: cause, code, endings: this.#endings + 1 }, 'the plate reader ended; it is started again');
      this.#ended();
    });
    return worker;
  }

  /** No answer for so long: it hangs. Its `exit` does the rest. */
  #watch(worker: Worker): void {
    this.#callOffWatch?.();
    this.#callOffWatch = this.#options.timers.after(HUNG_MS, () => {
      this.#options.log.warn({ silentMs: HUNG_MS }, 'the plate reader does not answer and is ended');
      void worker.terminate();
    });
  }

  #ended(): void {
    const { timers } = this.#options;
    this.#worker = null;
    this.#endings += 1;
    this.#inARow = timers.now() - this.#startedAt >= WELL_MS ? 0 : this.#inARow;
    const pause = RESTART_MS[Math.min(this.#inARow, RESTART_MS.length - 1)] ?? 30_000;
    this.#inARow += 1;
    this.#resting = true;
    this.#callOffRest = timers.after(pause, () => {
      this.#resting = false;
    });
    this.#giveUp('reader-ended');
  }

  #giveUp(why: NoAnswer): void {
    this.#callOffWatch?.();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { settle } of waiting) settle({ ok: false, why });
  }
}
