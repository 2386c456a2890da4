/** A shift with everything in it, handed over and taken away: through the station as it is shipped. */
import { readFile } from 'node:fs/promises';
import readExcel from 'read-excel-file/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Weighing } from '../../../preload/contract/documents.ts';
import { dayOf } from '../../../main/station/rules/reports/beijing-days.ts';
import { Site } from '../../sim/site.ts';
import { RunningStation } from '../../support/running-station.ts';

const CLERK = { operatorId: '张三' };
const SIX_AXLES = { axleCount: 6, vehicleType: 'articulated', driveAxles: 2 } as const;
const HANDING = { from: '张三', to: '李四', note: '二号磅雨刷坏了', ...CLERK };

let site: Site;
let station: RunningStation;

beforeAll(async () => {
  site = await Site.open({ stabilityMs: 400, rateHz: 20 });
  station = await RunningStation.start(site);
});
afterAll(async () => {
  expect(await station.stop()).toBe(0);
  await site.close();
});

async function pass(kind: 'tare' | 'gross', plateFront: string, weightKg: number): Promise<Weighing> {
  site.driveOn({ plateFront, plateRear: null }, weightKg, 0);
  await station.untilSteady();
  const document = await station.captureWhole({ kind, ...CLERK, plateFront, ...SIX_AXLES });
  site.driveOff(0);
  await station.untilPhase('idle');
  return document;
}
const issue = (gross: Weighing, tare: Weighing, receiver: string, more: object = {}) =>
  station.call('loadSheet.issue', {
    grossWeighingId: gross.id,
    tareWeighingId: tare.id,
    goods: { name: '原煤' },
    receiver,
    ...CLERK,
    ...more,
  });

test('nothing yet: a day back, and noughts', async () => {
  const shift = await station.call('reports.handover', {});
  expect(shift).toMatchObject({ since: 'first', openTrucks: [], overLimit: [], sold: [], totals: { trucks: 0 } });
  expect(Date.parse(shift.until) - Date.parse(shift.from)).toBe(86_400_000);
  expect(await station.call('reports.handovers', {})).toEqual([]);
});

test('what a shift of five trucks came to', async () => {
  // Sold; its sheet issued anew for another receiver.
  const tare1 = await pass('tare', '晋C50001', 15_000);
  const gross1 = await pass('gross', '晋C50001', 48_000);
  const first = await issue(gross1, tare1, '甲厂');
  await station.call('loadSheet.reissue', {
    id: first.id,
    reason: '收货单位有误',
    goods: { name: '原煤' },
    receiver: '乙厂',
    ...CLERK,
  });
  // Above its limit, unloaded, weighed again, sold.
  const tare2 = await pass('tare', '晋C50002', 16_000);
  await pass('gross', '晋C50002', 52_640);
  const gross2 = await pass('gross', '晋C50002', 48_620);
  await issue(gross2, tare2, '甲厂');
  // Above its limit, and gone to unload.
  await pass('tare', '晋C50003', 15_500);
  await pass('gross', '晋C50003', 50_000);
  // Weighed by mistake; another is still being loaded.
  const mistake = await pass('gross', '晋C50004', 30_000);
  await station.call('weighing.void', { id: mistake.id, reason: '空车误称', ...CLERK });
  await pass('tare', '晋C50005', 15_200);
  // Loaded by a manager's word: the permit of the first truck is out of date.
  await station.call('vehicle.put', {
    plate: '晋C50006',
    ...SIX_AXLES,
    papers: [{ kind: 'transport-permit', validUntil: '2020-01-31' }],
  });
  const tare6 = await pass('tare', '晋C50006', 15_000);
  const gross6 = await pass('gross', '晋C50006', 47_000);
  const sheet6 = await issue(gross6, tare6, '甲厂', { override: { manager: '王站长', reason: '新证已办' } });
  await station.call('loadSheet.print', { id: sheet6.id });

  const shift = await station.call('reports.handover', {});
  expect(shift.totals).toMatchObject({
    trucks: 5,
    weighings: { tare: 5, gross: 5, recheck: 0, trial: 0, voided: 1, replaced: 0 },
    loaded: { of: 4, overLimit: 2, unloaded: 1, overLoad: 0 },
    sheets: { issued: 4, voided: 1, netKg: 33_000 + 32_620 + 32_000 },
    evidence: { complete: 10, of: 10 },
  });
  expect(shift.sold).toMatchObject([
    { goods: '原煤', receiver: '甲厂', sheets: { issued: 3, voided: 1, netKg: 64_620, averageNetKg: 32_310 } },
    { goods: '原煤', receiver: '乙厂', sheets: { issued: 1, voided: 0, netKg: 33_000 } },
  ]);
  expect(shift.overLimit).toMatchObject([
    { plate: '晋C50002', weightKg: 52_640, overKg: 3640, end: 'unloaded', lastKg: 48_620 },
    { plate: '晋C50003', weightKg: 50_000, overKg: 1000, end: 'not-reweighed', lastKg: null, sheetNumber: null },
  ]);
  // Who is too heavy and has not come back is still inside.
  expect(shift.openTrucks.map(({ plateFront }) => plateFront)).toEqual(['晋C50005', '晋C50003']);
  const kinds = Object.fromEntries(shift.overrides.counts.map(({ count, kind }) => [kind, count]));
  expect(kinds).toEqual({
    papers: 1,
    'sheet-void': 1,
    reissue: 1,
    reprint: 1,
    'weighing-void': 1,
    'manual-plate': 11,
  });
  expect(shift.overrides.newest).toContainEqual(
    expect.objectContaining({ kind: 'papers', plate: '晋C50006', by: '王站长', reason: '新证已办' }),
  );
  expect(shift.overrides.newest).toContainEqual(
    expect.objectContaining({ kind: 'weighing-void', plate: '晋C50004', by: '张三', reason: '空车误称' }),
  );
  expect(shift.zero).toMatchObject([{ passes: 11, firstKg: 0, lastKg: 0, worstKg: 0 }]);
  expect(shift.printer.devices).toMatchObject([{ kind: 'printer' }]);
  expect(shift.warnings.count).toBe((await station.call('warnings.open', {})).count);
});

test('how long it took, as far as the trucks went', async () => {
  const { totals } = await station.call('reports.handover', {});
  const taken = Object.fromEntries(totals.steps.map(({ count, step }) => [step, count]));
  // The void one is not among them.
  expect(taken).toEqual({ stable: 10, saved: 10, recorded: 10, left: 10, loading: 4 });
});

test('handed over: kept as it was, and the next shift begins there', async () => {
  const handed = await station.call('reports.handOver', HANDING);
  expect(handed).toMatchObject({ handedBy: '张三', takenBy: '李四', note: '二号磅雨刷坏了' });
  await pass('gross', '晋C50005', 48_000);
  const next = await station.call('reports.handover', {});
  expect(next).toMatchObject({ since: 'handover', from: handed.until, totals: { weighings: { gross: 1, tare: 0 } } });
  expect(await station.call('reports.handed', { id: handed.id })).toEqual(handed);
  const { figures: _, ...row } = handed;
  expect(await station.call('reports.handovers', {})).toEqual([row]);
  expect(await station.call('reports.handovers', { before: handed.until })).toEqual([]);
});

test('since a time that is asked for; longer ago than a month is cut', async () => {
  const whole = await station.call('reports.handover', { since: '2020-01-01T00:00:00.000+08:00' });
  expect(whole).toMatchObject({ since: 'asked', totals: { trucks: 5, weighings: { gross: 6 } } });
  expect(Date.parse(whole.until) - Date.parse(whole.from)).toBe(31 * 86_400_000);
});

test('two at once: one is written, the other is told', async () => {
  const settled = await Promise.allSettled([
    station.call('reports.handOver', HANDING),
    station.call('reports.handOver', HANDING),
  ]);
  expect(settled.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(settled.find(({ status }) => status === 'rejected')).toMatchObject({
    reason: { code: 'reports.handed-over' },
  });
  expect(await station.call('reports.handovers', {})).toHaveLength(2);
});

test('weighed before a hand-over and recorded after it: counted once, in the shift that made the record', async () => {
  await site.rear.setFault('refuse');
  site.driveOn({ plateFront: '晋C50007', plateRear: null }, 47_000, 0);
  await station.untilSteady();
  const weigh = { kind: 'gross', ...CLERK, plateFront: '晋C50007', ...SIX_AXLES } as const;
  // Its weight is on disk, and there is no record yet.
  expect(await station.refusal('weighing.capture', weigh)).toBe('evidence.incomplete');
  const handed = await station.call('reports.handOver', HANDING);
  await site.rear.setFault(null);
  const document = await station.call('weighing.capture', { ...weigh, acceptIncomplete: { reason: '后摄像头故障' } });
  expect(document.weighedAt < handed.until).toBe(true);
  site.driveOff(0);
  await station.untilPhase('idle');
  expect(handed.figures.totals).toMatchObject({ trucks: 0, weighings: { gross: 0 } });
  const next = await station.call('reports.handover', {});
  expect(next.totals).toMatchObject({ trucks: 1, weighings: { gross: 1 }, loaded: { of: 1 } });
  await station.call('weighing.void', { id: document.id, reason: '只为交班', ...CLERK });
});

test('a sheet of an earlier shift that is voided in this one is told beside its own', async () => {
  const { items } = await station.call('records.search', { text: '50006' });
  const sheet = items.find((item) => item.sheet !== null)?.sheet;
  await station.call('loadSheet.void', { id: sheet?.id ?? '', reason: '退货', ...CLERK });
  const shift = await station.call('reports.handover', {});
  expect(shift).toMatchObject({
    voidedBefore: { sheets: 1, netKg: 32_000 },
    totals: { sheets: { issued: 0, voided: 0 } },
  });
});

test('one that is not there, and ranges that are none', async () => {
  const id = '00000000-0000-7000-8000-000000000000' as Weighing['id'];
  expect(await station.refusal('reports.handed', { id })).toBe('document.not-found');
  for (const range of [
    { from: '2026-11-30', to: '2026-11-29', by: 'day' },
    { from: '2026-01-01', to: '2026-11-29', by: 'day' },
    { from: '2020-01-01', to: '2026-11-29', by: 'month' },
    { from: '2026-02-30', to: '2026-03-01', by: 'day' },
  ] as const)
    expect(await station.refusal('reports.statistics', range)).toBe('rpc.invalid-input');
});

const today = () => dayOf(Date.now());

test('days and months say the same as the shift', async () => {
  const range = { from: dayOf(Date.now() - 2 * 86_400_000), to: today() } as const;
  const days = await station.call('reports.statistics', { ...range, by: 'day' });
  expect(days.periods.map(({ period }) => period)).toHaveLength(3);
  expect(days.total).toMatchObject({ trucks: 5, sheets: { netKg: 65_620 }, loaded: { of: 5, overLimit: 2 } });
  expect(days.periods.reduce((sum, { figures }) => sum + figures.sheets.netKg, 0)).toBe(65_620);
  const months = await station.call('reports.statistics', { ...range, by: 'month' });
  expect(months.total).toEqual(days.total);
  expect(months.sold).toEqual(days.sold);
});

test('taken away as Excel: the figures as numbers, every sheet in its place', async () => {
  const range = { from: today(), to: today(), by: 'day' } as const;
  const { file, bytes } = await station.call('reports.export', { what: 'statistics', range, language: 'zh-CN' });
  expect(file.startsWith(site.dataDir)).toBe(true);
  expect((await readFile(file)).length).toBe(bytes);
  const sheets = await readExcel(file);
  expect(sheets.map(({ sheet }) => sheet)).toEqual(['按日', '货物', '收货单位', '货物与收货单位', '各步用时']);
  // Another one in the same second is another file.
  const [one, other] = await Promise.all(
    [1, 2].map(() => station.call('reports.export', { what: 'statistics', range, language: 'zh-CN' })),
  );
  expect(one?.file).not.toBe(other?.file);
  const cells = sheets[0]?.data.flat() ?? [];
  expect(cells).toContain(65_620);
  const [handed] = await station.call('reports.handovers', {});
  for (const id of [undefined, handed?.id]) {
    const taken = await station.call('reports.export', {
      what: 'handover',
      ...(id === undefined ? {} : { id }),
      language: 'en',
    });
    const sheets = await readExcel(taken.file);
    expect(sheets.map(({ sheet }) => sheet)).toContain('Trucks inside');
    // Words, and no names of the program.
    expect(sheets[0]?.data).toContainEqual(['Printer', 'all well']);
  }
});
