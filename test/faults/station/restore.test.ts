/** A data folder taken back to an older state, through the whole station: no number is used twice, nothing said is lost. */
import { existsSync } from 'node:fs';
import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Weighing } from '../../../preload/contract/documents.ts';
import { Site } from '../../sim/site.ts';
import { RunningStation, type CallError } from '../../support/running-station.ts';

const TRUCK = { plateFront: '晋C12345', plateRear: '晋C1234挂' };
const CLERK = { operatorId: '张三' };
const DRAINED_MS = 60_000;

let site: Site;
let station: RunningStation;
let weighing: Weighing;
let axles = 2;

beforeAll(async () => {
  site = await Site.open({ stabilityMs: 400, rateHz: 20 });
  await start();
  site.driveOn(TRUCK, 15_000, 0);
  await station.untilSteady();
  weighing = await station.captureWhole({ kind: 'tare', ...CLERK, ...TRUCK });
  site.driveOff(0);
  await station.untilPhase('idle');
  await correct(2);
  await drained();
  expect(await station.stop()).toBe(0);
  await cp(site.dataDir, `${site.dataDir}.backup`, { recursive: true });
  await start();
  await correct(3);
  await drained();
  expect(await station.stop()).toBe(0);
});
afterAll(async () => {
  expect(await station.stop()).toBe(0);
  await site.close();
  await rm(`${site.dataDir}.backup`, { recursive: true, force: true });
});

async function start(): Promise<void> {
  station = await RunningStation.start({ configFile: site.configFile, dataDir: site.dataDir });
}
async function correct(times: number): Promise<void> {
  for (; times > 0; times--) {
    axles = axles === 10 ? 2 : axles + 1;
    const change = { id: weighing.id, field: 'axleCount', value: axles, reason: '数错' } as const;
    await station.call('weighing.correct', { ...change, ...CLERK });
  }
}
async function pass(kind: 'tare' | 'gross', plateFront: string, weightKg: number): Promise<Weighing> {
  site.driveOn({ plateFront, plateRear: null }, weightKg, 0);
  await station.untilSteady();
  const document = await station.captureWhole({ kind, ...CLERK, plateFront, axleCount: 6, vehicleType: 'articulated' });
  site.driveOff(0);
  await station.untilPhase('idle');
  return document;
}
async function drained(): Promise<void> {
  await station.until('every receipt', async () => (await station.call('outbox.status', {})).pending === 0, DRAINED_MS);
}
async function takeBack(): Promise<void> {
  await rm(site.dataDir, { recursive: true });
  await cp(`${site.dataDir}.backup`, site.dataDir, { recursive: true });
}
function goOffline(): void {
  site.proxy.set({ refuse: true });
  site.proxy.dropAll();
}
const length = async (): Promise<number> => (await station.call('station.info', {})).chain.length;
const linkError = async () => (await station.call('outbox.status', {})).link.lastError;

test('restored: captures wait for the platform with all that was said, and become documents above what it holds', async () => {
  await takeBack();
  await writeFile(join(site.dataDir, 'restored'), '');
  goOffline();
  await start();
  expect(await length()).toBe(3);
  site.driveOn(TRUCK, 42_000, 0);
  await station.untilSteady();
  const asked = station.captureWhole({ kind: 'gross', axleCount: 6, ...CLERK, ...TRUCK });
  expect(((await asked.catch((error: unknown) => error)) as CallError).code).toBe('platform.chain-unknown');
  const { capture } = await station.call('weighing.state', {});
  expect(capture?.weightKg).toBe(42_000);
  const change = { id: weighing.id, field: 'axleCount', value: 3, reason: '数错' } as const;
  expect(await station.refusal('weighing.correct', { ...change, ...CLERK })).toBe('platform.chain-unknown');
  // A restart with the truck still there: the same capture waits, and none is taken a second time.
  station.killStation();
  await station.reconnect();
  await station.untilPhase('confirm');
  expect((await station.call('weighing.state', {})).capture?.id).toBe(capture?.id);
  expect(await station.refusal('weighing.capture', { kind: 'gross', axleCount: 6, ...CLERK, ...TRUCK })).toBe(
    'platform.chain-unknown',
  );
  expect((await station.call('weighing.state', {})).capture?.id).toBe(capture?.id);
  // What is said after the confirmation counts, too: the newest word.
  const { passId } = await station.call('weighing.state', {});
  if (passId === null) throw new Error('no truck');
  const said = { ...CLERK, plateFront: TRUCK.plateFront, plateRear: '晋C9999挂', axleCount: 6 };
  await station.call('weighing.claim', { passId, said });
  site.driveOff(0);
  await station.untilPhase('idle');
  // A kill in between loses nothing of it.
  station.killStation();
  await station.reconnect();
  expect(await length()).toBe(3);
  await station.until('why', async () =>
    /^platform\.(chain-unknown|unreachable)$/.test((await linkError())?.code ?? ''),
  );
  site.proxy.set({});
  await station.until('the document', async () => (await length()) > 3, DRAINED_MS);
  const made = await station.call('weighing.get', { id: capture?.id ?? weighing.id });
  // Three documents are lost, and with them up to three numbers of load sheets: said before anything else.
  expect(made).toMatchObject({ sequence: 8, kind: 'gross', weightKg: 42_000, axleCount: 6, ...CLERK });
  expect(made.plateFront.text).toBe(TRUCK.plateFront);
  expect(made.plateRear.text).toBe('晋C9999挂');
  expect(await station.call('chain.verify', {})).toEqual({ ok: true, length: 8, continued: [{ after: 3, from: 7 }] });
  await drained();
  expect(await site.platform.verifyAll()).toEqual({ documents: 8, faults: [], gaps: [], missingBlobs: [] });
  expect(existsSync(join(site.dataDir, 'restored'))).toBe(false);
  expect(await linkError()).toBeNull();
  const other = { plateFront: '晋C30001', plateRear: null };
  await pass('tare', other.plateFront, 15_000);
  const gross = await pass('gross', other.plateFront, 40_000);
  const goods = { goods: { name: '原煤' }, receiver: '阳泉电厂', ...CLERK };
  const sheet = await station.call('loadSheet.issue', { grossWeighingId: gross.id, useStoredTare: true, ...goods });
  // The three lost documents may have been sheets 0001 to 0003 of today.
  expect(sheet.number).toMatch(/-0004$/);
  const notice = site.platform.documents().find(({ sequence }) => sequence === 7);
  expect(JSON.parse(notice?.bytes.toString('utf8') ?? '')).toMatchObject({
    kind: 'outage',
    text: expect.stringMatching(/3 份文件，装载单号 140321-0001-1-\d{8}-0001 至 140321-0001-1-\d{8}-0003 /),
  });
  await drained();
  expect(await station.stop()).toBe(0);
});

test('taken back without a word and offline: weighing goes on, and the fork is said when the platform answers', async () => {
  const highest = Math.max(...site.platform.documents().map(({ sequence }) => sequence));
  await takeBack();
  goOffline();
  await start();
  await correct(1);
  expect(await length()).toBe(4);
  site.proxy.set({});
  await station.until('the fork', async () => (await linkError())?.code === 'platform.chain-forked', DRAINED_MS);
  expect((await linkError())?.detail).toBe('#4');
  // Of the platform's documents those from the fourth on are not here: a Notice says which load-sheet numbers are skipped for them.
  await station.until('the Notice', async () => (await length()) === highest + 1);
  await correct(1);
  expect(await length()).toBe(highest + 2);
  expect(await station.call('chain.verify', {})).toMatchObject({
    ok: true,
    continued: [{ after: 4, from: highest + 1 }],
  });
  expect(station.log.some((line) => line.includes('the platform holds other documents than we do'))).toBe(true);
});
