/** What other programs read in the files: Excel by read-excel-file, CSV by csv-parse, and the XML itself where they say too little. */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import readExcel from 'read-excel-file/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Column, Page } from '../../../main/station/spreadsheet/sheet.ts';
import { MOST_ROWS } from '../../../main/station/spreadsheet/sheet.ts';
import { writeSpreadsheet, type SheetSource } from '../../../main/station/spreadsheet/spreadsheet-writer.ts';
import { unzipped } from '../../support/unzipped.ts';

let folder = '';
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'sheets-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const COLUMNS: readonly Column[] = [
  { header: '车牌', kind: 'text', width: 12 },
  { header: '净重 kg', kind: 'whole', width: 10 },
  { header: '合格率', kind: 'share', width: 8 },
  { header: '过磅时间', kind: 'time', width: 20 },
  { header: '日期', kind: 'day', width: 12 },
];
/** 2026-11-30 07:30:05 in Beijing. */
const MORNING = Date.parse('2026-11-29T23:30:05Z');
const sheet = (pages: readonly Page[], more: Partial<SheetSource> = {}): SheetSource => ({
  name: '记录',
  lines: ['某矿 记录', '2026-11-30'],
  columns: COLUMNS,
  pages: () => pages,
  ...more,
});
const write = (format: 'xlsx' | 'csv', sheets: readonly SheetSource[], name = `list.${format}`) =>
  writeSpreadsheet({ file: join(folder, name), format, sheets, atMs: MORNING });
const file = (name: string): string => join(folder, name);
const sheetXml = async (nth = 1): Promise<string> =>
  String(unzipped(await readFile(file('list.xlsx'))).get(`xl/worksheets/sheet${nth}.xml`));

/** Typed by other people, and what must be read of it again. */
const TYPED = ['=1+1', '+86 1', '-5', '@SUM(A1)', '＝1', '"引号", 逗号', '两\n行', ' 空格 ', '<b>&', '_x0041_'];

describe('Excel', () => {
  it('is read by another program with numbers as numbers and times as Beijing time', async () => {
    const rows: Page = [['晋C12345', 32_420, 0.995, MORNING, MORNING]];
    const closing = (): Page => [['合计', 32_420, null, null, null]];
    const done = await write('xlsx', [sheet([rows], { closing })]);
    expect(done.rows).toBe(1);
    expect((await readFile(file('list.xlsx'))).length).toBe(done.bytes);
    expect(await readExcel(file('list.xlsx'))).toMatchObject([
      {
        sheet: '记录',
        data: [
          ['某矿 记录', null, null, null, null],
          ['2026-11-30', null, null, null, null],
          ['车牌', '净重 kg', '合格率', '过磅时间', '日期'],
          // A reader's Date is the wall clock of the sheet as if it were UTC.
          ['晋C12345', 32_420, 0.995, new Date('2026-11-30T07:30:05Z'), new Date('2026-11-30T07:30:05Z')],
          ['合计', 32_420, null, null, null],
        ],
      },
    ]);
  });

  it('keeps what people typed as text to the letter, and lets Excel compute none of it', async () => {
    await write('xlsx', [sheet([TYPED.map((text) => [text, 1, 0, MORNING, MORNING])])]);
    const xml = await sheetXml();
    expect(xml).not.toContain('<f>');
    // Style 3 is the one with quotePrefix, and holds those that begin as a formula does.
    expect([...xml.matchAll(/s="3" t="inlineStr"/g)]).toHaveLength(5);
    expect(String(unzipped(await readFile(file('list.xlsx'))).get('xl/styles.xml'))).toMatch(
      /<cellXfs[^>]*>(<xf[^>]*>(<alignment[^>]*>)?<\/xf>){3}<xf[^>]*quotePrefix="1"/,
    );
    const [{ data } = { data: [] }] = await readExcel(file('list.xlsx'), { trim: false });
    expect(data.slice(3).map(([text]) => text)).toEqual(TYPED);
  });

  it('takes out what XML cannot hold, and cuts what no cell holds', async () => {
    const half = '\ud83d';
    await write('xlsx', [
      sheet([
        [
          [`a\u0000\u0007${half}b`, Number.NaN, 0, 0, 0],
          ['长'.repeat(40_000), 1, 1, 1, 1],
        ],
      ]),
    ]);
    const [{ data } = { data: [] }] = await readExcel(file('list.xlsx'));
    expect(data[3]?.slice(0, 2)).toEqual(['a\ufffdb', null]);
    expect(String(data[4]?.[0])).toHaveLength(32_767);
  });

  it('has a tab for each sheet, whatever their names are', async () => {
    const named = (name: string): SheetSource => sheet([[[name, 1, 1, 1, 1]]], { name });
    const names = ['日报', '日报', 'a/b:c', 'x'.repeat(40), ''];
    await write('xlsx', names.map(named));
    const sheets = await readExcel(file('list.xlsx'));
    expect(sheets.map(({ sheet: tab }) => tab)).toEqual(['日报', '日报-2', 'a-b-c', 'x'.repeat(31), 'Sheet']);
    expect(sheets.map(({ data }) => data[3]?.[0])).toEqual(['日报', '日报', 'a/b:c', 'x'.repeat(40), null]);
  });

  it('keeps its head in sight and can be filtered by it', async () => {
    await write('xlsx', [sheet([[['a', 1, 1, 1, 1]], [['b', 2, 1, 1, 1]]])]);
    expect(await sheetXml()).toMatch(/ySplit="3".*<autoFilter ref="A3:E5"\/>/);
  });
});

describe('CSV', () => {
  const read = async () => {
    const bytes = await readFile(file('list.csv'));
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    return parse(bytes, { bom: true, relax_column_count: true });
  };

  it('is UTF-8 with its mark, with times of Beijing, lines that end as Windows’ do, and numbers bare', async () => {
    await write('csv', [
      sheet([[['晋C12345', -5, 0.995, MORNING, MORNING]]], { closing: () => [['合计', -5, null, null, null]] }),
    ]);
    expect(await read()).toEqual([
      ['某矿 记录'],
      ['2026-11-30'],
      ['车牌', '净重 kg', '合格率', '过磅时间', '日期'],
      ['晋C12345', '-5', '0.995', '2026-11-30 07:30:05', '2026-11-30'],
      ['合计', '-5', '', '', ''],
    ]);
    expect(await readFile(file('list.csv'), 'utf8')).toMatch(/合计,-5,,,\r\n$/);
  });

  it('has an apostrophe before what looks like a formula', async () => {
    await write('csv', [sheet([TYPED.map((text) => [text, 1, 0, MORNING, MORNING])])]);
    const texts = (await read()).slice(3).map(([text]) => text);
    expect(texts).toEqual(TYPED.map((text) => (/^[=+\-@＝]/.test(text) ? `'${text}` : text)));
  });

  it('has several sheets below one another, and one mark', async () => {
    await write('csv', [sheet([[['a', 1, 1, 1, 1]]]), sheet([[['b', 1, 1, 1, 1]]])]);
    expect((await readFile(file('list.csv'), 'utf8')).split('\ufeff')).toHaveLength(2);
    expect((await read()).flat()).toContain('b');
  });
});

describe('a file that is not finished', () => {
  /** One page, then what is said. */
  const failing = (fail: () => void): SheetSource => ({
    ...sheet([]),
    async *pages() {
      yield [['a', 1, 1, 1, 1]];
      await Promise.resolve(fail());
      yield [['b', 1, 1, 1, 1]];
    },
  });

  it.each(['xlsx', 'csv'] as const)('is not there when rows could not be read (%s)', async (format) => {
    const broken = failing(() => {
      throw new Error('the reader ended');
    });
    await expect(write(format, [broken])).rejects.toThrow('the reader ended');
    expect(await readdir(folder)).toEqual([]);
  });

  it('is not there when it was called off, and the one before it stays', async () => {
    await writeFile(file('list.xlsx'), 'before');
    const off = new AbortController();
    const order = { file: file('list.xlsx'), format: 'xlsx', atMs: MORNING, signal: off.signal } as const;
    const called = writeSpreadsheet({ ...order, sheets: [failing(() => off.abort(new Error('called off')))] });
    await expect(called).rejects.toThrow('called off');
    expect(await readdir(folder)).toEqual(['list.xlsx']);
    expect(await readFile(file('list.xlsx'), 'utf8')).toBe('before');
    await expect(writeSpreadsheet({ ...order, sheets: [sheet([])] })).rejects.toThrow('called off');
  });

  it('says so where the folder is not there', async () => {
    await expect(write('xlsx', [sheet([])], 'no/where.xlsx')).rejects.toMatchObject({
      code: 'store.failed',
      params: { reason: 'ENOENT' },
    });
  });

  it('takes no more rows than one sheet of Excel holds; as text there is no such bound', async () => {
    const page: Page = Array.from({ length: 50_000 }, () => []);
    const endless: SheetSource = {
      ...sheet([]),
      columns: [],
      *pages() {
        for (;;) yield page;
      },
    };
    await expect(write('xlsx', [endless])).rejects.toMatchObject({
      code: 'export.too-many-rows',
      params: { most: MOST_ROWS },
    });
    expect(await readdir(folder)).toEqual([]);
    const pages = Array.from({ length: Math.ceil((MOST_ROWS + 1) / page.length) }, () => page);
    const long: SheetSource = { ...sheet(pages), columns: [], lines: [] };
    expect((await write('csv', [long])).rows).toBeGreaterThan(MOST_ROWS);
  });

  it('tells how far it is', async () => {
    const told: number[] = [];
    const pages: Page[] = [
      [['a', 1, 1, 1, 1]],
      [
        ['b', 1, 1, 1, 1],
        ['c', 1, 1, 1, 1],
      ],
    ];
    const order = { file: file('list.csv'), format: 'csv', atMs: MORNING } as const;
    await writeSpreadsheet({ ...order, sheets: [sheet(pages)], onRows: (rows) => told.push(rows) });
    expect(told).toEqual([1, 3]);
  });
});
