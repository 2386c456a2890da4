/** The state of everything attached, in one list: for the screen's quiet strip, the heartbeat and `devices.list`. */
import type { DeviceStatus } from '../../preload/contract/station.ts';
import { timestamp } from '../../preload/contract/vocabulary.ts';
import type { Device } from '../../native/device.ts';

export class DeviceBoard {
  readonly #scales: readonly Device[];
  readonly #others: readonly Device[];
  readonly #listeners = new Set<() => void>();
  #undo: (() => void)[] = [];

  constructor(scales: readonly Device[], others: readonly Device[]) {
    this.#scales = scales;
    this.#others = others;
  }

  /** Opens the scales. A device that is not there is `offline` and goes on being tried. */
  startScales(): void {
    for (const device of this.#scales) this.#start(device);
  }

  /** Opens everything else. */
  startOthers(): void {
    for (const device of this.#others) this.#start(device);
  }

  async stop(): Promise<void> {
    for (const undo of this.#undo.splice(0)) undo();
    await Promise.all(this.#all().map((device) => device.stop()));
  }

  list(): DeviceStatus[] {
    return this.#all().map((device) => {
      const { state, since, detail } = device.condition();
      return { id: device.id, kind: device.kind, state, since: timestamp(since), detail };
    });
  }

  /** Calls back after any device changed; returns how to stop listening. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #all(): Device[] {
    return [...this.#scales, ...this.#others];
  }

  #start(device: Device): void {
    this.#undo.push(device.onCondition(() => this.#tell()));
    device.start();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
