/**
 * Watches one gate: by its camera's own events while they are heard, and by our own look at its pictures, one a second,
 * while they are not. Either way one vehicle is one pass, as far as that can be told (`../rules/gate-trigger.ts`).
 */
import type { CameraEvent } from '../../../native/camera/camera-event.ts';
import type { CameraEventsState } from '../../../native/camera/camera-events.ts';
import type { Picture } from '../../../native/camera/picture.ts';
import type { GateTrigger as Trigger } from '../../../preload/contract/documents.ts';
import type { Clock, EpochMs } from '../../../preload/contract/vocabulary.ts';
import type { Log } from '../../log.ts';
import { GateMotion } from '../rules/gate-motion.ts';
import { GateTrigger } from '../rules/gate-trigger.ts';
import type { Gate } from './gate-service.ts';

/** The part of `CameraEvents` that a gate uses. */
export interface EventSource {
  start(): void;
  stop(): Promise<void>;
}

export interface GateWatchParts {
  readonly gate: Gate;
  readonly minIntervalMs: number;
  readonly events: (heard: {
    onEvent(event: CameraEvent): void;
    onState(state: CameraEventsState): void;
  }) => EventSource;
  /** A picture as cells for {@link GateMotion}. */
  readonly thumbnail: (jpeg: Buffer) => Promise<Uint8Array>;
  readonly noticed: (trigger: Trigger, at: EpochMs, picture: Picture | null) => Promise<unknown>;
  readonly clock: Clock;
  readonly log: Log;
  readonly lookEveryMs?: number;
}

/** A truck at walking pace is before a gate for some seconds. */
const LOOK_EVERY_MS = 1000;
const LOOK_DEADLINE_MS = 3000;

export class GateWatch {
  readonly #parts: GateWatchParts;
  readonly #trigger: GateTrigger;
  readonly #events: EventSource;
  #motion = new GateMotion();
  /** Nobody hears events: we look. */
  #looking = true;
  #timer: NodeJS.Timeout | undefined;
  #stopped = true;
  /** Looks and passes under way. */
  readonly #running = new Set<Promise<void>>();

  constructor(parts: GateWatchParts) {
    this.#parts = parts;
    this.#trigger = new GateTrigger({ minIntervalMs: parts.minIntervalMs });
    this.#events = parts.events({
      onEvent: (event) => this.#heard(event),
      onState: (state) => this.#setLooking(state.kind !== 'listening'),
    });
  }

  start(): void {
    this.#stopped = false;
    this.#events.start();
    this.#lookAfter(this.#parts.lookEveryMs ?? LOOK_EVERY_MS);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#events.stop();
    // A look may still have begun a pass.
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  /** A person recorded a pass: the same vehicle is not noticed once more. */
  passed(): void {
    this.#trigger.passed(this.#parts.clock.monotonic());
  }

  #heard({ active, initial, kind, receivedAt, source }: CameraEvent): void {
    if (initial || this.#stopped) return;
    const at = this.#parts.clock.monotonic();
    if (this.#trigger.take({ active, kind, source, at })) this.#pass('event', receivedAt, null);
  }

  #setLooking(looking: boolean): void {
    if (looking === this.#looking || this.#stopped) return;
    this.#looking = looking;
    this.#trigger.reset();
    this.#motion = new GateMotion();
    const { gate, log } = this.#parts;
    if (looking) log.warn({ gate: gate.id }, 'no events from the gate camera: its pictures are looked at');
    else log.info({ gate: gate.id }, 'the gate camera tells what it notices');
  }

  #lookAfter(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#keep(
        this.#look().finally(() => {
          if (!this.#stopped) this.#lookAfter(this.#parts.lookEveryMs ?? LOOK_EVERY_MS);
        }),
      );
    }, ms);
  }

  #keep(work: Promise<void>): void {
    this.#running.add(work);
    void work.finally(() => this.#running.delete(work));
  }

  async #look(): Promise<void> {
    if (!this.#looking) return;
    const { clock, gate, log, thumbnail } = this.#parts;
    const picture = await gate.takePicture({ deadlineMs: LOOK_DEADLINE_MS });
    // Its own condition says what is wrong; a gate that sees nothing begins nothing.
    if (!picture.ok || !this.#looking || this.#stopped) return;
    try {
      const changed = this.#motion.take(await thumbnail(picture.jpeg));
      if (changed === null) return;
      const sign = { kind: 'motion', active: changed, source: 'picture', at: clock.monotonic() } as const;
      if (this.#trigger.take(sign)) this.#pass('motion', picture.takenAt, picture);
    } catch (err) {
      log.warn({ err, gate: gate.id }, 'a gate picture could not be looked at');
    }
  }

  #pass(trigger: Trigger, at: EpochMs, picture: Picture | null): void {
    const { gate, log, noticed } = this.#parts;
    this.#keep(
      noticed(trigger, at, picture).then(
        () => undefined,
        (err: unknown) => log.error({ err, gate: gate.id }, 'a gate pass could not be saved'),
      ),
    );
  }
}
