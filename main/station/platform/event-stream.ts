/**
 * Listens to what the platform pushes (openapi.yaml, events), for ever: goes on behind the last event that was taken, drops
 * repeats, counts what it does not know. An event's cursor is on disk together with what it asked for.
 */
import type { Clock } from '../../../preload/contract/vocabulary.ts';
import { backoffMs } from '../rules/backoff.ts';
import type { Meta } from '../store/meta.ts';
import type { Writer } from '../store/statement.ts';
import type { EventsOutcome, IncomingEvent, PlatformAdapter } from '../upload/adapters/adapter.ts';
import type { Log, Random, Timers } from '../upload/surroundings.ts';
import { readEvent, type CommandEvent } from './platform-event.ts';
import type { PlatformLink } from './platform-link.ts';

export interface EventStreamOptions {
  readonly adapter: Pick<PlatformAdapter, 'events'>;
  readonly link: Pick<PlatformLink, 'needsEnrolment' | 'onChange' | 'unauthorised' | 'hold' | 'heldMs'>;
  readonly db: Writer;
  readonly meta: Pick<Meta, 'get' | 'set'>;
  /** Keeps the command, within the transaction of its cursor; false when it was kept before. */
  readonly keep: (event: CommandEvent) => boolean;
  /** Carries it out, after that. */
  readonly carryOut: (event: CommandEvent) => void;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Log;
}

const CURSOR = 'eventCursor';
/** Repeats come right behind the originals; commands are besides known by their own id for ever. */
const REMEMBERED = 1000;

export class EventStream {
  readonly #options: EventStreamOptions;
  readonly #recent = new Set<string>();
  readonly counters = { events: 0, repeats: 0, unknown: 0, misshapen: 0, connections: 0 };
  #running = false;
  #failures = 0;
  #calledOff: AbortController | null = null;
  #underWay: Promise<void> | null = null;
  #callOffWait: (() => void) | null = null;
  #unlisten: (() => void) | null = null;

  constructor(options: EventStreamOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = true;
    // A new token: at once.
    this.#unlisten = this.#options.link.onChange(() => this.#next());
    this.#next();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#unlisten?.();
    this.#callOffWait?.();
    this.#calledOff?.abort();
    await this.#underWay;
  }

  #next(): void {
    const { link, log } = this.#options;
    if (!this.#running || this.#underWay !== null || this.#callOffWait !== null || link.needsEnrolment()) return;
    this.#underWay = this.#listen()
      .catch((err: unknown) => {
        // A row that could not be written: the platform sends it again.
        log.warn({ err }, 'the events of the platform broke off');
        return null;
      })
      .then((outcome) => {
        this.#underWay = null;
        this.#after(outcome);
      });
  }

  async #listen(): Promise<EventsOutcome> {
    const { adapter, meta } = this.#options;
    const calledOff = new AbortController();
    this.#calledOff = calledOff;
    let fault: Error | null = null;
    const outcome = await adapter.events(meta.get(CURSOR) ?? null, {
      signal: calledOff.signal,
      onOpen: () => {
        this.counters.connections += 1;
        this.#failures = 0;
      },
      onEvent: (event) => {
        if (calledOff.signal.aborted) return;
        try {
          this.#take(event);
        } catch (error) {
          fault = error as Error;
          calledOff.abort();
        }
      },
    });
    // Set in a call that the compiler does not see.
    const failed = fault as Error | null;
    if (failed !== null) throw failed;
    return outcome;
  }

  #after(outcome: EventsOutcome | null): void {
    const { link, random, timers } = this.#options;
    if (!this.#running) return;
    if (outcome?.kind === 'unauthorised') {
      link.unauthorised(outcome.error);
      return;
    }
    if (outcome?.kind === 'retry' && outcome.wholeLine && outcome.afterMs !== null) link.hold(outcome.afterMs);
    this.#failures += 1;
    const pause = Math.max(backoffMs(this.#failures, random()), link.heldMs());
    this.#callOffWait = timers.after(pause, () => {
      this.#callOffWait = null;
      this.#next();
    });
  }

  #take({ data, id }: IncomingEvent): void {
    const { carryOut, db, keep, log, meta } = this.#options;
    if (id !== '' && this.#recent.has(id)) {
      this.counters.repeats += 1;
      return;
    }
    this.counters.events += 1;
    const read = readEvent(data);
    if (read.kind === 'other') this.counters.unknown += 1;
    if (read.kind === 'misshapen') {
      this.counters.misshapen += 1;
      log.warn({ type: read.type, why: read.why }, 'an event of the platform has a form that is none');
    }
    let isNew = false;
    db.immediate(() => {
      isNew = read.kind === 'command' && keep(read.event);
      if (id !== '') meta.set(CURSOR, id);
    });
    this.#remember(id);
    if (read.kind !== 'command') return;
    if (isNew) carryOut(read.event);
    else this.counters.repeats += 1;
  }

  #remember(id: string): void {
    this.#recent.add(id);
    const [oldest] = this.#recent;
    if (this.#recent.size > REMEMBERED && oldest !== undefined) this.#recent.delete(oldest);
  }
}
