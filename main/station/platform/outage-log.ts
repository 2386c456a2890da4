/** Keeps when the line was down: one row when it goes, one when it is back, over restarts and steps of the clock. */
import type { Clock } from '../../../preload/contract/vocabulary.ts';
import type { Writer } from '../store/statement.ts';
import type { Log } from '../upload/surroundings.ts';
import type { PlatformLink } from './platform-link.ts';

export interface OutageLogOptions {
  readonly db: Writer;
  readonly link: Pick<PlatformLink, 'up' | 'state' | 'onChange'>;
  readonly clock: Clock;
  readonly log: Log;
}

interface Moment {
  readonly wallMs: number;
  readonly monotonicMs: number;
}

interface Open {
  readonly id: number;
  readonly fromMs: number;
  /** null: it began before this process, whose clock says nothing of then. */
  readonly monotonicMs: number | null;
}

const OPEN = `SELECT o.id, o.fromMs FROM outage o WHERE o.id = (SELECT MAX(id) FROM outage)
  AND NOT EXISTS (SELECT 1 FROM outage_end e WHERE e.outageId = o.id)`;

export class OutageLog {
  readonly #options: OutageLogOptions;
  /** The first failure of those in a row. */
  #doubt: Moment | null = null;
  #open: Open | null = null;
  #unlisten: (() => void) | null = null;

  constructor(options: OutageLogOptions) {
    this.#options = options;
  }

  /** One that a former process left open goes on until something gets through. */
  start(): void {
    const { db, link } = this.#options;
    const left = db.prepare<{ id: number; fromMs: number }>(OPEN).get();
    this.#open = left === undefined ? null : { ...left, monotonicMs: null };
    this.#unlisten = link.onChange(() => this.#look());
  }

  stop(): void {
    this.#unlisten?.();
    this.#unlisten = null;
  }

  #look(): void {
    const { link, clock, log } = this.#options;
    const up = link.up();
    // Nothing tried is no failure: a station that waits for its enrolment has no outage.
    if (up === true || link.state().failuresInARow === 0) this.#doubt = null;
    else this.#doubt ??= { wallMs: clock.wall(), monotonicMs: clock.monotonic() };
    try {
      if (up === false && this.#open === null && this.#doubt !== null) this.#begin(this.#doubt);
      if (up === true && this.#open !== null) this.#end(this.#open);
    } catch (error) {
      // A full disk: what sends must go on. The line tells of itself again within a minute, and then it is tried again.
      log.warn({ error: String(error) }, 'an outage of the platform line could not be written');
    }
  }

  #begin({ wallMs, monotonicMs }: Moment): void {
    const { db } = this.#options;
    const id = db.immediate(
      () => db.prepare<{ id: number }>('INSERT INTO outage (fromMs) VALUES (?) RETURNING id').all(wallMs)[0]?.id,
    );
    if (id !== undefined) this.#open = { id, fromMs: wallMs, monotonicMs };
  }

  #end({ id, fromMs, monotonicMs }: Open): void {
    const { db, clock } = this.#options;
    // The wall's clock may have been set back meanwhile.
    const untilMs = Math.max(fromMs, clock.wall());
    const lastedMs = monotonicMs === null ? untilMs - fromMs : Math.round(clock.monotonic() - monotonicMs);
    db.immediate(() => db.prepare('INSERT INTO outage_end VALUES (?, ?, ?)').run(id, untilMs, lastedMs));
    this.#open = null;
  }
}
