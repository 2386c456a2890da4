/** Tells the platform every minute how the station is. Only the newest counts: a missed one is never sent again. */
import { timestamp, type Clock, type Timestamp } from '../../../preload/contract/vocabulary.ts';
import type { DeviceStatus } from '../../../preload/contract/station.ts';
import type { HeartbeatBody, PlatformAdapter } from '../upload/adapters/adapter.ts';
import type { Log, Timers } from '../upload/surroundings.ts';
import { clockOffsetMs, withSample, type ClockSample } from './clock-offset.ts';
import type { PlatformLink } from './platform-link.ts';

export const HEARTBEAT_EVERY_MS = 60_000;

/** What the station knows of itself at this moment. */
export interface StationCondition {
  readonly devices: readonly DeviceStatus[];
  readonly outbox: HeartbeatBody['outbox'];
  readonly chain: HeartbeatBody['chain'];
  /** Free bytes of the data folder's disk; null when it cannot be told. */
  readonly diskFreeBytes: number | null;
}

export interface HeartbeatOptions {
  readonly adapter: PlatformAdapter;
  readonly link: PlatformLink;
  readonly stationId: string;
  readonly softwareVersion: string;
  readonly condition: () => Promise<StationCondition>;
  /** The platform answered, and so has heard of this chain. May throw: the beat itself stands. */
  readonly onHeard: (chain: HeartbeatBody['chain'], answeredAt: Timestamp) => void;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly log: Log;
}

export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #samples: readonly ClockSample[] = [];
  #cancel: (() => void) | null = null;
  #underWay: Promise<void> | null = null;
  #running = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  /** Beats at once and then every minute. */
  start(): void {
    this.#running = true;
    this.#beat();
  }

  /** Waits for a beat under way (stop the adapter to end it at once). */
  async stop(): Promise<void> {
    this.#running = false;
    this.#cancel?.();
    this.#cancel = null;
    await this.#underWay;
  }

  /** Beats now, e.g. after an enrolment; one at a time. */
  beatNow(): void {
    if (!this.#running || this.#underWay !== null) return;
    this.#cancel?.();
    this.#beat();
  }

  #beat(): void {
    this.#cancel = null;
    this.#underWay = this.#once()
      .catch((err: unknown) => this.#options.log.warn({ err }, 'heartbeat broke off'))
      .then(() => {
        this.#underWay = null;
        // Counted from the answer: a slow platform is not asked twice at once.
        if (this.#running) this.#cancel = this.#options.timers.after(HEARTBEAT_EVERY_MS, () => this.#beat());
      });
  }

  async #once(): Promise<void> {
    const { adapter, link, clock } = this.#options;
    if (!link.state().enrolled || link.heldMs() > 0) return;
    const body = await this.#body();
    const sentWallMs = clock.wall();
    const sentMonotonicMs = clock.monotonic();
    const outcome = await adapter.heartbeat(body);
    if (!this.#running) return;
    switch (outcome.kind) {
      case 'heard': {
        const receivedMonotonicMs = clock.monotonic();
        const sample = { sentWallMs, sentMonotonicMs, receivedMonotonicMs, platformMs: outcome.platformNow };
        this.#samples = withSample(this.#samples, sample);
        link.heartbeatSucceeded(clockOffsetMs(this.#samples) ?? 0);
        return this.#options.onHeard(body.chain, timestamp(clock.wall()));
      }
      case 'unauthorised':
        return link.unauthorised(outcome.error);
      case 'retry':
        if (outcome.wholeLine && outcome.afterMs !== null) link.hold(outcome.afterMs);
        return link.heartbeatFailed(outcome.error);
      default:
        outcome satisfies never;
    }
  }

  async #body(): Promise<HeartbeatBody> {
    const { stationId, softwareVersion, condition, link, clock } = this.#options;
    const { devices, outbox, chain, diskFreeBytes } = await condition();
    return {
      stationId,
      at: timestamp(clock.wall()),
      softwareVersion,
      clockOffsetMs: link.state().clockOffsetMs,
      ...(diskFreeBytes === null ? {} : { diskFreeBytes }),
      // Named one by one: whatever else the caller's objects carry (the line's state, errors) stays here.
      chain: { length: chain.length, head: chain.head },
      outbox: { pending: outbox.pending, parked: outbox.parked, oldestAgeSeconds: outbox.oldestAgeSeconds },
      // A member without a value is absent (openapi.yaml, info): an all-well device has no detail.
      devices: devices.map(({ id, kind, state, since, detail }) => ({
        id,
        kind,
        state,
        since,
        ...(detail === null ? {} : { detail }),
      })),
    };
  }
}
