/**
 * How pushes leave one connection (contract: `policy`).
 * `latest`: only the newest is sent (of each scale), 20 a second a name; while frames pile up on the line it waits.
 * `all`: sent at once, in order; when too many pile up the line is closed (`overflow`), so that the other side connects
 * anew and asks for a snapshot instead of being told a story with holes.
 */
import type { PushSpec } from '../contract/call.ts';
import type { PushName } from '../contract/index.ts';
import { pushes } from '../contract/index.ts';
import type { Port, Timers } from './port.ts';

/** 20 a second: faster than a person sees, slower than any indicator that talks without pause. */
export const LATEST_INTERVAL_MS = 50;
/** So much sooner a push may come: an indicator that does not keep its beat is no fast one, and its weight need not wait. */
const EARLY_MS = LATEST_INTERVAL_MS;
/** Frames on their way above which a newer weight waits for the older one to leave. */
const LATEST_BACKLOG = 8;
/** Frames on their way at which a connection is beyond help. */
export const MAX_BACKLOG = 1000;

export class PushQueue {
  readonly #port: Port;
  readonly #timers: Timers;
  readonly #overflow: () => void;
  readonly #newest = new Map<string, { readonly name: PushName; readonly data: unknown }>();
  /** When the next one of a name would come at 20 a second. */
  readonly #next = new Map<string, number>();
  #seq = 0;
  #cancel: (() => void) | null = null;
  /** Pushes that were replaced by a newer one before they were sent. */
  replaced = 0;

  constructor(port: Port, timers: Timers, overflow: () => void) {
    this.#port = port;
    this.#timers = timers;
    this.#overflow = overflow;
  }

  push(name: PushName, data: unknown): void {
    switch (pushes[name].policy) {
      case 'all':
        if (this.#backlog() >= MAX_BACKLOG) this.#overflow();
        else this.#send(name, data);
        return;
      case 'latest':
        this.#keepNewest(name, data);
        return;
    }
  }

  #keepNewest(name: PushName, data: unknown): void {
    const { whose } = pushes[name] as PushSpec;
    const key = whose === undefined ? name : `${name} ${whose(data)}`;
    if (this.#newest.has(key)) this.replaced++;
    this.#newest.set(key, { name, data });
    // Something else may be waiting for its time: what is due does not wait with it.
    this.#cancel?.();
    this.#flush();
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#newest.clear();
  }

  /** Sends what is due and comes back for what is not. */
  #flush(): void {
    this.#cancel = null;
    const now = this.#timers.now();
    const congested = this.#backlog() > LATEST_BACKLOG;
    let wait = LATEST_INTERVAL_MS;
    for (const [key, { name, data }] of [...this.#newest]) {
      const next = this.#next.get(key) ?? now;
      const due = next - EARLY_MS - now;
      if (congested || due > 0) {
        wait = Math.min(wait, congested ? LATEST_INTERVAL_MS : due);
        continue;
      }
      this.#newest.delete(key);
      this.#next.set(key, Math.max(next, now) + LATEST_INTERVAL_MS);
      this.#send(name, data);
    }
    if (this.#newest.size > 0) this.#cancel = this.#timers.after(wait, () => this.#flush());
  }

  #send(name: PushName, data: unknown): void {
    this.#seq++;
    this.#port.post(JSON.stringify({ push: name, data, seq: this.#seq }));
  }

  #backlog(): number {
    return this.#port.backlog?.() ?? 0;
  }
}
