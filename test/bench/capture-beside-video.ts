/**
 * What the station adds to the cameras' own time for the pictures of a truck while four cameras are live: from Enter in the
 * window to the answer there, pictures, capture row and document on disk. The same program, in turns with none live.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { CallInput, CallName, CallOutput } from '../../preload/contract/index.ts';
import type { Site } from '../sim/site.ts';
import { percentile, say, spread, type Bench } from './figure.ts';
import { withFourCameras } from './four-cameras.ts';
import type { PageLine } from './page-line.ts';

const TURNS = 3;
const TRUCKS_A_TURN = 10;
/** The first ones find every code path cold. */
const WARM_UP = 2;
/** What a camera needs for a picture, besides what its simulator needs for painting one. */
const CAMERA_MS = 250;
const SETTLE_MS = 500;
const TRUCK = { plateFront: '晋C12345', plateRear: '晋C1234挂' };

/** One truck: the slower camera, request to last byte, and what came on top until the window had its answer. */
interface Weighed {
  readonly cameraMs: number;
  readonly addedMs: number;
}

export const captureBesideVideo: Bench = {
  name: 'capture-beside-video-p95',
  unit: 'ms',
  goal: { of: 'value', is: 'at-most', bound: 150 },
  measure: () =>
    withFourCameras({ site: { stabilityMs: 800 } }, async ({ line, show, site, untilLive }) => {
      await Promise.all([site.front, site.rear].map((camera) => camera.setFault({ slowMs: CAMERA_MS })));
      await weighTrucks({ line, site, count: WARM_UP, ready: untilLive });
      const [beside, alone]: [Weighed[], Weighed[]] = [[], []];
      for (let turn = 0; turn < TURNS; turn += 1)
        for (const live of turn % 2 === 0 ? [true, false] : [false, true]) {
          await show(live);
          const ready = live ? untilLive : () => Promise.resolve();
          (live ? beside : alone).push(...(await weighTrucks({ line, site, count: TRUCKS_A_TURN, ready })));
        }
      return { value: p95('beside four cameras', beside), baseline: p95('alone', alone) };
    }),
};

async function weighTrucks(how: {
  line: PageLine;
  site: Site;
  count: number;
  ready: () => Promise<void>;
}): Promise<Weighed[]> {
  const { count, line, ready, site } = how;
  const cameras = [site.front, site.rear];
  const weighed: Weighed[] = [];
  for (let truck = 0; weighed.length < count; truck += 1) {
    if (truck > 2 * count) throw new Error('the cameras are too slow for a measurement');
    site.driveOn(TRUCK, 16_200 + 20 * truck, 300);
    await line.run(untilPhase, 'steady');
    // A weighed truck's own pictures stand where its cameras were live: they are live again, and settled, for the next one.
    await ready();
    await pause(SETTLE_MS);
    const asked = cameras.map(({ counts }) => counts.pictures);
    const { state, tookMs } = await line.run(pressEnter, { kind: 'tare', operatorId: '测试员', ...TRUCK });
    if (state !== 'complete') throw new Error(`pictures are missing: ${state}`);
    // A camera so slow that it was asked twice: which of its two answers counted, nobody can say from here.
    if (cameras.every(({ counts }, index) => counts.pictures === (asked[index] ?? NaN) + 1)) {
      const cameraMs = Math.max(...cameras.map(({ lastPictureMs }) => lastPictureMs ?? NaN));
      weighed.push({ cameraMs, addedMs: tookMs - cameraMs });
    }
    site.driveOff(300);
    await line.run(untilPhase, 'idle');
  }
  return weighed;
}

function p95(name: string, weighed: readonly Weighed[]): number {
  const added = weighed.map(({ addedMs }) => addedMs);
  say(`  ${name}: slower camera ${spread(weighed.map(({ cameraMs }) => cameraMs))} ms`);
  say(`    added by the program ${spread(added)} ms`);
  return percentile(added, 0.95);
}

/** These run in the page. */
async function untilPhase(phase: string): Promise<void> {
  const { askStation } = window as unknown as Asking;
  while ((await askStation('weighing.state', {})).phase !== phase) await new Promise((next) => setTimeout(next, 100));
}

async function pressEnter(input: CallInput<'weighing.capture'>): Promise<{ state: string; tookMs: number }> {
  const { askStation } = window as unknown as Asking;
  const from = performance.now();
  const { evidence } = await askStation('weighing.capture', input);
  return { state: evidence.state, tookMs: performance.now() - from };
}

/** The window's own door to the station (live-page/). */
interface Asking {
  askStation<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>;
}
