/**
 * What the station adds to the cameras' own time between "the truck stands" and "its weight and pictures are on disk":
 * the program as it is shipped, headless, with a simulated site on real sockets.
 */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { ScaleReading, WeighingState } from '../../preload/contract/weighing.ts';
import { Site } from '../sim/site.ts';
import { RunningStation } from '../support/running-station.ts';
import { median, percentile, say, spread, type Bench } from './figure.ts';

const TRUCKS = 30;
/** The first ones find every code path cold; a station runs for weeks. */
const WARM_UP = 2;
/** What a camera needs for a picture, besides what its simulator needs for painting one. */
const CAMERA_MS = 250;
const TRUCK = { plateFront: '晋C12345', plateRear: '晋C1234挂' };

export const stableToSaved: Bench = {
  name: 'stable-to-saved-p95',
  unit: 'ms',
  goal: { of: 'value', is: 'at-most', bound: 150 },
  async measure() {
    const site = await Site.open({ captureWhenSteady: true, stabilityMs: 800 });
    try {
      const station = await RunningStation.start(site);
      try {
        return await weighTrucks(site, station);
      } finally {
        await station.stop();
      }
    } finally {
      await site.close();
    }
  },
};

async function weighTrucks(site: Site, station: RunningStation): Promise<{ value: number; baseline: number }> {
  const cameras = [site.front, site.rear];
  await station.until('devices', async () =>
    (await station.call('devices.list', {})).every(({ state }) => state === 'online'),
  );
  await Promise.all(cameras.map((camera) => camera.setFault({ slowMs: CAMERA_MS })));
  const watch = await Watch.open(station.url);
  const cameraMs: number[] = [];
  const addedMs: number[] = [];
  for (let truck = 0; addedMs.length < TRUCKS; truck += 1) {
    if (truck > WARM_UP + 2 * TRUCKS) throw new Error('the cameras are too slow for a measurement');
    const asked = cameras.map(({ counts }) => counts.pictures);
    const saved = watch.nextTruck();
    site.driveOn(TRUCK, 16_200 + 20 * truck, 300);
    const tookMs = await saved;
    const slowerMs = Math.max(...cameras.map(({ lastPictureMs }) => lastPictureMs ?? NaN));
    // A camera so slow that it was asked twice: which of its two answers counted, nobody can say from here.
    const askedOnce = cameras.every(({ counts }, index) => counts.pictures === (asked[index] ?? NaN) + 1);
    if (truck >= WARM_UP && askedOnce) {
      cameraMs.push(slowerMs);
      addedMs.push(tookMs - slowerMs);
    }
    const document = await station.call('weighing.capture', { kind: 'tare', operatorId: '测试员', ...TRUCK });
    if (document.evidence.state !== 'complete')
      throw new Error(`pictures are missing: ${JSON.stringify(document.evidence)}`);
    site.driveOff(300);
    await station.untilPhase('idle');
  }
  watch.close();
  say(`  ${TRUCKS} trucks, slower camera ${spread(cameraMs)} ms`);
  say(`  added by the station   ${spread(addedMs)} ms`);
  return { value: percentile(addedMs, 0.95), baseline: median(cameraMs) };
}

/** A second line to the station that stamps what arrives, the weight included. */
class Watch {
  readonly #socket: WebSocket;
  #stableAt: number | null = null;
  #done: ((ms: number) => void) | null = null;

  static async open(url: string): Promise<Watch> {
    const watch = new Watch(new WebSocket(url));
    await once(watch.#socket, 'open');
    return watch;
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => this.#take(JSON.parse(data.toString('utf8')) as Pushed, performance.now()));
  }

  /** Milliseconds from the first word of a steady truck to the word that its capture row is on disk. */
  nextTruck(): Promise<number> {
    this.#stableAt = null;
    return new Promise((done) => (this.#done = done));
  }

  close(): void {
    this.#socket.close();
  }

  #take(pushed: Pushed, at: number): void {
    if (this.#done === null) return;
    switch (pushed.push) {
      case 'scale.reading':
        // An empty deck is steady, too.
        if (pushed.data.stable && (pushed.data.weightKg ?? 0) > 1000) this.#stableAt ??= at;
        return;
      case 'weighing.changed':
        if (pushed.data.phase === 'steady' || pushed.data.phase === 'capturing') this.#stableAt ??= at;
        // The row is committed before anything says so; `incomplete` would be a broken measurement, found out later.
        if (pushed.data.capture === null || pushed.data.document !== null) return;
        this.#done(at - (this.#stableAt ?? at));
        this.#done = null;
        return;
      default:
        return;
    }
  }
}

type Pushed =
  | { readonly push: 'scale.reading'; readonly data: ScaleReading }
  | { readonly push: 'weighing.changed'; readonly data: WeighingState }
  | { readonly push: undefined };
