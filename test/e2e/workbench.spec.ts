/** The records workbench by keyboard: narrowed, gone through by day, taken away as a file; and what a record's page tells. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import readExcel from 'read-excel-file/node';
import { verify } from '../../main/station/proof/verify.ts';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK } from './support/clerk.ts';
import { pastRecords } from './support/past-records.ts';
import { shoot } from './support/views.ts';

const OTHER = {
  ...COAL_TRUCK,
  plateFront: '晋K67890',
  plateRear: null,
  goods: '精煤',
  grossKg: 30_880,
  tareKg: 12_360,
  axleCount: 4,
  vehicleType: 1,
} as const;
const here = atSite({}, (site) =>
  pastRecords(site, [
    { ...COAL_TRUCK, upTo: 'gone' },
    { ...OTHER, upTo: 'gone' },
  ]),
);
const exported = (): Promise<string[]> => readdir(join(here.site.dataDir, 'exports'));

test('what is found is counted and added up', async () => {
  const { program } = here;
  await program.untilReady();
  await program.press('F8');
  await expect(program.page.locator('.records-count')).toHaveText('4 条 · 有单 2 · 净重 50.94 t');
  await program.press('/');
  await program.page.keyboard.type('678');
  await expect(program.page.locator('.records-count')).toHaveText('2 条 · 有单 1 · 净重 18.52 t');
  await program.press('Escape');
  await expect(program.page.locator('.records-count')).toContainText('4 条');
});

test('F3 narrows by days, goods, evidence and upload; Esc closes, then clears', async () => {
  const { program } = here;
  const { page } = program;
  const rows = page.locator('[role=row][aria-selected]');
  await program.press('F3');
  await expect(page.locator('.filter-panel input').first()).toBeFocused();
  await shoot(program, 'records-filter');
  await page.keyboard.type('13-45');
  await expect(page.locator('.filter-day').first()).toHaveClass(/status-error/);
  await expect(rows).toHaveCount(4);
  await program.press('Control+a');
  await page.keyboard.type('2020-01-01');
  await program.press('Tab');
  await page.keyboard.type('2020-01-31');
  await expect(rows).toHaveCount(0);
  await expect(page.locator('.grid-empty')).toContainText('没有找到');
  await program.press('Control+a', 'Delete', 'Tab');
  await expect(rows).toHaveCount(4);
  await page.keyboard.type('精');
  await program.press('Enter');
  await expect(rows).toHaveCount(1);
  await expect(page.locator('.grid-cursor')).toContainText('晋K·67890');
  await program.press('Escape');
  await expect(page.locator('.filter-panel')).toHaveCount(0);
  await expect(page.locator('.records-count')).toContainText('已筛选');
  await expect(rows).toHaveCount(1);
  await program.press('Escape');
  await expect(rows).toHaveCount(4);
});

test('F4 goes to a day in the same list', async () => {
  const { program } = here;
  await program.press('F4');
  await program.page.keyboard.type('2020-01-01');
  await program.press('Enter');
  // There is none so old: nothing moves.
  await expect(program.page.locator('.filter-panel')).toBeVisible();
  await program.press('Control+a');
  await program.page.keyboard.type('2099-12-31');
  await program.press('Enter');
  await expect(program.page.locator('.filter-panel')).toHaveCount(0);
  await expect(program.page.locator('#record-0')).toHaveClass(/grid-cursor/);
});

test('F6 takes what is found away as Excel, and as CSV; it says where it lies', async () => {
  const { program } = here;
  const { page } = program;
  await program.press('F6');
  await program.enter();
  await expect(page.locator('.export-said')).toContainText('4 条已写到');
  await shoot(program, 'records-export');
  const [name = ''] = await exported();
  await expect(page.locator('.export-said')).toContainText(name);
  const [{ data } = { data: [] }] = await readExcel(join(here.site.dataDir, 'exports', name));
  expect(data.slice(3).map((row) => row[7])).toEqual([30_880, 12_360, 48_620, 16_200, null]);
  expect(data.at(-1)?.[16]).toBe(50_940);
  await page.getByRole('radiogroup', { name: '导出' }).focus();
  await program.press('ArrowRight');
  await program.enter();
  await expect.poll(async () => (await exported()).filter((file) => file.endsWith('.csv')).length).toBe(1);
  const csv = (await exported()).find((file) => file.endsWith('.csv')) ?? '';
  const text = await readFile(join(here.site.dataDir, 'exports', csv), 'utf8');
  expect(text.split('\r\n')[3]).toMatch(/^\d+,\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,毛重,/);
  await program.press('Escape');
});

test('F6 takes what is found away as evidence that proves itself', async () => {
  const { program } = here;
  const { page } = program;
  await program.press('F6');
  await page.getByRole('radiogroup', { name: '导出' }).focus();
  await program.press('ArrowRight', 'ArrowRight');
  await expect(page.locator('.export-panel')).toContainText('写出记录、照片和回执，带签名');
  await program.enter();
  // Four weighings and two sheets.
  await expect(page.locator('.export-said')).toContainText('6 份签名文件和照片已写到');
  await shoot(program, 'records-evidence');
  const name = (await exported()).find((one) => one.startsWith('evidence-')) ?? '';
  await expect(page.locator('.export-said')).toContainText(name);
  const report = await verify(join(here.site.dataDir, 'exports', name), { given: [] });
  expect(report).toMatchObject({ of: 'export', faults: [], documents: 6, pictures: { whole: 8 } });
  await program.press('Escape');
});

test('a record’s page tells its receipts, its sheet and paper, its visit', async () => {
  const { program } = here;
  await program.press('Home');
  await program.enter();
  await program.press('F3');
  const life = program.page.locator('.record-life');
  await expect(life).toContainText('上传回执');
  await expect(life).toContainText('第 1 份 已打印');
  await expect(life).toContainText('同一车次');
  // The record with both pictures, and its sheet.
  await expect(life.locator('.mark', { hasText: '已回执' })).toHaveCount(4);
  await shoot(program, 'record-life');
  await program.press('F11');
  const said = program.page.locator('.record-message');
  await expect(said).toContainText('记录和证据已存成 PDF，2 页');
  const pdf = (await exported()).find((file) => file.endsWith('.pdf')) ?? '?';
  await expect(said).toContainText(pdf);
  expect((await readFile(join(here.site.dataDir, 'exports', pdf))).subarray(0, 5).toString()).toBe('%PDF-');
  await shoot(program, 'record-pdf');
  await program.press('Escape');
});

test('what comes in above takes neither the cursor from its row nor the list from its place', async () => {
  const { program, site } = here;
  const { page } = program;
  const rows = page.locator('[role=row][aria-selected]');
  const crossed = async (many: number): Promise<void> => {
    await site.rollOn(COAL_TRUCK, COAL_TRUCK.grossKg);
    await site.rollOff(COAL_TRUCK.grossKg);
    await expect(rows).toHaveCount(many);
  };
  await page.getByRole('radiogroup', { name: '显示' }).focus();
  await program.press(...Array.from({ length: 5 }, () => 'ArrowRight'));
  await crossed(1);
  await crossed(2);
  await page.locator('.grid').focus();
  await program.press('Home');
  const chosen = await page.locator('.grid-cursor').innerText();
  await crossed(3);
  await expect(page.locator('.grid-cursor')).toHaveId('record-1');
  expect(await page.locator('.grid-cursor').innerText()).toBe(chosen);
  expect(program.complaints).toEqual([]);
  expect(await program.mouseEvents()).toBe(0);
});
