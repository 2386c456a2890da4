/**
 * Calls and pushes over any {@link Port}, both halves: {@link RpcClient} in the page (or a tool), {@link RpcConnection}
 * in the station. Both are typed by the contract; the station's half parses everything that comes, strictly.
 */
import type { CallInput, CallName, CallOutput, ParsedInput, PushData, PushName } from '../contract/index.ts';
import { calls, isCallName, pushes } from '../contract/index.ts';
import type { ErrorCode, ErrorParams } from '../contract/errors.ts';
import { CodedError, type WireError } from '../contract/errors.ts';
import type { Role } from '../contract/vocabulary.ts';
import type { Answer, Push } from './frames.ts';
import { firstIssue, MAX_FRAME, readFromStation, readRequest } from './frames.ts';
import type { Port, Timers } from './port.ts';
import { PushQueue } from './push-queue.ts';

/** Calls that one client may be waiting for; more is a defect of the page. */
export const MAX_PENDING = 256;
/** Calls of one connection that the station works on at once. */
export const MAX_CONCURRENT = 64;

/** An error that came over the border. `logId` finds its entry in the station's log; '' when it never got there. */
export class RpcError extends CodedError {
  readonly logId: string;
  constructor(code: ErrorCode, params: ErrorParams = {}, logId = '') {
    super(code, params);
    this.name = 'RpcError';
    this.logId = logId;
  }
}

interface Pending {
  resolve(output: unknown): void;
  reject(error: RpcError): void;
}

/** The asking half. One port, one client: after a disconnect make a new one, subscribe again and ask for a snapshot. */
export class RpcClient {
  readonly #port: Port;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<string, Set<(data: never) => void>>();
  readonly #closeListeners = new Set<() => void>();
  #nextId = 1;
  #open = true;
  /** Frames that were neither an answer nor a push of this contract. */
  ignored = 0;

  constructor(port: Port) {
    this.#port = port;
  }

  start(): void {
    this.#port.onClose(() => this.#closed());
    this.#port.onMessage((data) => this.#receive(data));
  }

  /** Closes the line; every pending call is settled with `rpc.disconnected`. */
  stop(): void {
    this.#port.close();
    this.#closed();
  }

  /**
   * Asks the station. Calls that change something need a `requestId`; give the same one when the same deed is tried again.
   * @throws RpcError with the station's code, or rpc.disconnected | rpc.busy
   */
  call<N extends CallName>(
    name: N,
    input: CallInput<N>,
    { requestId }: { readonly requestId?: string } = {},
  ): Promise<CallOutput<N>> {
    if (!this.#open) return Promise.reject(new RpcError('rpc.disconnected'));
    if (this.#pending.size >= MAX_PENDING) return Promise.reject(new RpcError('rpc.busy'));
    const id = this.#nextId++;
    const frame = JSON.stringify({ id, call: name, input, requestId });
    const answer = new Promise<CallOutput<N>>((resolve, reject) => {
      this.#pending.set(id, { resolve: (output) => resolve(output as CallOutput<N>), reject });
    });
    this.#port.post(frame);
    return answer;
  }

  /** Listens to a push; returns how to stop listening. */
  subscribe<N extends PushName>(name: N, listener: (data: PushData<N>) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  /** Called once when the line is closed, by either side. */
  onClose(listener: () => void): () => void {
    this.#closeListeners.add(listener);
    return () => void this.#closeListeners.delete(listener);
  }

  #receive(data: unknown): void {
    const frame = readFromStation(data);
    if (frame === null) this.ignored++;
    else if ('push' in frame) this.#pushed(frame);
    else this.#answered(frame);
  }

  #answered(answer: Answer): void {
    const pending = answer.id === null ? undefined : this.#pending.get(answer.id);
    if (answer.id === null || pending === undefined) {
      this.ignored++;
      return;
    }
    this.#pending.delete(answer.id);
    if (answer.ok) pending.resolve(answer.output);
    else pending.reject(new RpcError(answer.error.code, answer.error.params, answer.error.logId));
  }

  #pushed({ push, data }: Push): void {
    if (!Object.hasOwn(pushes, push)) {
      this.ignored++;
      return;
    }
    // The station is of the same build; its data was checked by the compiler there.
    for (const listener of [...(this.#listeners.get(push) ?? [])]) listener(data as never);
  }

  #closed(): void {
    if (!this.#open) return;
    this.#open = false;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(new RpcError('rpc.disconnected'));
    for (const listener of [...this.#closeListeners]) listener();
  }
}

/** What the station does with a request that is well-formed and allowed. */
export interface Answerer {
  /** Asked at each call: the person at the other end may have signed in since. */
  role(): Role;
  /** Carries the call out. `requestId` is set for every call that changes something. */
  answer<N extends CallName>(name: N, input: ParsedInput<N>, requestId: string | null): Promise<CallOutput<N>>;
  /** How an error crosses the border; it is logged there, once. */
  wireError(error: unknown, call: string | null): WireError;
}

/** The answering half: one connection. Any frame is answered or closes the line; none throws. */
export class RpcConnection {
  readonly #port: Port;
  readonly #answerer: Answerer;
  readonly #queue: PushQueue;
  #running = 0;
  #open = true;
  /** True once it was closed because pushes that must all arrive could not be delivered. */
  overflowed = false;

  constructor(port: Port, answerer: Answerer, timers: Timers) {
    this.#port = port;
    this.#answerer = answerer;
    this.#queue = new PushQueue(port, timers, () => {
      this.overflowed = true;
      this.stop();
    });
  }

  start(): void {
    this.#port.onClose(() => this.#closed());
    this.#port.onMessage((data) => this.#receive(data));
  }

  stop(): void {
    this.#port.close();
    this.#closed();
  }

  push<N extends PushName>(name: N, data: PushData<N>): void {
    if (this.#open) this.#queue.push(name, data);
  }

  #receive(data: unknown): void {
    if (!this.#open) return;
    // Nobody of ours writes such a frame, and answering would invite the next one.
    if (typeof data === 'string' && data.length > MAX_FRAME) {
      this.stop();
      return;
    }
    const frame = readRequest(data);
    if (!frame.ok) {
      this.#refuse(frame.id, null, new CodedError(frame.code, frame.params));
      return;
    }
    const { id, call, input, requestId } = frame.value;
    if (this.#running >= MAX_CONCURRENT) {
      this.#refuse(id, call, new CodedError('rpc.busy'));
      return;
    }
    this.#running++;
    void this.#carryOut(call, input ?? {}, requestId ?? null)
      .then(
        (output) => this.#send({ id, ok: true, output }, call),
        (error: unknown) => this.#refuse(id, call, error),
      )
      .finally(() => this.#running--);
  }

  async #carryOut(call: string, input: unknown, requestId: string | null): Promise<unknown> {
    if (!isCallName(call)) throw new CodedError('rpc.unknown-call', { call });
    const { roles, changes, input: Input } = calls[call];
    const role = this.#answerer.role();
    if (!roles.includes(role)) throw new CodedError('rpc.forbidden', { call, role });
    if (changes && requestId === null) throw new CodedError('rpc.request-id-missing', { call });
    const parsed = Input.safeParse(input);
    if (!parsed.success) throw new CodedError('rpc.invalid-input', { call, ...firstIssue(parsed.error) });
    return this.#answerer.answer(call, parsed.data, changes ? requestId : null);
  }

  #refuse(id: number | null, call: string | null, error: unknown): void {
    this.#send({ id, ok: false, error: this.#answerer.wireError(error, call) }, call);
  }

  #send(answer: Answer, call: string | null): void {
    if (!this.#open) return;
    let text: string;
    try {
      // An output of undefined would vanish from the frame; the contract's way to say nothing is null.
      text = JSON.stringify(answer.ok && answer.output === undefined ? { ...answer, output: null } : answer);
    } catch (error) {
      this.#refuse(answer.id, call, error);
      return;
    }
    this.#port.post(text);
  }

  #closed(): void {
    this.#open = false;
    this.#queue.stop();
  }
}
