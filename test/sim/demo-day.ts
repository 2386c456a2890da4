/**
 * A day at the simulated site that goes on by itself: trucks come empty, are loaded and come back, as the clerk lets them.
 * A driver sees what a real one sees – his paper, or the clerk's wave – so the day waits for the person at the window.
 */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import type { Site } from './site.ts';
import type { Truck } from './truck.ts';

export interface DemoTruck extends Truck {
  readonly tareKg: number;
  /** Each loading in turn; the first may be too much, then some is taken off. */
  readonly grossKg: readonly number[];
  readonly axleCount: number;
  readonly vehicleType: 'rigid' | 'articulated';
  readonly driveAxles: number;
  readonly goods: string;
  readonly receiver: string;
}

export const DEMO_TRUCKS: readonly DemoTruck[] = [
  {
    plateFront: '晋C12345',
    plateRear: '晋C1234挂',
    tareKg: 16_200,
    grossKg: [48_620],
    axleCount: 6,
    vehicleType: 'articulated',
    driveAxles: 2,
    goods: '原煤',
    receiver: '阳泉第二电厂',
  },
  {
    plateFront: '晋K67890',
    plateRear: null,
    tareKg: 12_360,
    grossKg: [32_140, 30_880],
    axleCount: 4,
    vehicleType: 'rigid',
    driveAxles: 2,
    goods: '精煤',
    receiver: '平定焦化厂',
  },
  {
    plateFront: '冀A7M218',
    plateRear: '冀A20K6挂',
    tareKg: 17_040,
    grossKg: [48_900],
    axleCount: 6,
    vehicleType: 'articulated',
    driveAxles: 2,
    goods: '块煤',
    receiver: '石家庄热电',
  },
];

const FIRST_TRUCK_AFTER_MS = 2000;
const MOST_WAITS = 20;
/** From the gate to the scale, and from the scale to the gate. */
const ACROSS_YARD_MS = 3000;
const LOADING_MS = 6000;
const BETWEEN_TRUCKS_MS = 4000;
const DRIVE_OFF_AFTER_MS = 4000;

/**
 * Runs until `signal` is aborted. `tell` gets one plain sentence a step; no truck drives off with its paper before `waved`
 * is there, for whoever is still looking at the first one.
 */
export async function demoDay(
  site: Site,
  tell: (sentence: string) => void,
  signal: AbortSignal,
  waved: Promise<void> = Promise.resolve(),
): Promise<void> {
  try {
    await pause(FIRST_TRUCK_AFTER_MS, null, { signal });
    // Nobody looks at the first truck's gate before the program does; a site where it never does goes on all the same.
    for (let waits = 0; !site.gates.heard && waits < MOST_WAITS; waits += 1) await pause(500, null, { signal });
    for (let round = 0; ; round += 1) {
      const truck = DEMO_TRUCKS[round % DEMO_TRUCKS.length];
      if (truck !== undefined) await oneTruck(site, truck, tell, signal, waved);
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function oneTruck(
  site: Site,
  truck: DemoTruck,
  tell: (sentence: string) => void,
  signal: AbortSignal,
  waved: Promise<void>,
): Promise<void> {
  site.gates.pass('in', truck);
  await pause(ACROSS_YARD_MS, null, { signal });
  tell(`Truck ${truck.plateFront} drives on, empty.`);
  await weigh(site, truck, truck.tareKg, signal, Promise.resolve());
  tell(`Tare of ${truck.plateFront} is recorded. It drives off to be loaded.`);
  for (const grossKg of truck.grossKg) {
    await pause(LOADING_MS, null, { signal });
    tell(`Truck ${truck.plateFront} drives on, loaded: ${grossKg} kg.`);
    await weigh(site, truck, grossKg, signal, waved);
    tell(`Truck ${truck.plateFront} drives off.`);
  }
  await pause(ACROSS_YARD_MS, null, { signal });
  site.gates.pass('out', truck);
  await pause(BETWEEN_TRUCKS_MS - ACROSS_YARD_MS, null, { signal });
}

/** On the deck until this weighing has reached the platform and, where there is one, its sheet has reached the driver. */
async function weigh(
  site: Site,
  truck: DemoTruck,
  weightKg: number,
  signal: AbortSignal,
  waved: Promise<void>,
): Promise<void> {
  const before = site.platform.documents().length;
  const papers = site.printer.tickets.length;
  site.driveOn(truck, weightKg, 3000);
  const recorded = (): boolean =>
    site.platform
      .documents()
      .slice(before)
      .some(({ document }) => document['weightKg'] === weightKg);
  while (!recorded()) await pause(200, null, { signal });
  const overLimit = site.platform
    .documents()
    .some(({ document }) => document['weightKg'] === weightKg && Number(document['overKg'] ?? 0) > 0);
  if (weightKg !== truck.tareKg && !overLimit) {
    const sheets = (): number =>
      site.platform
        .documents()
        .slice(before)
        .filter(({ path }) => path === 'load-sheets').length;
    while (sheets() === 0 || site.printer.tickets.length === papers) await pause(200, null, { signal });
    await Promise.race([waved, ended(signal)]);
  }
  await pause(overLimit ? 3 * DRIVE_OFF_AFTER_MS : DRIVE_OFF_AFTER_MS, null, { signal });
  site.driveOff(2500);
  while (site.indicator.shownKg !== 0) await pause(100, null, { signal });
}

const ended = async (signal: AbortSignal): Promise<void> => {
  if (!signal.aborted) await once(signal, 'abort');
};
