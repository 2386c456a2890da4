/** The long part of the start, in the store's thread: the heartbeat of the station's loop goes on meanwhile. */
import { CodedError } from '../../../preload/contract/errors.ts';
import { useFolder } from './data-folder.ts';
import type { StartStep } from './database.ts';
import { FolderLock } from './folder-lock.ts';
import { StoreThread } from './store-thread.ts';
import type { PrepareMessage, WorkerJob } from './worker-messages.ts';

/**
 * Makes the folder, checks the database for damage and migrates it. Call it before `StationDatabase.open`.
 * @param thread does the work and waits for more afterwards; without one, one is started and ended here
 * @param onStep called at least at the start of each step; a step says nothing while it runs
 * @throws CodedError station.folder-in-use | -unreadable | -simulated | -from-future | -damaged, station.migration-failed,
 *   station.binding-missing, store.disk-full
 */
export async function prepareFolder(options: {
  readonly dataDir: string;
  readonly simulated: boolean;
  readonly nativeBinding?: string;
  readonly thread?: StoreThread;
  /** Called as soon as no other station can be using the folder. */
  readonly onOurs?: () => void;
  readonly onStep?: (step: StartStep) => void;
}): Promise<void> {
  const { dataDir, nativeBinding, onOurs, onStep, simulated } = options;
  useFolder(dataDir);
  // SQLite keeps one table of locks a process: the thread's connection and this lock do not harm each other.
  const lock = FolderLock.take(dataDir, nativeBinding);
  onOurs?.();
  const thread = options.thread ?? StoreThread.start();
  try {
    await prepareIn(thread, { job: 'prepare', dataDir, simulated, binding: nativeBinding }, onStep);
  } finally {
    if (options.thread === undefined) await thread.stop();
    lock.release();
  }
}

function prepareIn(
  thread: StoreThread,
  job: WorkerJob,
  onStep: ((step: StartStep) => void) | undefined,
): Promise<void> {
  const { worker } = thread;
  let forget = (): void => {};
  const prepared = new Promise<void>((resolve, reject) => {
    const onMessage = (message: PrepareMessage): void => {
      switch (message.type) {
        case 'step':
          onStep?.(message.step);
          return;
        case 'done':
          resolve();
          return;
        case 'coded':
          reject(new CodedError(message.code, message.params));
          return;
        default:
          message satisfies never;
      }
    };
    const onError = (error: unknown): void => reject(error instanceof Error ? error : new Error(String(error)));
    const onExit = (code: number): void => reject(new Error(`the thread that prepares the folder ended with ${code}`));
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.on('exit', onExit);
    forget = () => {
      worker.off('message', onMessage);
      worker.off('error', onError);
      worker.off('exit', onExit);
    };
  });
  thread.give(job);
  return prepared.finally(() => forget());
}
