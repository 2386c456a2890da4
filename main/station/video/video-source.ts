/**
 * One stream of one camera as the main thread knows it: where it is, how it is, who wants it. It is played while somebody
 * does, and a little longer, so that leaving a screen and coming back shows the picture at once.
 */
import { ErrorCode } from '../../../preload/contract/errors.ts';
import type { Timers } from '../../../preload/rpc/port.ts';
import type { FeedFormat, FeedListener, FeedState, FeedUnit, StreamChoice } from './feed.ts';
import type { StreamAddresses } from './stream-addresses.ts';
import type {
  Measured,
  MemoryLimits,
  StreamAccount,
  StreamKey,
  ThreadStreamState,
  ToVideoThread,
} from './video-messages.ts';

export interface VideoSourceParts {
  readonly key: StreamKey;
  readonly choice: StreamChoice;
  readonly addresses: StreamAddresses;
  readonly account: Omit<StreamAccount, 'address'>;
  readonly memory: MemoryLimits;
  readonly post: (message: ToVideoThread) => void;
  readonly newSubscription: () => number;
  readonly timers: Timers;
  readonly log: { warn(fields: object, text: string): void };
}

interface Subscriber {
  readonly listener: FeedListener;
  readonly taken: Int32Array;
}

const LINGER_MS = 10_000;
/** Pauses between questions to a camera that does not say where its streams are. */
const ASK_AGAIN_MS = [2000, 5000, 10_000, 30_000] as const;
/** Cameras lock out who repeats a wrong password. */
const UNAUTHORISED_MS = 300_000;
/** After so many failed connections in a row the camera is asked where its streams are now. */
const ASK_AFTER = 3;

export class VideoSource {
  readonly #parts: VideoSourceParts;
  readonly #subscribers = new Map<number, Subscriber>();
  #keepers = 0;
  #open = false;
  #state: FeedState = { kind: 'connecting' };
  #measured: Measured | null = null;
  #address: string | null = null;
  #asking = false;
  /** Connections that failed, or questions, since the last picture. */
  #failures = 0;
  #callOffAsk: (() => void) | null = null;
  #callOffLinger: (() => void) | null = null;

  constructor(parts: VideoSourceParts) {
    this.#parts = parts;
  }

  get state(): FeedState {
    return this.#state;
  }

  /** Somebody wants it, or did a moment ago. */
  get isOpen(): boolean {
    return this.#open;
  }

  /** Of the last five seconds; null before. */
  get measured(): Measured | null {
    return this.#measured;
  }

  /** @returns how to end it; nothing is told after that */
  subscribe(listener: FeedListener): () => void {
    const { key: stream, newSubscription, post } = this.#parts;
    const subscription = newSubscription();
    const taken = new SharedArrayBuffer(4);
    this.#subscribers.set(subscription, { listener, taken: new Int32Array(taken) });
    this.#wanted();
    listener.onState(this.#state);
    // Whoever was told may have had enough.
    if (!this.#subscribers.has(subscription)) return () => undefined;
    post({ type: 'subscribe', stream, subscription, taken });
    return () => {
      if (!this.#subscribers.delete(subscription)) return;
      post({ type: 'unsubscribe', stream, subscription });
      this.#unwanted();
    };
  }

  /** Keeps the stream playing without taking its pictures (its memory fills). */
  keep(): () => void {
    this.#keepers += 1;
    this.#wanted();
    let kept = true;
    return () => {
      if (!kept) return;
      kept = false;
      this.#keepers -= 1;
      this.#unwanted();
    };
  }

  /** The thread is there again and knows nothing. */
  threadRestarted(): void {
    if (!this.#open) return;
    const { key: stream, post } = this.#parts;
    this.#begin();
    for (const [subscription, { taken }] of this.#subscribers) {
      Atomics.store(taken, 0, 0);
      post({ type: 'subscribe', stream, subscription, taken: taken.buffer as SharedArrayBuffer });
    }
  }

  threadEnded(restartInMs: number): void {
    if (!this.#open) return;
    this.#callOffAsk?.();
    this.#become({ kind: 'waiting', code: 'video.restarting', retryInMs: restartInMs });
  }

  /** What the thread says of the stream. */
  told(state: ThreadStreamState): void {
    if (!this.#open) return;
    switch (state.kind) {
      case 'connecting':
      case 'silent':
        this.#become({ kind: state.kind });
        return;
      case 'playing':
        this.#failures = 0;
        this.#become({ kind: 'playing' });
        return;
      case 'waiting': {
        const { code, detail, retryInMs } = state;
        this.#failures += 1;
        // The first says it; the same every ten seconds says no more.
        if (this.#failures === 1) this.#parts.log.warn({ stream: this.#parts.key, code, detail }, 'no video');
        this.#become({ kind: 'waiting', code, retryInMs });
        const isDue = this.#failures % ASK_AFTER === 0 && code !== 'camera.unauthorised';
        if (isDue && this.#parts.addresses.mayChange) this.#askAgain();
        return;
      }
      default:
        state satisfies never;
    }
  }

  toldRate(measured: Measured): void {
    if (this.#open) this.#measured = measured;
  }

  format(subscription: number, format: FeedFormat): void {
    this.#subscribers.get(subscription)?.listener.onFormat(format);
  }

  unit(subscription: number, unit: FeedUnit): void {
    const subscriber = this.#subscribers.get(subscription);
    if (subscriber === undefined) return;
    Atomics.add(subscriber.taken, 0, 1);
    subscriber.listener.onUnit(unit);
  }

  stop(): void {
    this.#subscribers.clear();
    this.#keepers = 0;
    this.#close();
  }

  #wanted(): void {
    this.#callOffLinger?.();
    this.#callOffLinger = null;
    if (!this.#open) {
      this.#open = true;
      this.#failures = 0;
      this.#begin();
    } else if (this.#state.kind === 'no-such-stream' && this.#parts.addresses.mayChange) {
      // Asked again for who comes anew: it may be another camera by now.
      this.#become({ kind: 'connecting' });
      this.#askAgain();
    }
  }

  #unwanted(): void {
    if (this.#subscribers.size > 0 || this.#keepers > 0 || !this.#open) return;
    this.#callOffLinger?.();
    this.#callOffLinger = this.#parts.timers.after(LINGER_MS, () => this.#close());
  }

  #close(): void {
    this.#callOffLinger?.();
    this.#callOffLinger = null;
    this.#callOffAsk?.();
    this.#callOffAsk = null;
    if (!this.#open) return;
    this.#open = false;
    this.#state = { kind: 'connecting' };
    this.#measured = null;
    this.#address = null;
    this.#parts.post({ type: 'close', stream: this.#parts.key });
  }

  #begin(): void {
    const { key: stream, memory, post } = this.#parts;
    this.#address = null;
    post({ type: 'open', stream, memory });
    this.#become({ kind: 'connecting' });
    void this.#ask();
  }

  /** Where the stream is, and then: play it. */
  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const { addresses, choice } = this.#parts;
    let address: string | null;
    try {
      address = await addresses.of(choice);
    } catch (error) {
      this.#asking = false;
      this.#notTold(error);
      return;
    }
    this.#asking = false;
    if (!this.#open) return;
    if (address !== null) this.#play(address);
    // A camera that had it until now may be starting: where it was is tried on.
    else if (this.#address === null) this.#become({ kind: 'no-such-stream' });
  }

  #notTold(error: unknown): void {
    if (!this.#open) return;
    const code = codeOf(error);
    // It plays, or tries to, where it was: the question was only whether that is still right.
    if (this.#address !== null) return;
    const retryInMs =
      code === 'camera.unauthorised'
        ? UNAUTHORISED_MS
        : (ASK_AGAIN_MS[Math.min(this.#failures, ASK_AGAIN_MS.length - 1)] ?? UNAUTHORISED_MS);
    if (this.#failures === 0)
      this.#parts.log.warn({ err: error, stream: this.#parts.key }, 'the camera does not say where its video is');
    this.#failures += 1;
    this.#callOffAsk?.();
    this.#callOffAsk = this.#parts.timers.after(retryInMs, () => {
      this.#become({ kind: 'connecting' });
      void this.#ask();
    });
    this.#become({ kind: 'waiting', code, retryInMs });
  }

  #askAgain(): void {
    this.#parts.addresses.forget();
    void this.#ask();
  }

  #play(address: string): void {
    if (address === this.#address) return;
    const { account, key: stream, post } = this.#parts;
    this.#address = address;
    post({ type: 'play', stream, address, ...account });
  }

  #become(state: FeedState): void {
    const { kind } = this.#state;
    this.#state = state;
    if (kind === state.kind && kind !== 'waiting') return;
    for (const { listener } of [...this.#subscribers.values()]) listener.onState(state);
  }
}

/** Cameras' errors carry one of our codes; whatever else comes out of a library is a broken conversation. */
function codeOf(error: unknown): ErrorCode {
  const code = ErrorCode.safeParse((error as { readonly code?: unknown } | null)?.code);
  return code.success ? code.data : 'camera.disconnected';
}
