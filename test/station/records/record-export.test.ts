/** Totals, where pages begin, and lists as files: made of real documents, read through the real thread. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import pino from 'pino';
import readExcel from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RecordExport, type ExportOrder } from '../../../main/station/records/record-export.ts';
import { RecordQuery } from '../../../main/station/records/record-query.ts';
import { RecordTotals } from '../../../main/station/records/record-totals.ts';
import { Reader } from '../../../main/station/store/reader.ts';
import { kg, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { ExportState } from '../../../preload/contract/exports.ts';
import { LONG_PAGE, RecordSummary } from '../../../preload/contract/workbench.ts';
import { chainOf, minutesLater, noticeBody, sheetBody, weighingBody } from '../../unit/records/samples.ts';
import { newId, tempStation, type TempStation } from '../../unit/store/temp-station.ts';

const TRUCKS = 230;
let station: TempStation;
let reader: Reader;
let query: RecordQuery;
let totals: RecordTotals;
let exports: RecordExport;
/** Summed as they were made, not by the program. */
let netKg = 0;
let sheets = 0;

beforeAll(() => {
  station = tempStation();
  const chain = chainOf(station.db, station.clock);
  const part = station.db.prepare(
    "INSERT INTO outbox (part, documentId, sequence, state, receivedAt, createdAtMs) VALUES ('document', ?, ?, 'done', '2026-11-22T08:00:00.000+08:00', 0)",
  );
  const weigh = (nth: number, kind: 'tare' | 'gross', replaced?: Uuid): Uuid => {
    const plateFront = { text: `晋C${String(10_000 + nth)}`, source: 'manual' } as const;
    const minutes = nth * 10 + (kind === 'gross' ? 5 : 0);
    const made = chain.add(
      'weighing',
      weighingBody({
        kind,
        plateFront,
        weighedAt: minutesLater(minutes),
        ...(replaced === undefined ? {} : { replaces: { weighingId: replaced, reason: '没有全部上磅' } }),
      }),
    );
    part.run(made.id, made.sequence);
    return made.id;
  };
  let unsold: Uuid | undefined;
  for (let nth = 0; nth < TRUCKS; nth += 1) {
    // The truck before the last one without a sheet had not stood on it whole.
    const [tare, gross] = [weigh(nth, 'tare'), weigh(nth, 'gross', nth === 220 ? unsold : undefined)];
    if (nth % 10 === 0) {
      unsold = gross;
      continue;
    }
    const number = `140321-0001-1-20261122-${String(nth).padStart(4, '0')}`;
    const goods = { name: nth % 2 === 0 ? '原煤' : '=精煤' };
    const body = sheetBody(gross, tare, number, { netKg: kg(30_000 + nth), goods });
    const sheet = chain.add('load-sheet', body);
    if (nth % 10 === 1) {
      chain.add('load-sheet', { ...body, status: 'void', voids: sheet.id });
      chain.add('notice', noticeBody('weighing-void', { subjectId: gross }));
      continue;
    }
    netKg += 30_000 + nth;
    sheets += 1;
  }
  reader = new Reader({ dataDir: station.dataDir });
  query = new RecordQuery(reader);
  totals = new RecordTotals(reader, query);
  exports = new RecordExport({
    dataDir: station.dataDir,
    unitName: '示例煤矿',
    query,
    totals,
    evidence: () => {
      throw new Error('not asked here');
    },
    clock: station.clock,
    newId,
    log: pino({ level: 'silent' }),
  });
});
afterAll(async () => {
  await exports.stop();
  await reader.stop();
  station.end();
});

describe('totals', () => {
  test('are those of an independent sum; a voided sheet counts for nothing', async () => {
    const all = RecordSummary.parse(await totals.of({}));
    expect(all).toMatchObject({ count: 2 * TRUCKS, sheets, netKg });
    const day = await totals.of({ from: minutesLater(0), to: minutesLater(99), kind: 'gross' });
    // Trucks 0 to 9: the first has no sheet, the second a voided one.
    expect(day).toMatchObject({ count: 10, sheets: 8, netKg: 8 * 30_000 + 2 + 3 + 4 + 5 + 6 + 7 + 8 + 9 });
    expect(await totals.of({ goods: '原煤' })).toMatchObject({ count: sheets / 2, sheets: sheets / 2 });
    expect(await totals.of({ text: '10012' })).toMatchObject({ count: 2, sheets: 1, netKg: 30_012, starts: null });
    expect(await totals.of({ text: '0012' })).toMatchObject({ count: 2 });
    expect(await totals.of({ text: '?!' })).toMatchObject({ count: 0, sheets: 0, netKg: 0 });
    expect(await totals.goods()).toEqual(['=精煤', '原煤']);
  });

  test.each([{}, { kind: 'gross' as const }, { verdict: 'over-limit' as const }])(
    'pages begin where they say, and are the whole list: %j',
    async (filter) => {
      const { count, starts } = await totals.of(filter);
      if (starts === null) throw new Error('no pages');
      expect(starts).toHaveLength(Math.ceil(count / LONG_PAGE));
      const whole: string[] = [];
      for (let page = starts.length - 1; page >= 0; page -= 1) {
        const above = starts[page + 1];
        const limit = Math.min(LONG_PAGE, count - page * LONG_PAGE);
        const { items } = await query.search({
          ...filter,
          limit,
          ...(above === undefined ? {} : { cursor: above.cursor }),
        });
        expect(items).toHaveLength(limit);
        expect(Date.parse(items.at(-1)?.weighedAt ?? '')).toBe(starts[page]?.atMs);
        whole.push(...items.map(({ id }) => id));
      }
      expect(new Set(whole).size).toBe(count);
      const { items } = await query.search({ ...filter, limit: LONG_PAGE });
      expect(whole.slice(0, LONG_PAGE)).toEqual(items.map(({ id }) => id));
    },
  );
});

describe('a list as a file', () => {
  const finished = async (order: ExportOrder) => {
    await exports.begin(order);
    for (;;) {
      const state = ExportState.parse(exports.state);
      if (state.state !== 'writing') return state;
      await new Promise((next) => setImmediate(next));
    }
  };

  test('holds every record of the filter with its figures, and their sum below', async () => {
    const made = await finished({ filter: { kind: 'gross' }, format: 'xlsx', language: 'zh-CN' });
    expect(made).toMatchObject({ state: 'done', rows: TRUCKS, of: TRUCKS, error: null });
    expect(made.file).toBe(join(station.dataDir, 'exports', 'records-20261122-143205.xlsx'));
    const [{ data } = { data: [] }] = await readExcel(made.file);
    expect(data).toHaveLength(3 + TRUCKS + 1);
    expect(data[0]?.[0]).toBe('示例煤矿 过磅记录');
    const [head, newest] = [data[2] ?? [], data[3] ?? []];
    const cell = (name: string) => newest[head.indexOf(name)];
    expect([cell('车牌'), cell('类型'), cell('重量 kg'), cell('净重 kg'), cell('货物'), cell('上传')]).toEqual([
      '晋C10229',
      '毛重',
      48_620,
      30_229,
      '=精煤',
      '已回执',
    ]);
    expect(cell('过磅时间')).toEqual(new Date(Date.parse(minutesLater(10 * (TRUCKS - 1) + 5)) + 8 * 3_600_000));
    expect(data.at(-1)?.slice(0, 2)).toEqual([TRUCKS, '合计']);
    expect(data.at(-1)?.[head.indexOf('净重 kg')]).toBe(netKg);
    const state = (word: string) => data.filter((row) => row[head.indexOf('状态')] === word);
    expect([state('已作废').length, state('已重过').length]).toEqual([23, 1]);
    expect(data.at(-1)?.[head.indexOf('状态')]).toBe('24 条不计');
  });

  test('of the same second has a name of its own; a second one has to wait; called off, nothing is left', async () => {
    await finished({ filter: { text: '10012' }, format: 'csv', language: 'en' });
    const again = await finished({ filter: { text: '10012' }, format: 'csv', language: 'en' });
    expect(again.file).toMatch(/records-20261122-143205-2\.csv$/);
    const before = await readdir(join(station.dataDir, 'exports'));
    const long = await exports.begin({ filter: {}, format: 'xlsx', language: 'zh-CN' });
    await expect(exports.begin({ filter: {}, format: 'csv', language: 'en' })).rejects.toMatchObject({
      code: 'export.running',
    });
    expect(await exports.cancel(newId())).toMatchObject({ state: 'writing' });
    expect(await exports.cancel(long.id)).toMatchObject({ state: 'cancelled' });
    expect(await readdir(join(station.dataDir, 'exports'))).toEqual(before);
    expect(await finished({ filter: { text: '10012' }, format: 'xlsx', language: 'en' })).toMatchObject({
      state: 'done',
      rows: 2,
    });
  });
});
