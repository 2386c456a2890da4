import type { StartStep } from './database.ts';

/**
 * Makes the folder, checks the database and migrates it in a worker thread, so that the heartbeat goes on.
 * Call it before `StationDatabase.open`. Errors as there.
 */
export declare function prepareFolder(options: {
  readonly dataDir: string;
  readonly simulated: boolean;
  readonly nativeBinding?: string;
  readonly onStep?: (step: StartStep) => void;
}): Promise<void>;
