/** The printer fails while a sheet is issued: the sheet stands, its paper waits or is uncertain, a second paper is marked. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LoadSheet, Weighing } from '../../../preload/contract/documents.ts';
import type { PrintJob } from '../../../preload/contract/load-sheet.ts';
import { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';

const TRUCK = { plateFront: '晋C12345', plateRear: '晋C1234挂' };
const CLERK = { operatorId: '张三' };
/** The queue waits 5 s, then 10 s between its tries. */
const TRIED_AGAIN_MS = 40_000;

let site: Site;
let station: RunningStation;
let gross: Weighing;

beforeAll(async () => {
  site = await Site.open({ stabilityMs: 400, rateHz: 20 });
  station = await RunningStation.start(site);
  const weigh = async (kind: 'tare' | 'gross', weightKg: number): Promise<Weighing> => {
    site.driveOn(TRUCK, weightKg, 0);
    await station.untilSteady();
    const document = await station.captureWhole({ kind, ...CLERK, ...TRUCK, axleCount: 6 });
    site.driveOff(0);
    await station.untilPhase('idle');
    return document;
  };
  await weigh('tare', 15_000);
  gross = await weigh('gross', 40_000);
});
afterAll(async () => {
  expect(await station.stop()).toBe(0);
  await site.close();
});

/** The sheet before is taken back, so that one truck is enough for all. */
async function issueAnew(before: LoadSheet | null): Promise<LoadSheet> {
  if (before !== null) await station.call('loadSheet.void', { id: before.id, reason: '重开', ...CLERK });
  const goods = { goods: { name: '原煤' }, receiver: '阳泉电厂', ...CLERK };
  return station.call('loadSheet.issue', { grossWeighingId: gross.id, useStoredTare: true, ...goods });
}

const jobOf = async (sheet: LoadSheet, copy = 1): Promise<PrintJob | undefined> =>
  (await station.call('print.list', {})).find((job) => job.sheetId === sheet.id && job.copy === copy);

const papersOf = (sheet: LoadSheet): string[] =>
  site.printer.tickets.filter(({ text }) => text.includes(sheet.number)).map(({ text }) => text);

test('refused, out of paper, dropped half-way', async () => {
  // Switched off: the sheet is issued at once all the same, and printed when the printer is back.
  await site.printer.stop();
  let sheet = await issueAnew(null);
  expect(sheet.status).toBe('issued');
  await station.until('the reason', async () => (await jobOf(sheet))?.lastError === 'printer.refused');
  expect(await jobOf(sheet)).toMatchObject({ state: 'queued', copy: 1 });
  await site.printer.start();
  await station.until('the paper', async () => (await jobOf(sheet))?.state === 'printed', TRIED_AGAIN_MS);
  expect(papersOf(sheet).length).toBe(1);
  expect(papersOf(sheet)[0]).not.toMatch(/补打/);

  site.printer.faults.paperOut = true;
  sheet = await issueAnew(sheet);
  await station.until('the reason', async () => (await jobOf(sheet))?.lastError === 'printer.paper-out');
  expect(await jobOf(sheet)).toMatchObject({ state: 'queued' });
  expect(papersOf(sheet)).toEqual([]);
  site.printer.faults.paperOut = false;
  await station.until('the paper', async () => (await jobOf(sheet))?.state === 'printed', TRIED_AGAIN_MS);
  expect(papersOf(sheet).length).toBe(1);

  // Nobody knows what is on the paper: it is not printed again by itself, and a second one says that it is one.
  site.printer.faults.dropAfter = 400;
  sheet = await issueAnew(sheet);
  await station.until('an uncertain job', async () => (await jobOf(sheet))?.state === 'uncertain');
  expect((await jobOf(sheet))?.lastError).toBe('printer.dropped');
  site.printer.faults.dropAfter = null;
  const reprint = await station.call('loadSheet.print', { id: sheet.id });
  expect(reprint).toMatchObject({ copy: 2, sheetNumber: sheet.number });
  await station.until('the second paper', async () => (await jobOf(sheet, 2))?.state === 'printed', TRIED_AGAIN_MS);
  const whole = site.printer.tickets.filter(({ cut, text }) => cut && text.includes(sheet.number));
  expect(whole.length).toBe(1);
  expect(whole[0]?.text).toContain('第1次补打');
  expect((await jobOf(sheet))?.state).toBe('uncertain');
});

test('a sheet whose paper still waits survives a kill, and is printed once', async () => {
  await site.printer.stop();
  const [last] = (await station.call('print.list', {})).map(({ sheetId }) => sheetId);
  const before = (await station.call('records.document', { id: last ?? gross.id })) as LoadSheet;
  const sheet = await issueAnew(before);
  station.killStation();
  await station.reconnect();
  expect(await jobOf(sheet)).toMatchObject({ state: 'queued', copy: 1 });
  await site.printer.start();
  await station.until('the paper', async () => (await jobOf(sheet))?.state === 'printed', TRIED_AGAIN_MS);
  expect(papersOf(sheet).length).toBe(1);
  expect(papersOf(sheet)[0]).not.toMatch(/补打/);
});
