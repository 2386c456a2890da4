/**
 * Writes down how every device was, over restarts (product.md M3): a row a change, flapping gathered (rules/ledger/flapping.ts).
 * A device is on record from its first change on, or from when it was looked at for a minute: all of them begin `offline`, before
 * anybody has asked them.
 */
import type { DeviceStatus } from '../../../preload/contract/station.ts';
import type { Clock, EpochMs } from '../../../preload/contract/vocabulary.ts';
import { Flapping, type ChangeRow, type Seen } from '../rules/ledger/flapping.ts';
import type { Writer } from '../store/statement.ts';
import type { RunStore } from './run-store.ts';

const TURN_MS = 60_000;

export interface DeviceHistoryParts {
  readonly db: Writer;
  readonly runs: RunStore;
  readonly devices: {
    list(): readonly DeviceStatus[];
    onChange(listener: () => void): () => void;
  };
  /** Calls each so many milliseconds until it is called off. */
  readonly every: (ms: number, run: () => void) => () => void;
  readonly clock: Clock;
  readonly log: { warn(fields: object, text: string): void };
}

interface OnRecord {
  readonly flapping: Flapping;
  readonly kind: DeviceStatus['kind'];
}

export class DeviceHistory {
  readonly #parts: DeviceHistoryParts;
  readonly #first = new Map<string, Seen>();
  readonly #known = new Map<string, OnRecord>();
  /** Rows that the disk did not take: written with the next ones. */
  #owed: { readonly id: string; readonly kind: DeviceStatus['kind']; readonly row: ChangeRow }[] = [];
  #startedMs = 0;
  /** The run is on disk. */
  #begun = false;
  #undo: (() => void)[] = [];

  constructor(parts: DeviceHistoryParts) {
    this.#parts = parts;
  }

  /** Begins the station's run; before the other devices are started. On a full disk as soon as it takes it: no start fails for it. */
  start(): void {
    const { clock, devices, every } = this.#parts;
    const now = clock.wall();
    this.#startedMs = now;
    this.#write(() => undefined);
    for (const { detail, id, state } of devices.list()) if (state === 'offline') this.#first.set(id, { state, detail });
    this.#undo.push(
      devices.onChange(() => this.#look()),
      every(TURN_MS, () => this.#turn()),
    );
    // The scales are read before the store is ready: one that is well already is on record from here.
    this.#look();
  }

  /** An orderly end: what was gathered is written, and the run is closed. Before the devices are stopped. */
  stop(): void {
    for (const undo of this.#undo.splice(0)) undo();
    if (this.#startedMs === 0) return;
    const now = this.#parts.clock.wall();
    for (const [id, { flapping, kind }] of this.#known) this.#owe(id, kind, flapping.end(now));
    this.#write(() => this.#parts.runs.end(now));
  }

  /** Of a change: whichever device it was, each is looked at; they are a dozen. */
  #look(): void {
    const now = this.#parts.clock.wall();
    for (const { detail, id, kind, state } of this.#parts.devices.list()) {
      const seen = { state, detail };
      const known = this.#known.get(id);
      if (known !== undefined) {
        this.#owe(id, kind, known.flapping.change(seen, now));
        continue;
      }
      const first = this.#first.get(id);
      if (first?.state === state && first.detail === detail && now - this.#startedMs < TURN_MS) continue;
      this.#known.set(id, { flapping: new Flapping(seen, now), kind });
      // What it was before it was asked is not held against it.
      this.#owe(id, kind, { ...seen, atMs: now, losses: state === 'offline' ? 1 : 0, offlineMs: 0 });
    }
    if (this.#owed.length > 0) this.#write(() => undefined);
  }

  #turn(): void {
    this.#look();
    const now = this.#parts.clock.wall();
    for (const [id, { flapping, kind }] of this.#known) this.#owe(id, kind, flapping.tick(now));
    this.#write(() => this.#parts.runs.alive(now));
  }

  #owe(id: string, kind: DeviceStatus['kind'], row: ChangeRow | null): void {
    if (row !== null) this.#owed.push({ id, kind, row });
    // A disk that is full for days: the oldest go first, what is now stays true.
    if (this.#owed.length > MOST_OWED) this.#owed.splice(0, this.#owed.length - MOST_OWED);
  }

  #write(more: () => void): void {
    const { db, log, runs } = this.#parts;
    try {
      if (!this.#begun) runs.begin(this.#startedMs as EpochMs);
      this.#begun = true;
      db.immediate(() => {
        for (const { id, kind, row } of this.#owed) insertChange(db, runs.runId, id, kind, row);
        more();
      });
      this.#owed = [];
    } catch (err) {
      // No weighing fails for it.
      log.warn({ err, owed: this.#owed.length }, 'the states of devices have to wait for the disk');
    }
  }
}

const MOST_OWED = 1000;

function insertChange(db: Writer, runId: number, deviceId: string, kind: string, row: ChangeRow): void {
  const { atMs, detail, losses, offlineMs, state } = row;
  db.prepare(
    `INSERT INTO device_change (runId, deviceId, kind, state, detail, atMs, losses, offlineMs) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(runId, deviceId, kind, state, detail, atMs, losses, Math.round(offlineMs));
}
