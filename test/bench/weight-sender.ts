/** Weights on a serial pair, each number once and at no fixed beat: some come just before the screen's own beat, some just after. */
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { seeded } from '../sim/indicator/platform-weight.ts';
import { frameOf } from './watched-page.ts';

export class WeightSender {
  readonly #device: number;
  readonly #random = seeded(7);
  #sent = 0;

  /** @param serialEnd the indicator's end of the pair */
  constructor(serialEnd: string) {
    this.#device = openSync(serialEnd, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
  }

  /** @param sentAt filled with the moment of each number, taken before it is handed over: what that takes counts, too */
  async send(count: number, sentAt: Map<string, number>): Promise<void> {
    for (let index = 0; index < count; index += 1, this.#sent += 1) {
      const kg = 10_000 + 20 * ((this.#sent * 37) % 2003);
      await pause(60 + 80 * this.#random());
      sentAt.set(String(kg), performance.now());
      writeSync(this.#device, frameOf(kg));
    }
  }

  close(): void {
    closeSync(this.#device);
  }
}
