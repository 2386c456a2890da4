/**
 * The main thread's hand on the plate reader. Networks run on a thread of their own; when that one ends or hangs, what waits is
 * answered without a plate, and it is started again with growing pauses. Asking never throws and never waits for ever.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Timers } from '../../../../preload/rpc/port.ts';
import {
  type NoPlateAnswer,
  type PlateAnswer,
  type PlatePicture,
  type PlateQuestion,
  type PlateReply,
} from './plate-messages.ts';

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
/** Of a question: the first one also opens the networks. A picture takes half a second on a free core. */
const HUNG_MS = { question: 15_000, picture: 5000 } as const;
/** Pictures: front and rear, up to five each, of two scales at once. */
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
  #refused = 0;
  #callOffWatch: (() => void) | null = null;
  #callOffRest: (() => void) | null = null;

  constructor(options: PlateThreadOptions) {
    this.#options = options;
  }

  /** How often it ended by itself. */
  get endings(): number {
    return this.#endings;
  }

  /** How many questions were turned away because too much was waiting. */
  get refused(): number {
    return this.#refused;
  }

  /**
   * The plates of one standing truck, from one or more pictures of one or both cameras. The first question starts the thread:
   * a station without cameras has none.
   */
  read(pictures: readonly PlatePicture[]): Promise<PlateAnswer> {
    const no = (code: NoPlateAnswer) => Promise.resolve<PlateAnswer>({ ok: false, code });
    if (this.#stopped || this.#resting) return no('plate.reader-ended');
    if (pictures.length === 0) return no('plate.not-a-picture');
    const waiting = [...this.#waiting.values()].reduce((sum, one) => sum + one.question.pictures.length, 0);
    if (waiting + pictures.length > MOST_WAITING) {
      this.#refused += 1;
      return no('plate.busy');
    }
    const worker = this.#worker ?? this.#launch();
    const question: PlateQuestion = { id: ++this.#lastId, pictures };
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
    this.#giveUp();
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
    const [next] = this.#waiting.values();
    const silentMs = HUNG_MS.question + HUNG_MS.picture * (next?.question.pictures.length ?? 0);
    this.#callOffWatch = this.#options.timers.after(silentMs, () => {
      this.#options.log.warn({ silentMs }, 'the plate reader does not answer and is ended');
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
    this.#giveUp();
  }

  #giveUp(): void {
    this.#callOffWatch?.();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { settle } of waiting) settle({ ok: false, code: 'plate.reader-ended' });
  }
}
