/** pino-roll carries no types: what main/log.ts uses of it (its README, "Options"). */
declare module 'pino-roll' {
  import type { destination } from 'pino';

  interface RollOptions {
    readonly file: string;
    readonly size: string;
    readonly limit: { readonly count: number; readonly removeOtherLogFiles: boolean };
    /** From here on as sonic-boom, pino's stream, has it. */
    readonly sync?: boolean;
    readonly maxLength?: number;
    readonly retryEAGAIN?: (error: Error, writing: number, waiting: number) => boolean;
  }
  export default function buildRoll(options: RollOptions): Promise<ReturnType<typeof destination>>;
}
