/**
 * Whether a weight comes later on the screen while plates and displays are read without a pause: the same program, in turns with
 * the recognition busy and at rest. Two scales: on the one that is shown the weight changes, on the other a truck stands and its
 * pictures are taken and read again and again.
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { electronLaunch } from '../../native/runtime/launch.mjs';
import { openScreen } from '../../native/runtime/screen.mjs';
import type { CallInput, CallName, CallOutput } from '../../preload/contract/index.ts';
import { SerialPair } from '../sim/serial-pair.ts';
import { Site } from '../sim/site.ts';
import { inBenchFolder } from './bench-folder.ts';
import { percentile, say, type Bench } from './figure.ts';
import { PageLine } from './page-line.ts';
import { makeProgramWithPage } from './program-with-page.ts';
import { WatchedElectron } from './watched-electron.ts';
import { tookMs, WatchedPage } from './watched-page.ts';
import { WeightSender } from './weight-sender.ts';

const TURNS = 4;
const FRAMES_A_TURN = 120;
/** The first ones find every code path of the page cold. */
const WARM_UP = 40;
/** Both plates are read surely in the simulated pictures. */
const TRUCK = { plateFront: '晋K36358', plateRear: '晋K8888挂' };
const READ_ON = 'scale-2';
/** Fewer rounds in a turn and the recognition was not busy. */
const FEWEST_ROUNDS_A_TURN = 3;

export const weightBesideRecognition: Bench = {
  name: 'weight-beside-recognition-p95',
  unit: 'ms',
  goal: { of: 'ratio', is: 'at-most', bound: 1.1 },
  measure: () =>
    inBenchFolder(async (folder) => {
      const screen = await openScreen();
      const pair = new SerialPair();
      await pair.start();
      const site = await Site.open({
        reads: true,
        captureWhenSteady: true,
        stabilityMs: 800,
        dataDir: join(folder, 'data'),
      });
      let electron: WatchedElectron | null = null;
      let line: PageLine | null = null;
      try {
        await twoScales(site, pair.ends[0]);
        const app = await makeProgramWithPage(join(folder, 'app'), 'asking-page');
        const env = { ...process.env, ...(screen.display === undefined ? {} : { DISPLAY: screen.display }) };
        const launch = await electronLaunch(['--config', site.configFile, '--data', site.dataDir], { app });
        electron = new WatchedElectron(launch, env);
        line = new PageLine(await electron.debuggerUrl);
        await line.open();
        site.driveOn(TRUCK, 16_200, 300);
        while (!(await line.run(isRead, READ_ON).catch(() => false))) await pause(100);
        for (const camera of [site.front, site.rear]) camera.paintsAnew = false;
        return await compare(line, pair.ends[1]);
      } finally {
        line?.close();
        await electron?.stop();
        await site.close();
        await pair.stop();
        screen.stop();
      }
    }),
};

/** The first one is shown. */
function twoScales(site: Site, serialPath: string): Promise<void> {
  return site.configure(({ cameras, scale, ...others }) => ({
    ...others,
    scales: [
      {
        ...scale,
        name: '东磅',
        indicator: { ...scale.indicator, port: { kind: 'serial', path: serialPath, baudRate: 9600 } },
      },
      { ...scale, id: READ_ON, name: '西磅' },
    ],
    cameras: cameras.map((camera) => ({ ...camera, scaleId: READ_ON })),
  }));
}

async function compare(line: PageLine, serialEnd: string): Promise<{ value: number; baseline: number }> {
  const sender = new WeightSender(serialEnd);
  try {
    await sender.send(1, new Map());
    const page = await WatchedPage.on(line, '[data-weight]');
    await sender.send(WARM_UP, new Map());
    const [beside, alone] = [new Map<string, number>(), new Map<string, number>()];
    for (let turn = 0; turn < TURNS; turn += 1)
      for (const busy of turn % 2 === 0 ? [true, false] : [false, true]) {
        await line.run(busy ? beginReading : () => undefined, READ_ON);
        await sender.send(FRAMES_A_TURN, busy ? beside : alone);
        if (!busy) continue;
        const rounds = await line.run(endReading, null);
        say(`  ${rounds} times both pictures read`);
        if (rounds < FEWEST_ROUNDS_A_TURN) throw new Error(`only ${rounds} times were both pictures read`);
      }
    await pause(1000);
    const ours = await tookMs('while pictures are read', { page, sentAt: beside });
    const theirs = await tookMs('alone', { page, sentAt: alone });
    return { value: percentile(ours, 0.95), baseline: percentile(theirs, 0.95) };
  } finally {
    sender.close();
  }
}

/** These run in the page. */
async function isRead(scaleId: string): Promise<boolean> {
  const { askStation } = window as unknown as Asking;
  const state = await askStation?.('weighing.state', { scaleId }).catch(() => null);
  return state?.capture?.readings?.state === 'done';
}

function beginReading(scaleId: string): void {
  const reading = { on: true, rounds: 0, ended: Promise.resolve() };
  const { askStation } = window as unknown as Required<Asking>;
  const round = async (): Promise<void> => {
    while (reading.on) {
      let { capture } = await askStation('weighing.photograph', { scaleId });
      while (capture?.readings?.state === 'reading') {
        await new Promise((next) => setTimeout(next, 50));
        capture = (await askStation('weighing.state', { scaleId })).capture;
      }
      if (capture?.readings?.plateFront == null || capture.readings.plateRear == null)
        throw new Error(`not read: ${JSON.stringify(capture?.readings)}`);
      reading.rounds += 1;
    }
  };
  reading.ended = round();
  Object.assign(window, { reading });
}

async function endReading(): Promise<number> {
  const { reading } = window as unknown as Asking;
  reading.on = false;
  await reading.ended;
  return reading.rounds;
}

interface Asking {
  /** The window's own door to the station (asking-page/); not there before its script ran. */
  readonly askStation?: <N extends CallName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>;
  readonly reading: { on: boolean; rounds: number; ended: Promise<void> };
}
