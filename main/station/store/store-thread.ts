/**
 * The store's thread: prepares the folder, then answers the reader's questions. To start it takes as long as to load the
 * whole station, so it is started before that (`first-thread.ts`), and once for both.
 */
import { Worker } from 'node:worker_threads';
import { WORKER_FILE } from './worker-entry.ts';
import type { WorkerJob } from './worker-messages.ts';

export class StoreThread {
  readonly worker: Worker;

  private constructor(worker: Worker) {
    this.worker = worker;
  }

  /** A thread without work; it keeps no process alive. */
  static start(): StoreThread {
    const worker = new Worker(WORKER_FILE);
    worker.unref();
    return new StoreThread(worker);
  }

  /** One job after the other: a folder to prepare, or a database to read from now on. */
  give(job: WorkerJob): void {
    this.worker.ref();
    this.worker.postMessage(job);
  }

  /** What it still answers is not heard any more. */
  async stop(): Promise<void> {
    await this.worker.terminate();
  }
}
