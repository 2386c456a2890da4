/** What every attached device is to the station: an id, a kind, a state that says since when and why, a start and a stop. */
import type { DeviceKind, DeviceState, EpochMs } from '../preload/contract/vocabulary.ts';

export interface DeviceCondition {
  readonly state: DeviceState;
  /** When this state began. */
  readonly since: EpochMs;
  /** An error code of the closed list or a short technical text; null when all is well. */
  readonly detail: string | null;
}

export interface Device {
  readonly id: string;
  readonly kind: DeviceKind;
  condition(): DeviceCondition;
  /** Calls back after each change of the condition; returns how to stop listening. */
  onCondition(listener: (condition: DeviceCondition) => void): () => void;
  /** Opens the wire and keeps it open (reconnects by itself); never throws for a device that is not there. */
  start(): void;
  stop(): Promise<void>;
}
