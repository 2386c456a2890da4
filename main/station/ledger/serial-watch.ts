/**
 * Notices that a camera, or the USB adapter of a scale, is another one than before (product.md M3): by the serial number that it
 * says it has. A claim, never acted upon: it is written down, and a person says what it was. Asked when the device came back, and
 * once in a while; one at a time, and only while no truck stands there.
 */
import type { DeviceStatus } from '../../../preload/contract/station.ts';
import type { Clock } from '../../../preload/contract/vocabulary.ts';
import type { Writer } from '../store/statement.ts';
import type { MatterStore } from './matter-store.ts';

export interface DeviceIdentity {
  /** Empty: it tells none. */
  readonly serial: string;
  readonly model: string;
}

export interface SerialWatchParts {
  readonly db: Writer;
  readonly matters: Pick<MatterStore, 'raise'>;
  /** Who can be asked. Each answers within some seconds, null where it does not. */
  readonly askable: readonly { readonly deviceId: string; ask(): Promise<DeviceIdentity | null> }[];
  readonly devices: {
    list(): readonly DeviceStatus[];
    onChange(listener: () => void): () => void;
  };
  /** No truck is on a scale: it needs its cameras more. */
  readonly idle: () => boolean;
  readonly every: (ms: number, run: () => void) => () => void;
  /** Something was raised, and is on disk. */
  readonly onRaised: () => void;
  readonly clock: Clock;
  readonly log: { info(fields: object, text: string): void; warn(fields: object, text: string): void };
}

const TURN_MS = 2000;
/** One that is well is asked once a day: it may have been swapped within a second of nobody looking. */
const AGAIN_MS = 86_400_000;
/** One that did not answer, or is asked anew because it came back, no sooner than that. */
const PAUSE_MS = 60_000;
const MOST_LENGTH = 128;

interface Asked {
  /** Of the monotonic clock. */
  dueMs: number;
  askedMs: number;
  online: boolean;
}

export class SerialWatch {
  readonly #parts: SerialWatchParts;
  readonly #asked = new Map<string, Asked>();
  #undo: (() => void)[] = [];
  #asking = false;
  #stopped = false;

  constructor(parts: SerialWatchParts) {
    this.#parts = parts;
  }

  start(): void {
    const { askable, devices, every } = this.#parts;
    for (const { deviceId } of askable)
      this.#asked.set(deviceId, { dueMs: 0, askedMs: Number.NEGATIVE_INFINITY, online: false });
    this.#undo.push(
      devices.onChange(() => this.#look()),
      every(TURN_MS, () => this.turn()),
    );
    this.#look();
  }

  stop(): void {
    this.#stopped = true;
    for (const undo of this.#undo.splice(0)) undo();
  }

  /** Asks the next one that is due; nothing while one is being asked, or a truck is there. */
  turn(): void {
    const { askable, clock, idle, log } = this.#parts;
    if (this.#asking || this.#stopped || !idle()) return;
    const now = clock.monotonic();
    const due = askable.find(({ deviceId }) => {
      const asked = this.#asked.get(deviceId);
      return asked?.online === true && asked.dueMs <= now;
    });
    if (due === undefined) return;
    const asked = this.#asked.get(due.deviceId);
    if (asked === undefined) return;
    asked.askedMs = now;
    asked.dueMs = now + PAUSE_MS;
    this.#asking = true;
    due
      .ask()
      .then((identity) => {
        if (identity === null || this.#stopped) return;
        asked.dueMs = now + AGAIN_MS;
        this.#told(due.deviceId, identity);
      })
      .catch((err: unknown) => log.warn({ err, deviceId: due.deviceId }, 'a serial number was not had'))
      .finally(() => (this.#asking = false));
  }

  /** Which came back since. */
  #look(): void {
    const now = this.#parts.clock.monotonic();
    for (const { id, state } of this.#parts.devices.list()) {
      const asked = this.#asked.get(id);
      if (asked === undefined) continue;
      const online = state === 'online' || state === 'degraded';
      if (online && !asked.online) asked.dueMs = Math.min(asked.dueMs, Math.max(now, asked.askedMs + PAUSE_MS));
      asked.online = online;
    }
  }

  #told(deviceId: string, identity: DeviceIdentity): void {
    const { clock, db, log, matters, onRaised } = this.#parts;
    const serial = identity.serial.trim().slice(0, MOST_LENGTH);
    const model = identity.model.trim().slice(0, MOST_LENGTH);
    // Many tell none: that is no other device.
    if (serial === '') return;
    const at = clock.wall();
    const raised = db.immediate(() => {
      const known = db
        .prepare<{ serial: string }>('SELECT serial FROM device_serial WHERE deviceId = ? ORDER BY id DESC LIMIT 1')
        .get(deviceId);
      if (known?.serial === serial) return false;
      db.prepare('INSERT INTO device_serial (deviceId, serial, model, atMs) VALUES (?, ?, ?, ?)').run(
        deviceId,
        serial,
        model,
        at,
      );
      if (known === undefined) return false;
      const nth = db.prepare<{ id: number }>('SELECT MAX(id) AS id FROM device_serial').get()?.id ?? 0;
      const swap = { matter: 'device-swapped' as const, subjectId: deviceId, was: known.serial, now: serial, model };
      return matters.raise(`device-swapped/${String(nth)}`, swap, at);
    });
    if (!raised) return;
    log.info({ deviceId }, 'a device has another serial number than before');
    onRaised();
  }
}

/** The serial numbers that are known, newest of each. */
export function knownSerials(db: Writer): ReadonlyMap<string, string> {
  const rows = db
    .prepare<{ deviceId: string; serial: string }>(
      'SELECT deviceId, serial FROM device_serial WHERE id IN (SELECT MAX(id) FROM device_serial GROUP BY deviceId)',
    )
    .all();
  return new Map(rows.map(({ deviceId, serial }) => [deviceId, serial]));
}
