/**
 * The station's end of every line: binds contract, handlers and the rules of request ids (architecture.md §2), and turns
 * whatever a handler throws into what may cross the border.
 */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { CodedError, type ErrorCode, type WireError } from '../../preload/contract/errors.ts';
import type { CallName, CallOutput, ParsedInput, PushData, PushName } from '../../preload/contract/index.ts';
import type { LiveStream } from '../../preload/contract/live.ts';
import type { Role } from '../../preload/contract/vocabulary.ts';
import type { Port, Timers } from '../../preload/rpc/port.ts';
import { RpcConnection } from '../../preload/rpc/rpc.ts';
import type { Log } from '../log.ts';
import type { LiveLine } from './video/live-port.ts';

/** Who acts, on which connection, and how the answer is kept for a repeated call (architecture.md §2). */
export interface Act {
  readonly role: Role;
  /** The person signed in on the connection; until sign-in exists the configuration's operator, or ''. */
  readonly operator: string;
  /** Set for every call that `changes`. */
  readonly requestId: string | null;
  /** What must be kept with work that a later start may have to finish, so that the repeated call finds its answer. */
  readonly request: Omit<StoredRequest, 'answer'> | null;
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
  /** Serves one camera's live video until the line is closed. */
  live(cameraId: string, stream: LiveStream, line: LiveLine): void;
  /** Finishes what is being written, closes ports and files. Called once. */
  stop(): Promise<void>;
}

export interface RpcServerOptions {
  readonly log: Log;
  readonly timers: Timers;
  /** Names a log entry (a UUID). */
  newId(): string;
}

/** Who is at the other end of a line. */
export interface Caller {
  readonly role: Role;
  readonly operator: string;
}

type Serving = Pick<Station, 'handlers' | 'requests'>;

/** Serves any number of lines. Until `open` it answers `station.starting`. */
export class RpcServer {
  readonly #log: Log;
  readonly #timers: Timers;
  readonly #newId: () => string;
  readonly #connections = new Set<RpcConnection>();
  /** Calls with an effect that are being carried out, by request id: a second one of the same id waits. */
  readonly #inFlight = new Map<string, Promise<unknown>>();
  #serving: Serving | null = null;
  #running = 0;
  #idle: (() => void)[] = [];
  /** Connections that were closed because their pushes piled up. */
  overflows = 0;

  constructor({ log, timers, newId }: RpcServerOptions) {
    this.#log = log;
    this.#timers = timers;
    this.#newId = newId;
  }

  /** From now on calls are answered. */
  open(serving: Serving): void {
    this.#serving = serving;
  }

  connect(port: Port, caller: () => Caller): void {
    const connection = new RpcConnection(
      port,
      {
        role: () => caller().role,
        answer: (name, input, requestId) => this.#answer(name, input, requestId, caller()),
        wireError: (error, call) => this.#wireError(error, call),
      },
      this.#timers,
    );
    this.#connections.add(connection);
    port.onClose(() => {
      if (!this.#connections.delete(connection) || !connection.overflowed) return;
      this.overflows++;
      this.#log.warn({ overflows: this.overflows }, 'a connection that did not take its pushes was closed');
    });
    connection.start();
  }

  push<N extends PushName>(name: N, data: PushData<N>): void {
    for (const connection of this.#connections) connection.push(name, data);
  }

  /** Takes no more calls, lets the running ones finish and closes every line. The caller limits how long. */
  async stop(): Promise<void> {
    this.#serving = null;
    if (this.#running > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
    // The last answers are on their way out of the finished calls: let them be posted.
    await new Promise((resolve) => setImmediate(resolve));
    for (const connection of [...this.#connections]) connection.stop();
  }

  async #answer<N extends CallName>(
    name: N,
    input: ParsedInput<N>,
    requestId: string | null,
    caller: Caller,
  ): Promise<CallOutput<N>> {
    const serving = this.#serving;
    if (serving === null) throw new CodedError('station.starting');
    this.#running++;
    try {
      if (requestId === null) {
        return await serving.handlers[name](input, { ...caller, requestId, request: null, remember: () => {} });
      }
      return await this.#answerOnce(serving, name, input, requestId, caller);
    } finally {
      this.#running--;
      if (this.#running === 0) for (const resolve of this.#idle.splice(0)) resolve();
    }
  }

  /** Same id and input: the stored answer. Same id, other input: refused. Two at once: the second waits for the first. */
  async #answerOnce<N extends CallName>(
    { handlers, requests }: Serving,
    name: N,
    input: ParsedInput<N>,
    requestId: string,
    caller: Caller,
  ): Promise<CallOutput<N>> {
    const inputSha256 = sha256OfCanonical(input);
    for (let first = this.#inFlight.get(requestId); first !== undefined; first = this.#inFlight.get(requestId)) {
      // Its error is told to its own caller; here only its end counts.
      await Promise.allSettled([first]);
    }
    const stored = requests.find(requestId);
    if (stored !== null) {
      if (stored.call !== name || stored.inputSha256 !== inputSha256) {
        throw new CodedError('rpc.request-id-reused', { call: stored.call });
      }
      return JSON.parse(stored.answer) as CallOutput<N>;
    }
    const request = { requestId, call: name, inputSha256 };
    const remember = (output: unknown): void =>
      requests.remember({ ...request, answer: JSON.stringify(output ?? null) });
    const run = async (): Promise<CallOutput<N>> => {
      const output = await handlers[name](input, { ...caller, requestId, request, remember });
      // Asked of the store, not kept in a flag: a transaction that remembered may have been rolled back and tried again.
      if (requests.find(requestId) === null) remember(output);
      return output;
    };
    const running = run();
    this.#inFlight.set(requestId, running);
    try {
      return await running;
    } finally {
      this.#inFlight.delete(requestId);
    }
  }

  #wireError(error: unknown, call: string | null): WireError {
    const logId = this.#newId();
    if (error instanceof CodedError) {
      const { code, params } = error;
      this.#log[isExpected(code) ? 'debug' : 'info'](
        { logId, call, code, params, err: error.cause },
        'a call was refused',
      );
      return { code, params, logId };
    }
    this.#log.error({ logId, call, err: error }, 'a call failed by a defect');
    return { code: 'rpc.fault', params: {}, logId };
  }
}

/** Frames of a broken or hostile caller: not worth a line each in a log of limited size. */
function isExpected(code: ErrorCode): boolean {
  return code.startsWith('rpc.') || code === 'station.starting';
}

function sha256OfCanonical(input: unknown): string {
  return createHash('sha256')
    .update(canonicalize(input) ?? 'null')
    .digest('hex');
}
