/** A driver on a real wire, and how to wait for what it says. */
import { vi } from 'vitest';
import type { WritableLinkFactory } from '../../../native/byte-link.ts';
import type { ProtocolOptions } from '../../../native/scale/protocols/protocol.ts';
import { ScaleDriver } from '../../../native/scale/scale-driver.ts';
import type { ScaleFrame } from '../../../native/scale/scale-frame.ts';
import type { Clock, EpochMs, MonotonicMs } from '../../../preload/contract/vocabulary.ts';

export const realClock: Clock = {
  wall: () => Date.now() as EpochMs,
  monotonic: () => performance.now() as MonotonicMs,
};

export class LiveScale {
  readonly driver: ScaleDriver;
  readonly frames: ScaleFrame[] = [];

  constructor(protocol: string, options: ProtocolOptions, connect: WritableLinkFactory, unit: 'kg' | 't' = 'kg') {
    this.driver = new ScaleDriver({ id: 'scale-1', protocol, options, unit, connect, clock: realClock });
    this.driver.onFrame((frame) => this.frames.push(frame));
  }

  reading() {
    return this.driver.reading(realClock.monotonic());
  }

  /** Waits until the live weight is this. */
  async shows(weightKg: number, withinMs = 20_000): Promise<void> {
    await this.until(() => this.reading().frame?.weightKg === weightKg, `weight ${weightKg}`, withinMs);
  }

  async until(holds: () => boolean, what: string, withinMs = 20_000): Promise<void> {
    await vi.waitFor(
      () => {
        if (holds()) return;
        const { state, detail } = this.driver.condition();
        throw new Error(`waiting for ${what}; ${JSON.stringify(this.reading())} ${state} ${detail ?? ''}`);
      },
      { timeout: withinMs, interval: 10 },
    );
  }
}
