/**
 * The state of the line to the platform: whether the station is enrolled, whether anything gets through, how long to keep
 * still. Uploader, heartbeat and enrolment report to it and ask it; nothing here does I/O.
 *
 * Three failures in a row are one fact about the line, shown once, and not three facts about three documents. From then on
 * one part at a time is tried, ever more seldom, until one gets through. But where the platform answers, one document that
 * it always fails on says nothing about the others, however often it comes: only three documents do.
 */
import type { PlatformAbilities } from '../../../preload/contract/platform.ts';
import type { PlatformLink as PlatformLinkState } from '../../../preload/contract/station.ts';
import type { Clock, Timestamp } from '../../../preload/contract/vocabulary.ts';
import { backoffMs } from '../rules/backoff.ts';
import type { LinkError } from '../upload/adapters/adapter.ts';
import type { Log, Random } from '../upload/surroundings.ts';

/** So many failures in a row mean the line and not a document. */
export const OFFLINE_AFTER = 3;

export interface PlatformLinkOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** Of the adapter; left out: all of them. */
  readonly abilities?: PlatformAbilities;
}

const ALL: PlatformAbilities = { enrolment: true, heartbeat: true, chain: true, events: true };

/** What the line lets through. */
export interface Opening {
  /** None, one probe, or all slots. */
  readonly parts: number;
  /** Milliseconds until the line opens by itself; 0 while it is open, null when only an event can open it. */
  readonly inMs: number | null;
}

export class PlatformLink {
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #log: Log;
  readonly #abilities: PlatformAbilities;
  readonly #listeners = new Set<() => void>();
  #enrolled = false;
  /** False after a 401 until a new token, or until a heartbeat proves the old one good. */
  #open = false;
  #reached = false;
  #sendFailures = 0;
  /** Of these failures: without an answer, and the documents that were answered with one. */
  #unanswered = 0;
  readonly #answeredFor = new Set<string>();
  #heartbeatFailures = 0;
  #lastError: LinkError | null = null;
  #chainError: LinkError | null = null;
  #clockOffsetMs: number | null = null;
  #lastReceiptAt: Timestamp | null = null;
  /** Monotonic: nothing may be sent before. */
  #holdUntil = -Infinity;
  /** Monotonic: while offline, no probe before. */
  #probeAt = -Infinity;

  constructor(options: PlatformLinkOptions) {
    this.#clock = options.clock;
    this.#random = options.random;
    this.#log = options.log;
    this.#abilities = options.abilities ?? ALL;
  }

  /** The contract's form, for the screen. */
  state(): PlatformLinkState {
    const error = this.#worstError();
    return {
      configured: true,
      enrolled: this.#enrolled,
      online: this.#reached && this.#open && Math.max(this.#sendFailures, this.#heartbeatFailures) < OFFLINE_AFTER,
      failuresInARow: Math.max(this.#sendFailures, this.#heartbeatFailures),
      lastError:
        error === null ? null : { code: error.code, detail: [error.title, error.detail].filter(Boolean).join(': ') },
      clockOffsetMs: this.#clockOffsetMs,
      lastReceiptAt: this.#lastReceiptAt,
      abilities: this.#abilities,
    };
  }

  /**
   * Whether anything gets through, as a fact about the line: null while nothing was heard since the start, or failures are too
   * few to tell. One document that the platform always fails on leaves the line up.
   */
  up(): boolean | null {
    if (this.#offline() || this.#heartbeatFailures >= OFFLINE_AFTER) return false;
    const quiet = this.#unanswered === 0 && this.#heartbeatFailures === 0;
    return this.#reached && quiet ? true : null;
  }

  /** How many parts may be under way at once just now, and when there may be more: both from one look at the clock. */
  opening(slots: number): Opening {
    if (!this.#open) return { parts: 0, inMs: null };
    const offline = this.#offline();
    const opensAt = Math.max(this.#holdUntil, offline ? this.#probeAt : -Infinity);
    const inMs = Math.max(0, opensAt - this.#clock.monotonic());
    if (inMs > 0) return { parts: 0, inMs };
    return { parts: offline ? 1 : slots, inMs };
  }

  /** True while there is no token, or the platform does not take the one there is. */
  needsEnrolment(): boolean {
    return !this.#open;
  }

  /** Milliseconds that the platform asked us to keep still from now on; 0 when it did not. */
  heldMs(): number {
    return Math.max(0, this.#holdUntil - this.#clock.monotonic());
  }

  /** Retry-After of a 429 or 503: the whole line keeps still for so long. */
  hold(ms: number): void {
    this.#holdUntil = Math.max(this.#holdUntil, this.#clock.monotonic() + ms);
  }

  /** Calls back after every change of the state; returns how to stop listening. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Something was received. A refusal counts, too: the platform has spoken.
   * @returns true when the line had been offline
   */
  sendSucceeded(receivedAt: Timestamp | null): boolean {
    const wasOffline = this.#offline();
    this.#forgetFailures();
    this.#reachedPlatform();
    this.#lastReceiptAt = receivedAt ?? this.#lastReceiptAt;
    if (wasOffline) this.#log.info({}, 'platform line is back');
    this.#tell();
    return wasOffline;
  }

  /** @param documentId whose part it was; without one it is taken for another than those before */
  sendFailed(error: LinkError, documentId?: string): void {
    const wasOffline = this.#offline();
    this.#sendFailures++;
    this.#lastError = error;
    if (error.status === null) this.#unanswered++;
    else if (!wasOffline) this.#answeredFor.add(documentId ?? `#${this.#sendFailures}`);
    const wait = backoffMs(this.#sendFailures - OFFLINE_AFTER + 1, this.#random());
    if (this.#offline()) this.#probeAt = this.#clock.monotonic() + wait;
    if (!wasOffline && this.#offline()) this.#log.warn({ error }, 'platform line counts as offline');
    this.#tell();
  }

  /** The platform answered a heartbeat: a token it takes is good, and a line that was offline may be probed at once. */
  heartbeatSucceeded(clockOffsetMs: number): void {
    this.#clockOffsetMs = clockOffsetMs;
    this.#open = this.#enrolled;
    if (this.#offline()) this.#probeAt = -Infinity;
    this.#reachedPlatform();
    this.#tell();
  }

  heartbeatFailed(error: LinkError): void {
    this.#heartbeatFailures++;
    this.#lastError = error;
    this.#tell();
  }

  /** 401: the line stops, and asks to be enrolled again. */
  unauthorised(error: LinkError): void {
    if (this.#open) this.#log.warn({ error }, 'the platform does not take our token');
    this.#open = false;
    this.#lastError = error;
    this.#tell();
  }

  /** There is a token: read from disk, or just given. */
  enrolled(): void {
    this.#enrolled = true;
    this.#open = true;
    this.#forgetFailures();
    if (this.#lastError?.code !== undefined && ENROLMENT_ERRORS.has(this.#lastError.code)) this.#lastError = null;
    this.#tell();
  }

  /** Enrolling did not work, for the reason given. */
  enrolmentFailed(error: LinkError): void {
    this.#lastError = error;
    this.#tell();
  }

  /** What is known of our chain at the platform: null = it joins ours, or was not asked for yet. */
  chainState(error: LinkError | null): void {
    this.#chainError = error;
    this.#tell();
  }

  /** A fork is told whatever the line does; that the chain is unknown only follows from what keeps the line down. */
  #worstError(): LinkError | null {
    if (this.#chainError?.code === 'platform.chain-forked') return this.#chainError;
    return this.#lastError ?? this.#chainError;
  }

  #offline(): boolean {
    return this.#unanswered + this.#answeredFor.size >= OFFLINE_AFTER;
  }

  #forgetFailures(): void {
    this.#sendFailures = 0;
    this.#unanswered = 0;
    this.#answeredFor.clear();
  }

  #reachedPlatform(): void {
    this.#reached = true;
    this.#heartbeatFailures = 0;
    if (this.#sendFailures === 0) this.#lastError = null;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

const ENROLMENT_ERRORS: ReadonlySet<string> = new Set([
  'platform.unauthorised',
  'platform.not-enrolled',
  'platform.enrolment-refused',
]);

/** The state of a station that has no platform. */
export const NO_PLATFORM: PlatformLinkState = {
  configured: false,
  enrolled: false,
  online: false,
  failuresInARow: 0,
  lastError: null,
  clockOffsetMs: null,
  lastReceiptAt: null,
  abilities: { enrolment: false, heartbeat: false, chain: false, events: false },
};
