/** Whether a weight comes later on the screen while four cameras are live: the same program, in turns with and without them. */
import { setTimeout as pause } from 'node:timers/promises';
import { SerialPair } from '../sim/serial-pair.ts';
import { percentile, type Bench } from './figure.ts';
import { withFourCameras } from './four-cameras.ts';
import { tookMs, WatchedPage } from './watched-page.ts';
import { WeightSender } from './weight-sender.ts';

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
        const sender = new WeightSender(pair.ends[1]);
        try {
          await sender.send(1, new Map());
          const page = await WatchedPage.on(line, '[data-weight]');
          await sender.send(WARM_UP, new Map());
          const [beside, alone] = [new Map<string, number>(), new Map<string, number>()];
          for (let turn = 0; turn < TURNS; turn += 1) {
            await show(true);
            await sender.send(FRAMES_A_TURN, beside);
            await show(false);
            await sender.send(FRAMES_A_TURN, alone);
          }
          await pause(1000);
          const ours = await tookMs('beside four cameras', { page, sentAt: beside });
          const theirs = await tookMs('alone', { page, sentAt: alone });
          return { value: percentile(ours, 0.95), baseline: percentile(theirs, 0.95) };
        } finally {
          sender.close();
        }
      });
    } finally {
      await pair.stop();
    }
  },
};
