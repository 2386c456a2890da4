/** What the screen sees of the outbox, with or without a platform. */
import type { OutboxStatus, PlatformLink } from '../../../preload/contract/station.ts';
import type { Clock } from '../../../preload/contract/vocabulary.ts';
import type { Outbox } from './outbox.ts';
import type { Timers } from './surroundings.ts';

export type OutboxSummary = Omit<OutboxStatus, 'items'>;

/** A drain changes hundreds of rows a second; a person reads four figures a second at most. */
const PUSH_EVERY_MS = 250;

export interface OutboxWatchOptions {
  readonly outbox: Outbox;
  /** The line's state; the constant of a station without platform where there is none. */
  readonly link: { state(): PlatformLink; onChange?(listener: () => void): () => void };
  readonly clock: Clock;
  readonly timers: Timers;
}

export class OutboxWatch {
  readonly #options: OutboxWatchOptions;
  readonly #listeners = new Set<(summary: OutboxSummary) => void>();
  #undo: (() => void)[] = [];
  #cancelPush: (() => void) | null = null;

  constructor(options: OutboxWatchOptions) {
    this.#options = options;
  }

  start(): void {
    const { outbox, link } = this.#options;
    const changed = (): void => this.#changed();
    this.#undo = [outbox.onChange(changed), link.onChange?.(changed) ?? (() => undefined)];
  }

  stop(): void {
    for (const undo of this.#undo.splice(0)) undo();
    this.#cancelPush?.();
    this.#cancelPush = null;
  }

  /** The call `outbox.status`. */
  status(): OutboxStatus {
    return { ...this.summary(), items: this.#options.outbox.items() };
  }

  /** The push `outbox.changed`. */
  summary(): OutboxSummary {
    const { outbox, link, clock } = this.#options;
    const { pending, parked, oldestMs } = outbox.counts();
    const state = link.state();
    const oldestAgeSeconds = oldestMs === null ? null : Math.max(0, Math.floor((clock.wall() - oldestMs) / 1000));
    return { pending, parked, oldestAgeSeconds, online: state.online, link: state };
  }

  /** Calls back with the newest figures after changes, at most four times a second; returns how to stop listening. */
  onChange(listener: (summary: OutboxSummary) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    this.#cancelPush ??= this.#options.timers.after(PUSH_EVERY_MS, () => {
      this.#cancelPush = null;
      const summary = this.summary();
      for (const listener of this.#listeners) listener(summary);
    });
  }
}
