/** pino-roll carries no types: what main/log.ts uses of it (its README, "Options"). */
declare module 'pino-roll' {
  import type { SonicBoom, SonicBoomOpts } from 'pino';

  interface RollOptions extends Omit<SonicBoomOpts, 'dest' | 'fd'> {
    readonly file: string;
    readonly size: string;
    readonly limit: { readonly count: number; readonly removeOtherLogFiles: boolean };
    readonly retryEAGAIN?: (error: Error, writing: number, waiting: number) => boolean;
  }
  export default function buildRoll(options: RollOptions): Promise<SonicBoom>;
}
