/** F12 F5: a shift seen and handed over, days and months, taken away as Excel; empty and with months of records; how it looks. */
import { existsSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { pastMonths, type Written } from './support/past-months.ts';
import { shoot } from './support/views.ts';

const THIN = '\u2009';
const grouped = (value: number): string => String(value).replace(/\B(?=(\d{3})+$)/g, THIN);

test.describe('before the first truck', () => {
  const here = atSite();
  test('every place says what will stand there', async () => {
    const { program } = here;
    const { page } = program;
    await program.untilReady();
    await program.press('F12', 'F5');
    await expect(page.locator('.report-shift')).toContainText('没有称过皮重还没出场的车');
    await expect(page.locator('.report-shift')).toContainText('还没有装载单。开出后');
    await shoot(program, 'reports-shift-none');
    await program.press('2');
    await expect(page.locator('.report-nothing')).toContainText('这段时间没有过磅');
    await shoot(program, 'reports-days-none');
    await program.press('Escape');
    await expect(page.locator('.reports')).toHaveCount(0);
    expect(program.complaints).toEqual([]);
  });
});

test.describe('after forty days', () => {
  let written: Written;
  const here = atSite({}, (site) => Promise.resolve(void (written = pastMonths(site, 40))));
  const month = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
  const before = (): string => {
    const [year = 0, of = 0] = month().split('-').map(Number);
    return new Date(Date.UTC(year, of - 2, 1)).toISOString().slice(0, 7);
  };
  const net = () => here.program.page.locator('.report-large dd').first();

  test('the shift so far: a day back, and what it leaves behind', async () => {
    const { program } = here;
    const { page } = program;
    await program.untilReady();
    await program.press('F12', 'F5');
    await expect(page.getByRole('tab', { selected: true })).toHaveText(/交接班/);
    await expect(page.locator('.report-shift .report-table').first()).toBeVisible();
    await shoot(program, 'reports-shift');
  });

  test('days: the net of the month to the kilogram; the month before by ←, never the one after', async () => {
    const { program } = here;
    const { page } = program;
    await program.press('2');
    const period = page.locator('.report-period b');
    const ofMonth = (name: string): string => `${grouped(written.netKgByMonth.get(name) ?? 0)} kg`;
    await expect(period).toHaveText(month());
    await expect(net()).toHaveText(ofMonth(month()));
    await program.press('ArrowRight');
    await expect(period).toHaveText(month());
    await program.press('ArrowLeft');
    await expect(period).toHaveText(before());
    await expect(net()).toHaveText(ofMonth(before()));
    await expect(page.locator('.report-drawing canvas')).toHaveCount(3);
    await expect(page.getByRole('rowheader', { name: '合计' }).first()).toBeVisible();
    await shoot(program, 'reports-days');
  });

  test('months of the year, and its Excel', async () => {
    const { program, site } = here;
    const { page } = program;
    await program.press('3');
    await expect(page.locator('.report-period b')).toHaveText(month().slice(0, 4));
    const ofYear = [...written.netKgByMonth].filter(([name]) => name.startsWith(month().slice(0, 4)));
    await expect(net()).toHaveText(`${grouped(ofYear.reduce((sum, [, netKg]) => sum + netKg, 0))} kg`);
    await shoot(program, 'reports-months');
    await program.press('F7');
    await expect(page.locator('.report-said')).toContainText(/已导出：.*report-month-.*\.xlsx/);
    const file = ((await page.locator('.report-said').textContent()) ?? '').replace('已导出：', '');
    expect(file.startsWith(site.dataDir)).toBe(true);
    expect(existsSync(file)).toBe(true);
  });

  test('handed over by keyboard: who, to whom, a note; kept, and the next shift begins', async () => {
    const { program } = here;
    const { page } = program;
    await program.press('1');
    await expect(page.locator('.report-foot')).toContainText('交班时存下这些数据');
    await shoot(program, 'reports-hand-over', {
      prepare: async () => {
        await program.press('Enter');
        await expect(page.locator('.report-form')).toBeVisible();
      },
      undo: () => program.press('Escape'),
    });
    await program.press('Enter');
    await expect(page.locator('.report-form')).toBeVisible();
    // Nobody is named who takes over.
    await program.press('Enter');
    await expect(page.locator('.report-form')).toContainText('请填写交班人和接班人');
    await program.write('李磅房');
    await program.press('Tab');
    await program.write('二号磅雨刷坏了，等维修');
    await program.press('Enter');
    await expect(page.locator('.report-said')).toContainText('交给 李磅房');
    await expect(page.locator('.report-large dd').nth(1)).toHaveText('0');
    await program.press('ArrowLeft');
    await expect(page.locator('.report-said')).toContainText('二号磅雨刷坏了，等维修');
    await expect(page.locator('.report-large dd').nth(1)).not.toHaveText('0');
    await shoot(program, 'reports-handed');
    await program.press('F7');
    await expect(page.locator('.report-said')).toContainText(/handover-.*\.xlsx/);
    await program.press('ArrowRight');
    await expect(page.locator('.report-large dd').nth(1)).toHaveText('0');
  });

  test('Esc and F8 lead on; nobody touched a mouse', async () => {
    const { program } = here;
    await program.press('F8');
    await expect(program.page.locator('.records')).toBeVisible();
    await program.press('F8');
    await expect(program.page.locator('.weigh')).toBeVisible();
    expect(await program.mouseEvents()).toBe(0);
    expect(program.complaints).toEqual([]);
  });
});
