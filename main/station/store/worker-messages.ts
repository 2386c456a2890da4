/** What crosses between the station's main thread and the store's thread. */
import type { ErrorCode, ErrorParams } from '../../../preload/contract/errors.ts';
import type { StartStep } from './database.ts';
import type { SqlParams } from './statement.ts';

/** What the thread is given to do: its first messages. */
export type WorkerJob =
  | {
      readonly job: 'prepare';
      readonly dataDir: string;
      readonly simulated: boolean;
      readonly binding: string | undefined;
    }
  | { readonly job: 'read'; readonly dataDir: string; readonly binding: string | undefined };

export type PrepareMessage =
  | { readonly type: 'step'; readonly step: StartStep }
  | { readonly type: 'done' }
  | { readonly type: 'coded'; readonly code: ErrorCode; readonly params: ErrorParams };

export interface Question {
  readonly id: number;
  readonly sql: string;
  readonly params: SqlParams;
}

export type Answer =
  | { readonly id: number; readonly rows: unknown[] }
  | { readonly id: number; readonly coded: { readonly code: ErrorCode; readonly params: ErrorParams } }
  | { readonly id: number; readonly defect: string };
