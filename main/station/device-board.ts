/** The state of everything attached, in one list: for the screen's quiet strip, the heartbeat and `devices.list`. */
import type { DeviceStatus } from '../../preload/contract/station.ts';
import { timestamp } from '../../preload/contract/vocabulary.ts';
import type { Device } from '../../native/device.ts';

export class DeviceBoard {
  readonly #devices: readonly Device[];
  readonly #listeners = new Set<() => void>();
  #undo: (() => void)[] = [];

  constructor(devices: readonly Device[]) {
    this.#devices = devices;
  }

  /** Opens every device; one that is not there is `offline` and goes on being tried. */
  start(): void {
    for (const device of this.#devices) {
      this.#undo.push(device.onCondition(() => this.#tell()));
      device.start();
    }
  }

  async stop(): Promise<void> {
    for (const undo of this.#undo.splice(0)) undo();
    await Promise.all(this.#devices.map((device) => device.stop()));
  }

  list(): DeviceStatus[] {
    return this.#devices.map((device) => {
      const { state, since, detail } = device.condition();
      return { id: device.id, kind: device.kind, state, since: timestamp(since), detail };
    });
  }

  /** Calls back after any device changed; returns how to stop listening. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
