/**
 * The main thread's hand on the readers. Pictures are read on a thread of their own; when that one ends or hangs, what waits is
 * answered without a reading, and it is started again with growing pauses. Asking never throws and never waits for ever.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Timers } from '../../../preload/rpc/port.ts';
import {
  type Answer,
  type DisplayAnswer,
  type DisplayPicture,
  type DisplaySearch,
  type DisplaySearched,
  type NoPlateAnswer,
  type PlateAnswer,
  type PlatePicture,
  type Question,
  type Reply,
} from './recognition-messages.ts';

const bundled = import.meta.filename.endsWith('.cjs');
const WORKER_FILE = join(import.meta.dirname, bundled ? 'recognition-worker.cjs' : 'recognition-worker.ts');

export interface RecognitionThreadOptions {
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

/** A search reads up to ten places of its picture: as much work as so many pictures. */
const SEARCH = 4;

interface Waiting {
  readonly pictures: number;
  settle(answer: Answer): void;
  /** Without an answer of the thread. */
  giveUp(): void;
}

const NO_PLATES: PlateAnswer = { ok: false, code: 'plate.reader-ended' };
const NO_DISPLAY = { ok: false, trouble: 'reader-ended' } as const satisfies DisplayAnswer & DisplaySearched;

/** Without the number that the thread's answer is known by. */
type Asked = Question extends infer One ? (One extends unknown ? Omit<One, 'id'> : never) : never;

export class RecognitionThread {
  readonly #options: RecognitionThreadOptions;
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

  constructor(options: RecognitionThreadOptions) {
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

  /** Before the first truck: opening the networks takes a second. Without it the first question starts the thread. */
  start(): void {
    if (!this.#stopped && !this.#resting) this.#worker ??= this.#launch();
  }

  /**
   * The plates of one standing truck, from one or more pictures of one or both cameras. A station
   * without cameras has none.
   */
  plates(pictures: readonly PlatePicture[]): Promise<PlateAnswer> {
    const no = (code: NoPlateAnswer) => Promise.resolve<PlateAnswer>({ ok: false, code });
    if (pictures.length === 0) return no('plate.not-a-picture');
    if (this.#stopped || this.#resting) return Promise.resolve(NO_PLATES);
    if (!this.#hasRoomFor(pictures.length)) return no('plate.busy');
    return this.#ask({ what: 'plates', pictures }, pictures.length, NO_PLATES);
  }

  /** One camera's display: what it shows by itself, and whether that is what is expected. */
  display(picture: DisplayPicture): Promise<DisplayAnswer> {
    if (this.#stopped || this.#resting || !this.#hasRoomFor(1)) return Promise.resolve(NO_DISPLAY);
    return this.#ask<DisplayAnswer>({ what: 'display', picture }, 1, NO_DISPLAY);
  }

  /** Where an installer may mark the display. */
  search(search: DisplaySearch): Promise<DisplaySearched> {
    if (this.#stopped || this.#resting || !this.#hasRoomFor(SEARCH)) return Promise.resolve(NO_DISPLAY);
    return this.#ask<DisplaySearched>({ what: 'search', search }, SEARCH, NO_DISPLAY);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#callOffRest?.();
    const worker = this.#worker;
    this.#worker = null;
    this.#giveUp();
    await worker?.terminate();
  }

  #hasRoomFor(pictures: number): boolean {
    const waiting = [...this.#waiting.values()].reduce((sum, one) => sum + one.pictures, 0);
    if (waiting + pictures <= MOST_WAITING) return true;
    this.#refused += 1;
    return false;
  }

  #ask<One extends Answer>(asked: Asked, pictures: number, none: One): Promise<One> {
    const worker = this.#worker ?? this.#launch();
    const question: Question = { ...asked, id: ++this.#lastId };
    return new Promise((done) => {
      // The thread answers a question in kind.
      this.#waiting.set(question.id, {
        pictures,
        settle: (answer) => done(answer as One),
        giveUp: () => done(none),
      });
      if (this.#waiting.size === 1) this.#watch(worker);
      worker.postMessage(question);
    });
  }

  #launch(): Worker {
    const { log, script = WORKER_FILE, timers } = this.#options;
    const worker = new Worker(script);
    // It keeps no process alive.
    worker.unref();
    this.#worker = worker;
    this.#startedAt = timers.now();
    worker.on('message', ({ id, answer }: Reply) => {
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
      log.warn({ err: cause, code, endings: this.#endings + 1 }, 'the reader of pictures ended; it is started again');
      this.#ended();
    });
    return worker;
  }

  /** No answer for so long: it hangs. Its `exit` does the rest. */
  #watch(worker: Worker): void {
    this.#callOffWatch?.();
    const [next] = this.#waiting.values();
    const silentMs = HUNG_MS.question + HUNG_MS.picture * (next?.pictures ?? 0);
    this.#callOffWatch = this.#options.timers.after(silentMs, () => {
      this.#options.log.warn({ silentMs }, 'the reader of pictures does not answer and is ended');
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
    for (const one of waiting) one.giveUp();
  }
}
