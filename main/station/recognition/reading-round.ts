/** One reading of a capture's pictures, from its beginning to its end or to the one that takes its place. */
import type { Image } from '../../../preload/contract/documents.ts';
import type { Readings } from '../../../preload/contract/readings.ts';
import type { DisplayFrame } from './display-number.ts';

export class Round {
  readings: Readings;
  readonly ended: Promise<void>;
  /** Called once it is over. */
  end: () => void = () => undefined;

  /** Newest first. */
  readonly frames: readonly Image[];
  /** What the displays of this truck showed so far, in earlier pictures, too. Newest first. */
  shown: readonly DisplayFrame[];

  constructor(readings: Readings, before: Partial<Pick<Round, 'frames' | 'shown'>> = {}) {
    this.readings = readings;
    this.frames = before.frames ?? [];
    this.shown = before.shown ?? [];
    this.ended = new Promise((resolve) => {
      this.end = resolve;
    });
  }

  /** Who waits for it goes on, and finds the round that took its place. */
  replaced(): void {
    this.end();
  }
}
