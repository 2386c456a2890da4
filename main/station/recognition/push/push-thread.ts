/**
 * The main thread's hand on the reader of pushes. A push with its picture takes 30 ms to parse, and 4 MB of brackets a second and
 * 200 MB: on a thread of its own, behind the weights and with its own limit of memory, they delay nothing and end nothing but
 * that thread, which the next push starts again. Asking never throws and never waits for ever.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Timers } from '../../../../preload/rpc/port.ts';
import type { PlateMapping } from '../../rules/plate-push/plate-mapping.ts';
import type { PushQuestion, PushReply } from './push-messages.ts';
import type { PushRead } from './read-push.ts';

const bundled = import.meta.filename.endsWith('.cjs');
const WORKER_FILE = join(import.meta.dirname, bundled ? 'push-worker.cjs' : 'push-worker.ts');

/** An honest push makes 15 MB of itself; what makes more than this ends the thread. */
const LIMITS = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 };
const MOST_WAITING = 4;
/** Within what a camera waits for its answer. */
const HUNG_MS = 2000;

export interface PushThreadOptions {
  readonly timers: Pick<Timers, 'after'>;
  readonly log: { warn(fields: object, text: string): void };
}

/** `busy`: too much waits, or the thread ended over it. */
export type ThreadRead = PushRead | { readonly kind: 'busy' };

export class PushThread {
  readonly #options: PushThreadOptions;
  readonly #waiting = new Map<number, (read: ThreadRead) => void>();
  #worker: Worker | null = null;
  #stopped = false;
  #lastId = 0;
  #endings = 0;
  #callOffWatch: () => void = () => undefined;

  constructor(options: PushThreadOptions) {
    this.#options = options;
  }

  /** How often it ended by itself. */
  get endings(): number {
    return this.#endings;
  }

  /** The bytes go to the thread, and are gone here. */
  read(bytes: Uint8Array<ArrayBuffer>, mapping: PlateMapping): Promise<ThreadRead> {
    if (this.#stopped || this.#waiting.size >= MOST_WAITING) return Promise.resolve({ kind: 'busy' });
    const worker = (this.#worker ??= this.#launch());
    const id = ++this.#lastId;
    return new Promise((done) => {
      this.#waiting.set(id, done);
      if (this.#waiting.size === 1) this.#watch(worker);
      worker.postMessage({ id, bytes, mapping } satisfies PushQuestion, [bytes.buffer]);
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const worker = this.#worker;
    this.#worker = null;
    this.#giveUp();
    await worker?.terminate();
  }

  #launch(): Worker {
    const worker = new Worker(WORKER_FILE, { resourceLimits: LIMITS });
    // It keeps no process alive.
    worker.unref();
    worker.on('message', ({ id, read }: PushReply) => {
      if (this.#worker !== worker) return;
      this.#callOffWatch();
      const done = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (this.#waiting.size > 0) this.#watch(worker);
      done?.(read);
    });
    let cause: unknown = null;
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', () => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      this.#endings += 1;
      this.#options.log.warn(
        { err: cause, endings: this.#endings },
        'the reader of pushes ended; the next push starts it again',
      );
      this.#giveUp();
    });
    return worker;
  }

  #watch(worker: Worker): void {
    this.#callOffWatch();
    this.#callOffWatch = this.#options.timers.after(HUNG_MS, () => void worker.terminate());
  }

  #giveUp(): void {
    this.#callOffWatch();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const done of waiting) done({ kind: 'busy' });
  }
}
