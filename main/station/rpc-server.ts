/** What the calls are made of: one handler a call of the contract, and what a handler may know about who acts. */
import type { CallName, CallOutput, ParsedInput, PushData, PushName } from '../../preload/contract/index.ts';
import type { Role } from '../../preload/contract/vocabulary.ts';

/** Who acts, on which connection, and how the answer is kept for a repeated call (architecture.md §2). */
export interface Act {
  readonly role: Role;
  /** The person signed in on the connection; until sign-in exists the configuration's operator, or ''. */
  readonly operator: string;
  /** Set for every call that `changes`. */
  readonly requestId: string | null;
  /**
   * Stores the answer under the request id; to be called inside the transaction of the call's effect.
   * Does nothing for calls without a request id. The rpc server remembers by itself what a handler left out.
   */
  remember(output: unknown): void;
}

/** `main/station/calls.ts` makes it; the compiler asks for every call of the contract. */
export type Handlers = {
  readonly [N in CallName]: (input: ParsedInput<N>, act: Act) => Promise<CallOutput<N>> | CallOutput<N>;
};

/** A call with an effect that was carried out. `answer` is the output as JSON text. */
export interface StoredRequest {
  readonly requestId: string;
  readonly call: string;
  readonly inputSha256: string;
  readonly answer: string;
}

/** The table `request`, kept 30 days. Synchronous, so that `remember` takes part in the caller's transaction. */
export interface RequestStore {
  find(requestId: string): StoredRequest | null;
  remember(request: StoredRequest): void;
}

export type PushListener = <N extends PushName>(name: N, data: PushData<N>) => void;

/** The composed station: what station.ts serves, and how it is stopped. */
export interface Station {
  readonly handlers: Handlers;
  readonly requests: RequestStore;
  /** Fixed in the data folder. Without sign-in, a headless connection is installer only where this is true. */
  readonly simulated: boolean;
  /** The configuration's operator, or ''. */
  readonly operator: string;
  onPush(listener: PushListener): void;
  /** Finishes what is being written, closes ports and files. Called once. */
  stop(): Promise<void>;
}
