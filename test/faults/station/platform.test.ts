/** Everything the platform and the line to it do wrong, through the whole station: nothing is lost, nothing blocks the rest. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Notice, Weighing } from '../../../preload/contract/documents.ts';
import type { Fault } from '../../sim/platform/faults.ts';
import { Site } from '../../sim/site.ts';
import { clockAhead, RunningStation } from '../../support/running-station.ts';

const TRUCK = { plateFront: '晋C12345', plateRear: '晋C1234挂' };
const CLERK = { operatorId: '张三' };
const DAY_MS = 24 * 3_600_000;
/** Three failures in a row are "offline": from then on one probe at a time, 2 to 4 s apart. */
const DRAINED_MS = 60_000;

let site: Site;
let station: RunningStation;
let weighing: Weighing;
let axles = 2;

beforeAll(async () => {
  site = await Site.open({ stabilityMs: 400, rateHz: 20 });
  // A day ago: what is made now is backlog once the clock is right.
  station = await RunningStation.start({
    configFile: site.configFile,
    dataDir: site.dataDir,
    env: clockAhead(-DAY_MS),
  });
  for (const camera of [site.front, site.rear]) camera.clockOffsetMs = -DAY_MS;
  site.driveOn(TRUCK, 15_000, 0);
  await station.untilSteady();
  weighing = await station.captureWhole({ kind: 'tare', ...CLERK, ...TRUCK });
  site.driveOff(0);
  await station.untilPhase('idle');
  await drained();
});
afterAll(async () => {
  expect(await station.stop()).toBe(0);
  await site.close();
});

/** A small document: the cheapest record there is. */
function correction(): Promise<Notice> {
  axles = axles === 10 ? 2 : axles + 1;
  return station.call('weighing.correct', {
    id: weighing.id,
    field: 'axleCount',
    value: axles,
    reason: '数错',
    ...CLERK,
  });
}

async function several(count: number): Promise<Notice[]> {
  const made: Notice[] = [];
  for (let nth = 0; nth < count; nth++) made.push(await correction());
  return made;
}

async function drained(limitMs = DRAINED_MS): Promise<void> {
  await station.until('every receipt', async () => (await station.call('outbox.status', {})).pending === 0, limitMs);
}

function goOffline(): void {
  site.proxy.set({ refuse: true });
  site.proxy.dropAll();
}

async function sound(): Promise<void> {
  const { chain } = await station.call('station.info', {});
  expect(await site.platform.verifyAll()).toEqual({ documents: chain.length, faults: [], gaps: [], missingBlobs: [] });
}

test('answers that are none, each for another record; a kill in the middle', async () => {
  const faults: readonly Fault[] = [
    { kind: 'status', status: 500 },
    { kind: 'status', status: 429, retryAfter: '2' },
    { kind: 'reset-before' },
    { kind: 'half-reply' },
    { kind: 'reset-after-commit' },
    { kind: 'wrong-json' },
    { kind: 'portal' },
    { kind: 'wrong-id' },
  ];
  goOffline();
  const made = await several(faults.length);
  for (const [at, fault] of faults.entries())
    site.platform.fail(fault, { on: 'documents', id: made[at]?.id ?? '', times: 1 });
  await station.until('the refused line to be seen', async () => {
    const { online, pending } = await station.call('outbox.status', {});
    return !online && pending === made.length;
  });
  site.proxy.set({});
  await station.until(
    'a first fault to be met',
    () => site.platform.met.some(({ result }) => typeof result === 'string'),
    DRAINED_MS,
  );
  station.killStation();
  await station.reconnect();
  await drained();
  for (const [at, { kind }] of faults.entries()) {
    const met = site.platform.met.filter(({ id }) => id === made[at]?.id).map(({ result }) => result);
    expect(met[0]).toBe(kind);
    // The last answer is a receipt; of what was stored before its answer was lost the platform keeps one.
    expect([200, 201]).toContain(met.at(-1));
    expect(site.platform.document(made[at]?.id ?? '')?.document).toEqual(made[at]);
  }
  await sound();
});

test('a record that the platform refuses is parked and shown; the others pass', async () => {
  goOffline();
  const made = await several(4);
  const refused = made[1];
  const heal = site.platform.fail(
    { kind: 'status', status: 422, problem: true, detail: '/axleCount' },
    { on: 'documents', id: refused?.id ?? '' },
  );
  site.proxy.set({});
  await drained();
  const { parked, items } = await station.call('outbox.status', {});
  expect(parked).toBe(1);
  expect(items).toMatchObject([
    {
      documentId: refused?.id,
      documentKind: 'notice',
      state: 'parked',
      lastError: { code: 'platform.refused', status: 422, detail: '/axleCount' },
    },
  ]);
  expect(made.map(({ id }) => site.platform.document(id) !== undefined)).toEqual([true, false, true, true]);
  // Still so after a restart: nobody asked for another try.
  station.killStation();
  await station.reconnect();
  expect((await station.call('outbox.status', {})).parked).toBe(1);
  heal();
  expect(await station.call('outbox.retry', { id: items[0]?.id ?? '' })).toEqual({ retried: 1 });
  await station.until('its receipt', async () => (await station.call('outbox.status', {})).parked === 0);
  await drained();
  await sound();
});

test('a day offline: what is fresh does not wait for the backlog', async () => {
  goOffline();
  const old = await several(60);
  expect(await station.stop()).toBe(0);
  for (const camera of [site.front, site.rear]) camera.clockOffsetMs = 0;
  station = await RunningStation.start({ configFile: site.configFile, dataDir: site.dataDir });
  const fresh = await several(10);
  const status = await station.call('outbox.status', {});
  expect(status).toMatchObject({ pending: 70, online: false });
  expect(status.oldestAgeSeconds).toBeGreaterThan(DAY_MS / 1000 - 60);
  const from = site.platform.documents().length;
  site.proxy.set({});
  await drained();
  const order = site.platform
    .documents()
    .slice(from)
    .map(({ id }) => id);
  expect(order.length).toBe(70);
  const lastFresh = Math.max(...fresh.map(({ id }) => order.indexOf(id)));
  // Of ten places seven are for what is fresh: ten fresh ones are through after about fifteen, and the oldest also moved.
  expect(lastFresh).toBeLessThan(25);
  expect(order.slice(0, lastFresh + 1).filter((id) => old.some((one) => one.id === id)).length).toBeGreaterThan(0);
  await sound();
});
