import type { SqlParams } from './statement.ts';

/** The reading half: a worker thread with a read-only connection. Everything for screens, exports and totals goes here. */
export declare class Reader {
  constructor(options: {
    readonly dataDir: string;
    readonly nativeBinding?: string;
    /** Questions waiting at once; one more is refused with rpc.busy. */
    readonly maxPending?: number;
    /** The worker died; what was asked of it was rejected, the next question starts a new one. */
    readonly onCrash?: (error: Error) => void;
  });
  /** How many questions were refused because too many waited. */
  readonly refused: number;
  start(): void;
  all<T>(sql: string, params?: SqlParams): Promise<T[]>;
  get<T>(sql: string, params?: SqlParams): Promise<T | undefined>;
  stop(): Promise<void>;
}
