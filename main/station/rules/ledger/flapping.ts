/**
 * Which changes of a device's state become rows of their own: one that comes and goes all the time would else fill the disk.
 * A change after a quiet minute is a row at once; what follows within the minute is gathered, and written when a minute was quiet
 * or after ten. How long it was offline is summed exactly meanwhile. Pure; times are of the wall clock, milliseconds.
 */
import type { DeviceState } from '../../../../preload/contract/vocabulary.ts';

export const QUIET_MS = 60_000;
export const LONGEST_MS = 600_000;

export interface Seen {
  readonly state: DeviceState;
  readonly detail: string | null;
}

export interface ChangeRow extends Seen {
  readonly atMs: number;
  /** How often it went offline among the changes that the row stands for. */
  readonly losses: number;
  /** Of the time since the row before it. */
  readonly offlineMs: number;
}

export class Flapping {
  /** What it is now, and since when. */
  #now: Seen;
  #sinceMs: number;
  /** Time of the last row, and of the last change. */
  #rowMs: number;
  #changedMs: number;
  #offlineMs = 0;
  #gathered = 0;
  #losses = 0;

  /** @param first the first row, which the caller writes */
  constructor(first: Seen, atMs: number) {
    this.#now = first;
    this.#sinceMs = atMs;
    this.#rowMs = atMs;
    this.#changedMs = atMs - QUIET_MS;
  }

  /** @returns the row to be written now; null: nothing changed, or it is gathered */
  change(seen: Seen, atMs: number): ChangeRow | null {
    if (seen.state === this.#now.state && seen.detail === this.#now.detail) return null;
    const quiet = since(this.#changedMs, atMs) >= QUIET_MS && this.#gathered === 0;
    this.#pass(atMs);
    if (seen.state === 'offline' && this.#now.state !== 'offline') this.#losses += 1;
    this.#now = seen;
    this.#changedMs = atMs;
    this.#gathered += 1;
    return quiet ? this.#row(atMs) : this.tick(atMs);
  }

  /** To be called now and then. @returns what was gathered, once a minute was quiet or ten are over */
  tick(atMs: number): ChangeRow | null {
    if (this.#gathered === 0) return null;
    if (since(this.#changedMs, atMs) < QUIET_MS && since(this.#rowMs, atMs) < LONGEST_MS) return null;
    return this.end(atMs);
  }

  /** @returns what was gathered, now */
  end(atMs: number): ChangeRow | null {
    if (this.#gathered === 0) return null;
    this.#pass(atMs);
    return this.#row(atMs);
  }

  /** Sums up until then. A clock that was set back adds nothing. */
  #pass(atMs: number): void {
    if (this.#now.state === 'offline') this.#offlineMs += Math.max(0, atMs - this.#sinceMs);
    this.#sinceMs = atMs;
  }

  #row(atMs: number): ChangeRow {
    const row = { ...this.#now, atMs, losses: this.#losses, offlineMs: this.#offlineMs };
    this.#rowMs = atMs;
    this.#gathered = 0;
    this.#losses = 0;
    this.#offlineMs = 0;
    return row;
  }
}

/** After a clock that was set back nothing is known of what lies between: a row is written. */
const since = (fromMs: number, toMs: number): number => (toMs < fromMs ? Number.POSITIVE_INFINITY : toMs - fromMs);
