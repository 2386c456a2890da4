/** The long part of the start, in a worker thread: the heartbeat of the station's loop goes on meanwhile. */
import { Worker } from 'node:worker_threads';
import { CodedError } from '../../../preload/contract/errors.ts';
import { useFolder } from './data-folder.ts';
import type { StartStep } from './database.ts';
import { FolderLock } from './folder-lock.ts';
import { WORKER_FILE } from './worker-entry.ts';
import type { PrepareMessage, WorkerJob } from './worker-messages.ts';

/**
 * Makes the folder, checks the database for damage and migrates it. Call it before `StationDatabase.open`.
 * @param onStep called at least at the start of each step; a step says nothing while it runs
 * @throws CodedError station.folder-in-use | -unreadable | -simulated | -from-future | -damaged, station.migration-failed,
 *   station.binding-missing, store.disk-full
 */
export async function prepareFolder(options: {
  readonly dataDir: string;
  readonly simulated: boolean;
  readonly nativeBinding?: string;
  /** Called as soon as no other station can be using the folder. */
  readonly onOurs?: () => void;
  readonly onStep?: (step: StartStep) => void;
}): Promise<void> {
  const { dataDir, nativeBinding, onOurs, onStep, simulated } = options;
  useFolder(dataDir);
  // SQLite keeps one table of locks a process: the worker's connection and this lock do not harm each other.
  const lock = FolderLock.take(dataDir, nativeBinding);
  onOurs?.();
  try {
    await runWorker({ job: 'prepare', dataDir, simulated, binding: nativeBinding }, onStep);
  } finally {
    lock.release();
  }
}

function runWorker(job: WorkerJob, onStep: ((step: StartStep) => void) | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER_FILE, { workerData: job });
    let finished = false;
    let failure: Error | null = null;
    worker.on('message', (message: PrepareMessage) => {
      switch (message.type) {
        case 'step':
          onStep?.(message.step);
          return;
        case 'done':
          finished = true;
          return;
        case 'coded':
          failure = new CodedError(message.code, message.params);
          return;
        default:
          message satisfies never;
      }
    });
    worker.on('error', (error) => (failure ??= error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => {
      if (failure !== null) reject(failure);
      else if (finished) resolve();
      else reject(new Error(`the worker that prepares the folder ended with ${code}`));
    });
  });
}
