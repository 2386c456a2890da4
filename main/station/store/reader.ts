/** The reading half of the store: questions cross to a worker thread, so that no screen delays a weight frame. */
import type { Worker } from 'node:worker_threads';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { SqlParams } from './statement.ts';
import { StoreThread } from './store-thread.ts';
import type { Answer, WorkerJob } from './worker-messages.ts';

interface Waiting {
  readonly resolve: (rows: unknown[]) => void;
  readonly reject: (error: Error) => void;
}

const MAX_PENDING = 200;

/** A worker thread with a read-only connection. Everything for screens, exports and totals goes here. */
export class Reader {
  readonly #job: WorkerJob;
  readonly #maxPending: number;
  readonly #onCrash: (error: Error) => void;
  readonly #waiting = new Map<number, Waiting>();
  #thread: StoreThread | null = null;
  #worker: Worker | null = null;
  #stopped = false;
  #lastId = 0;
  #refused = 0;

  constructor(options: {
    readonly dataDir: string;
    readonly nativeBinding?: string;
    /** A thread that is there already and has nothing to do. */
    readonly thread?: StoreThread;
    /** Questions waiting at once; one more is refused with rpc.busy. */
    readonly maxPending?: number;
    /** The worker died; what was asked of it was rejected, the next question starts a new one. */
    readonly onCrash?: (error: Error) => void;
  }) {
    this.#job = { job: 'read', dataDir: options.dataDir, binding: options.nativeBinding };
    this.#thread = options.thread ?? null;
    this.#maxPending = options.maxPending ?? MAX_PENDING;
    this.#onCrash = options.onCrash ?? (() => undefined);
  }

  /** How many questions were refused because too many waited. */
  get refused(): number {
    return this.#refused;
  }

  /** Starts the thread, so that the first question does not wait for it. The database must exist. */
  start(): void {
    this.#worker ??= this.#startWorker();
  }

  /**
   * @param params values for `?` in order, or one object for `@name`
   * @throws CodedError rpc.busy | store.failed (the thread died or was stopped)
   */
  all<T>(sql: string, params: SqlParams = []): Promise<T[]> {
    if (this.#stopped) return Promise.reject(new CodedError('store.failed', { reason: 'stopped' }));
    if (this.#waiting.size >= this.#maxPending) {
      this.#refused += 1;
      return Promise.reject(new CodedError('rpc.busy', { waiting: this.#waiting.size }));
    }
    this.#worker ??= this.#startWorker();
    const worker = this.#worker;
    const id = ++this.#lastId;
    return new Promise<T[]>((resolve, reject) => {
      // First what can throw (a value that cannot cross), then the promise to wait for it.
      worker.postMessage({ id, sql, params });
      this.#waiting.set(id, { resolve: resolve as Waiting['resolve'], reject });
    });
  }

  /** The first row. Errors as {@link all}. */
  async get<T>(sql: string, params: SqlParams = []): Promise<T | undefined> {
    return (await this.all<T>(sql, params))[0];
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const worker = this.#worker;
    this.#worker = null;
    this.#rejectAll('stopped');
    await worker?.terminate();
  }

  #startWorker(): Worker {
    const thread = this.#thread ?? StoreThread.start();
    this.#thread = null;
    const { worker } = thread;
    worker.on('message', (answer: Answer) => this.#settle(answer));
    let cause: Error | undefined;
    worker.on('error', (error) => (cause = error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => {
      if (this.#worker !== worker) return;
      this.#worker = null;
      this.#rejectAll('reader-ended');
      this.#onCrash(cause ?? new Error(`the reader ended with ${code}`));
    });
    thread.give(this.#job);
    return worker;
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    if (waiting === undefined) return;
    this.#waiting.delete(answer.id);
    if ('rows' in answer) waiting.resolve(answer.rows);
    else if ('coded' in answer) waiting.reject(new CodedError(answer.coded.code, answer.coded.params));
    else waiting.reject(new Error(answer.defect));
  }

  #rejectAll(reason: string): void {
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { reject } of all) reject(new CodedError('store.failed', { reason }));
  }
}
