/** Whether a weight comes later on the screen while four cameras are live: the same program, in turns with and without them. */
import { closeSync, constants, openSync, writeSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { seeded } from '../sim/indicator/platform-weight.ts';
import { SerialPair } from '../sim/serial-pair.ts';
import { percentile, type Bench } from './figure.ts';
import { withFourCameras } from './four-cameras.ts';
import { frameOf, tookMs, WatchedPage } from './watched-page.ts';

const TURNS = 3;
const FRAMES_A_TURN = 150;
/** The first ones find every code path of the page cold. */
const WARM_UP = 40;

export const weightBesideVideo: Bench = {
  name: 'weight-beside-video-p95',
  unit: 'ms',
  goal: { of: 'ratio', is: 'at-most', bound: 1.2 },
  measure: async () => {
    const pair = new SerialPair();
    await pair.start();
    try {
      return await withFourCameras({ serialPath: pair.ends[0] }, async ({ line, show }) => {
        const device = openSync(pair.ends[1], constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
        const random = seeded(7);
        let sent = 0;
        /** Each number once, at no fixed beat. */
        const send = async (count: number, sentAt: Map<string, number>): Promise<void> => {
          for (let index = 0; index < count; index += 1, sent += 1) {
            const kg = 10_000 + 20 * ((sent * 37) % 2003);
            await pause(60 + 80 * random());
            sentAt.set(String(kg), performance.now());
            writeSync(device, frameOf(kg));
          }
        };
        try {
          await send(1, new Map());
          const page = await WatchedPage.on(line, '[data-weight]');
          await send(WARM_UP, new Map());
          const [beside, alone] = [new Map<string, number>(), new Map<string, number>()];
          for (let turn = 0; turn < TURNS; turn += 1) {
            await show(true);
            await send(FRAMES_A_TURN, beside);
            await show(false);
            await send(FRAMES_A_TURN, alone);
          }
          await pause(1000);
          const ours = await tookMs('beside four cameras', { page, sentAt: beside });
          const theirs = await tookMs('alone', { page, sentAt: alone });
          return { value: percentile(ours, 0.95), baseline: percentile(theirs, 0.95) };
        } finally {
          closeSync(device);
        }
      });
    } finally {
      await pair.stop();
    }
  },
};
