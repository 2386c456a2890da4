/**
 * Listens to what the platform pushes (openapi.yaml, events), for ever: goes on behind the last event that was taken, drops
 * repeats, counts what it does not know. An event's cursor is on disk together with what it asked for. Where no stream comes
 * through, the same is asked for as a long poll.
 */
import type { Clock } from '../../../preload/contract/vocabulary.ts';
import { backoffMs } from '../rules/backoff.ts';
import type { Meta } from '../store/meta.ts';
import type { Writer } from '../store/statement.ts';
import type { EventsOutcome, IncomingEvent, PlatformAdapter, PollOutcome } from '../upload/adapters/adapter.ts';
import type { Log, Random, Timers } from '../upload/surroundings.ts';
import { EventWay, MUTE_MS } from './event-way.ts';
import { readEvent, type CommandEvent, type NoticeEvent } from './platform-event.ts';
import type { PlatformLink } from './platform-link.ts';

export interface EventStreamOptions {
  readonly adapter: Pick<PlatformAdapter, 'events' | 'pollEvents'>;
  readonly link: Pick<PlatformLink, 'needsEnrolment' | 'onChange' | 'unauthorised' | 'hold' | 'heldMs'>;
  readonly db: Writer;
  readonly meta: Pick<Meta, 'get' | 'set'>;
  /** Keeps the command, within the transaction of its cursor; false when it was kept before. */
  readonly keep: (event: CommandEvent) => boolean;
  /** Carries it out, after that. */
  readonly carryOut: (event: CommandEvent) => void;
  readonly notices: {
    /** As {@link keep}: what the platform warns of, and what it says of that later. */
    keep(event: NoticeEvent): boolean;
    /** It is on disk. */
    kept(): void;
  };
  readonly clock: Clock;
  readonly timers: Timers;
  readonly random: Random;
  readonly log: Log;
}

const CURSOR = 'eventCursor';
/** Repeats come right behind the originals; commands are besides known by their own id for ever. */
const REMEMBERED = 1000;
/** An answer that brings nothing new is not asked for again at once, however quickly it came. */
const POLL_PACE_MS = 2000;
/** What no request could carry is no cursor: then the platform says it again, and it is known by its id. */
const MOST_CURSOR = 2000;

export class EventStream {
  readonly #options: EventStreamOptions;
  readonly #recent = new Set<string>();
  readonly #way = new EventWay();
  readonly counters = { events: 0, repeats: 0, unknown: 0, misshapen: 0, connections: 0, polls: 0 };
  #running = false;
  #failures = 0;
  /** The last poll went on behind its cursor. */
  #moved = false;
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
    const way = this.#way.next(this.#options.clock.monotonic());
    this.#underWay = (way === 'stream' ? this.#listen() : this.#poll())
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
    const { adapter, clock, log, timers } = this.#options;
    const taking = this.#taking();
    let said = false;
    const callOffMute = timers.after(MUTE_MS, () => {
      if (!said) taking.calledOff.abort();
    });
    const outcome = await adapter
      .events(this.#cursor(), {
        signal: taking.calledOff.signal,
        onOpen: () => {
          this.counters.connections += 1;
        },
        onBytes: () => {
          said = true;
          this.#failures = 0;
        },
        onEvent: taking.onEvent,
      })
      .finally(callOffMute);
    taking.check();
    // An answer of another kind, and none within the time: something in between that lets no stream through.
    const none = outcome.kind === 'retry' && NO_STREAM.has(outcome.error.code);
    if (!said && this.#running && (none || taking.calledOff.signal.aborted)) {
      log.info({}, 'no stream of events comes through: asked for as a long poll');
      this.#way.streamMute(clock.monotonic());
    }
    return outcome;
  }

  async #poll(): Promise<PollOutcome> {
    const { adapter, meta } = this.#options;
    const taking = this.#taking();
    const before = this.#cursor();
    this.counters.polls += 1;
    const outcome = await adapter.pollEvents(before, {
      signal: taking.calledOff.signal,
      onEvent: taking.onEvent,
    });
    taking.check();
    if (outcome.kind !== 'polled') this.#way.pollFailed();
    else if (isCursor(outcome.cursor)) {
      this.#failures = 0;
      if (outcome.cursor !== this.#cursor()) this.#options.db.immediate(() => meta.set(CURSOR, outcome.cursor));
    }
    this.#moved = this.#cursor() !== before;
    return outcome;
  }

  /** Takes what comes until something cannot be written; what comes behind that is not taken, and comes again. */
  #taking() {
    const calledOff = new AbortController();
    this.#calledOff = calledOff;
    let fault: Error | null = null;
    return {
      calledOff,
      onEvent: (event: IncomingEvent): void => {
        if (calledOff.signal.aborted) return;
        try {
          this.#take(event);
        } catch (error) {
          fault = error as Error;
          calledOff.abort();
        }
      },
      check: (): void => {
        // Set in a call that the compiler does not see.
        const failed = fault;
        if (failed !== null) throw failed;
      },
    };
  }

  #cursor(): string | null {
    return this.#options.meta.get(CURSOR) ?? null;
  }

  #after(outcome: EventsOutcome | PollOutcome | null): void {
    const { clock, link, random, timers } = this.#options;
    if (!this.#running) return;
    if (outcome?.kind === 'unauthorised') {
      link.unauthorised(outcome.error);
      return;
    }
    if (outcome?.kind === 'retry' && outcome.wholeLine && outcome.afterMs !== null) link.hold(outcome.afterMs);
    let pause: number;
    if (outcome?.kind === 'polled') pause = this.#moved ? 0 : POLL_PACE_MS;
    // The other way is tried at once.
    else if (this.#failures === 0 && this.#way.next(clock.monotonic()) === 'poll') pause = 0;
    else {
      this.#failures += 1;
      pause = backoffMs(this.#failures, random());
    }
    this.#callOffWait = timers.after(Math.max(pause, link.heldMs()), () => {
      this.#callOffWait = null;
      this.#next();
    });
  }

  #take({ data, id }: IncomingEvent): void {
    const { carryOut, db, keep, log, meta, notices } = this.#options;
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
      if (read.kind === 'command') isNew = keep(read.event);
      if (read.kind === 'notice') isNew = notices.keep(read.event);
      if (isCursor(id)) meta.set(CURSOR, id);
    });
    this.#remember(id);
    if (read.kind !== 'command' && read.kind !== 'notice') return;
    if (!isNew) this.counters.repeats += 1;
    else if (read.kind === 'command') carryOut(read.event);
    else notices.kept();
  }

  #remember(id: string): void {
    this.#recent.add(id);
    const [oldest] = this.#recent;
    if (this.#recent.size > REMEMBERED && oldest !== undefined) this.#recent.delete(oldest);
  }
}

/** What an answer says that is no stream of events. */
const NO_STREAM: ReadonlySet<string> = new Set(['platform.not-a-receipt', 'platform.timeout']);

const isCursor = (id: string): boolean => id !== '' && id.length <= MOST_CURSOR && id.isWellFormed();
