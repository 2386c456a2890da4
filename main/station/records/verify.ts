import type { Reader } from '../store/reader.ts';

export interface Verdict {
  readonly ok: boolean;
  /** Documents looked at. */
  readonly length: number;
  readonly firstBroken?: { readonly sequence: number; readonly reason: string };
}
export declare function verifyChain(options: { readonly reader: Pick<Reader, 'all'> }): Promise<Verdict>;
