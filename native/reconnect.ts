/** Keeps a wire open: tries again for ever, with growing pauses. */
import type { ByteLink, LinkFactory } from './byte-link.ts';

/** Calls `run` once after `ms` milliseconds; the returned function calls it off. A parameter, so that tests own the time. */
export type After = (ms: number, run: () => void) => () => void;

export const after: After = (ms, run) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

const PAUSES_MS = [1000, 2000, 5000, 10_000] as const;

/** The pause before the next attempt after this many failures in a row: 1, 2, 5, 10 s, then 10 s for ever. */
export function pauseMs(failuresBefore: number): number {
  return PAUSES_MS[Math.min(failuresBefore, PAUSES_MS.length - 1)] ?? 10_000;
}

export interface ReconnectEvents {
  onOpen(): void;
  onBytes(bytes: Uint8Array): void;
  /** The wire is gone; the next attempt comes in `retryInMs`. Not called for `stop`. */
  onClose(reason: string, retryInMs: number): void;
}

export class Reconnect {
  readonly #connect: LinkFactory;
  readonly #events: ReconnectEvents;
  readonly #after: After;
  #link: ByteLink | null = null;
  #open = false;
  #running = false;
  #failures = 0;
  #reopenAtOnce = false;
  #callOffRetry: (() => void) | null = null;
  #onStopped: (() => void)[] = [];

  constructor(connect: LinkFactory, events: ReconnectEvents, afterMs: After = after) {
    this.#connect = connect;
    this.#events = events;
    this.#after = afterMs;
  }

  get isOpen(): boolean {
    return this.#open;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#failures = 0;
    if (this.#link === null) this.#attempt();
  }

  /** Resolves when the wire is closed. */
  stop(): Promise<void> {
    this.#running = false;
    this.#callOffRetry?.();
    this.#callOffRetry = null;
    const link = this.#link;
    if (link === null) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onStopped.push(resolve);
      link.close();
    });
  }

  /** The wire has proved itself (a good frame came): the next failure starts again with the shortest pause. */
  proven(): void {
    this.#failures = 0;
  }

  /** Closes an open wire and opens it again at once; does nothing while an attempt or a pause is under way. */
  reopen(): void {
    if (!this.#open || this.#link === null) return;
    this.#reopenAtOnce = true;
    this.#link.close();
  }

  #attempt(): void {
    this.#callOffRetry = null;
    const link = this.#connect({
      onOpen: () => {
        if (this.#link !== link || !this.#running) return;
        this.#open = true;
        this.#events.onOpen();
      },
      onBytes: (bytes) => {
        if (this.#link === link && this.#running) this.#events.onBytes(bytes);
      },
      onClose: (reason) => {
        if (this.#link === link) this.#closed(reason);
      },
    });
    this.#link = link;
    link.open();
  }

  #closed(reason: string): void {
    this.#link = null;
    this.#open = false;
    for (const resolve of this.#onStopped.splice(0)) resolve();
    const retryInMs = this.#reopenAtOnce ? 0 : pauseMs(this.#failures++);
    this.#reopenAtOnce = false;
    if (!this.#running) return;
    this.#callOffRetry = this.#after(retryInMs, () => this.#attempt());
    this.#events.onClose(reason, retryInMs);
  }
}
