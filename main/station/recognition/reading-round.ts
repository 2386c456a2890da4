/** One reading of a capture's pictures, from its beginning to its end or to the one that takes its place. */
import type { Image } from '../../../preload/contract/documents.ts';
import type { Readings } from '../../../preload/contract/readings.ts';

export class Round {
  readings: Readings;
  readonly ended: Promise<void>;
  /** Called once it is over. */
  end: () => void = () => undefined;

  /** Newest first. */
  readonly frames: readonly Image[];

  constructor(readings: Readings, frames: readonly Image[] = []) {
    this.readings = readings;
    this.frames = frames;
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  /** Who waits for it goes on, and finds the round that took its place. */
  replaced(): void {
    this.end();
  }
}
