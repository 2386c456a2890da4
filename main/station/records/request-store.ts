import type { EpochMs } from '../../../preload/contract/vocabulary.ts';
import type { Writer } from '../store/statement.ts';

/** Calls with effects by their request id (architecture.md §2). */
export declare class RequestStore {
  constructor(db: Writer);
  /** The stored answer of the same call with the same input. @throws CodedError rpc.request-id-reused */
  find(requestId: string, call: string, input: unknown): { readonly answer: unknown } | undefined;
  /** In the transaction of the effect. */
  remember(request: { requestId: string; call: string; input: unknown; answer: unknown; atMs: EpochMs }): void;
  /** Forgets up to 500 requests older than 30 days; answers how many. */
  purge(nowMs: EpochMs): number;
}
