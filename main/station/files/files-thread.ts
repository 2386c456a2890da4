/**
 * The main thread's hand on the files' thread. The dictionary of initials takes 70 ms to load and a table seconds to read: with
 * its own limit of memory it delays no weight, and a table that is built to burst ends nothing but that thread. It is there
 * while there is something to do, and a while longer.
 */
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Timers } from '../../../preload/rpc/port.ts';
import type { FilesAnswers, FilesJob, FilesQuestion, FilesReply } from './files-messages.ts';

const bundled = import.meta.filename.endsWith('.cjs');
const WORKER_FILE = join(import.meta.dirname, bundled ? 'files-worker.cjs' : 'files-worker.ts');

/** 2,000 rows of every column take some 30 MB. */
const LIMITS = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 32 };
const MOST_WAITING = 4;
/** The slowest table that is taken needs 3 s on an old computer. */
const HUNG_MS = 20_000;
const IDLE_MS = 60_000;

export interface FilesThreadOptions {
  readonly timers: Pick<Timers, 'after'>;
  readonly log: { warn(fields: object, text: string): void };
}

export class FilesThread {
  readonly #options: FilesThreadOptions;
  readonly #waiting = new Map<number, (answer: FilesReply['answer'] | null) => void>();
  #worker: Worker | null = null;
  #stopped = false;
  #lastId = 0;
  #callOff: () => void = () => undefined;

  constructor(options: FilesThreadOptions) {
    this.#options = options;
  }

  /** null: the thread ended over it. `busy`: too much waits, or the station ends. Bytes go to the thread, and are gone here. */
  async ask<J extends FilesJob>(job: J): Promise<FilesAnswers[J['job']] | null | 'busy'> {
    if (this.#stopped || this.#waiting.size >= MOST_WAITING) return 'busy';
    const worker = (this.#worker ??= this.#launch());
    const id = ++this.#lastId;
    const answer = await new Promise<FilesReply['answer'] | null>((done) => {
      this.#waiting.set(id, done);
      if (this.#waiting.size === 1) this.#watch(worker, HUNG_MS);
      worker.postMessage({ id, job } satisfies FilesQuestion, job.job === 'table' ? [job.bytes.buffer] : []);
    });
    return answer as FilesAnswers[J['job']] | null;
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
    worker.on('message', ({ answer, id }: FilesReply) => {
      if (this.#worker !== worker) return;
      const done = this.#waiting.get(id);
      this.#waiting.delete(id);
      this.#watch(worker, this.#waiting.size > 0 ? HUNG_MS : IDLE_MS);
      done?.(answer);
    });
    let cause: unknown = null;
    worker.on('error', (error) => {
      cause = error;
    });
    worker.on('exit', () => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      if (this.#waiting.size > 0)
        this.#options.log.warn({ err: cause }, 'the thread of the files ended over a question');
      this.#giveUp();
    });
    return worker;
  }

  #watch(worker: Worker, ms: number): void {
    this.#callOff();
    this.#callOff = this.#options.timers.after(ms, () => void worker.terminate());
  }

  #giveUp(): void {
    this.#callOff();
    const waiting = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const done of waiting) done(null);
  }
}
