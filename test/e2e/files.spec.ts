/** F12 F4: the files by keyboard – kept by use, taken by initials on the sheet, opened, changed, barred, merged, imported; how they look. */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, comeBackLoaded, driveOff, fillSheet, tareIn } from './support/clerk.ts';
import { readFile } from 'node:fs/promises';
import { shoot } from './support/views.ts';

const SECOND = { ...COAL_TRUCK, plateFront: '晋C54321', plateRear: '晋C4321挂' };
const here = atSite();
const screen = () => here.program.page.locator('.files');
const rows = () => screen().locator('.grid-space .grid-row');

test('what stood on a sheet is on file, and the next sheet takes it by initials and a digit', async () => {
  const { program, site } = here;
  await program.untilReady();
  await tareIn(program, site, COAL_TRUCK);
  await comeBackLoaded(program, site, COAL_TRUCK);
  await fillSheet(program, COAL_TRUCK);
  await program.act('record-and-print');
  await program.untilPhase('released');
  await driveOff(program, site);

  await tareIn(program, site, SECOND);
  await comeBackLoaded(program, site, SECOND);
  await program.act('enter-sheet');
  await program.press('y', 'm');
  await expect(program.page.locator('.quick-matches li')).toHaveText(['1 原煤']);
  await shoot(program, 'quick-entry');
  await program.take('1');
  await program.press('y', 'q', 'd');
  await program.take('1');
  const fields = program.page.locator('.sheet-editor input');
  await expect(fields.nth(0)).toHaveValue('原煤');
  await expect(fields.nth(1)).toHaveValue('阳泉第二电厂');
  await expect(fields.nth(2)).toBeFocused();
  await program.write('单强');
  await program.enter();
  await program.act('record-and-print');
  await program.untilPhase('released');
  await driveOff(program, site);
});

test('a vehicle is found by its tail, given papers, and not loaded any more', async () => {
  const { program } = here;
  const { page } = program;
  await program.press('F12', 'F4');
  await expect(rows()).toHaveCount(2);
  await program.press('/');
  await program.write('345');
  await expect(rows()).toHaveCount(1);
  await program.press('Enter');
  await expect(screen().locator('.files-name')).toHaveText('晋C·12345');
  await program.press('F2');
  await expect(screen().locator('.files-fields')).toBeVisible();
  const [soon, past] = [10, -1].map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10));
  const until = (paper: string) => screen().getByLabel(`${paper}有效期至`);
  // Walked by Tab, as a person does; the last field says who it was.
  const walkTo = async (label: string): Promise<void> => {
    for (let tries = 0; tries < 40; tries += 1) {
      if (
        await screen()
          .getByLabel(label)
          .evaluate((element) => element === document.activeElement)
      )
        return;
      await program.press('Tab');
    }
    throw new Error(`Tab never came to ${label}`);
  };
  await walkTo('行驶证有效期至');
  await program.write(past ?? '');
  await walkTo('道路运输证有效期至');
  await program.write('2027-13-01');
  await program.enter();
  await expect(screen().locator('.files-note')).toBeVisible();
  await shoot(program, 'files-form');
  await walkTo('道路运输证有效期至');
  await page.keyboard.press('Control+A');
  await program.write(soon ?? '');
  await expect(until('道路运输证')).toHaveValue(soon ?? '');
  await program.enter();
  await expect(screen().locator('.files-facts')).toContainText('已过期');
  await expect(screen().locator('.files-facts')).toContainText('快到期');

  await program.press('F4');
  await shoot(program, 'files-bar');
  await program.press('1');
  await program.enter();
  await expect(screen().locator('.files-head')).toContainText('改装，与行驶证不符');
  await shoot(program, 'files-vehicle');
  await program.press('Escape');
  await program.press('Escape');
  await expect(rows()).toHaveCount(2);
  await expect(rows().filter({ hasText: '停止装货' })).toHaveCount(1);
  await shoot(program, 'files-vehicles');
});

test('typed axles wait for the manager, who looks at the picture and puts his name to them', async () => {
  const { program } = here;
  const head = screen().locator('.files-head');
  const facts = screen().locator('.files-facts');
  const panel = screen().locator('.files-panel');
  await program.press('5');
  await expect(screen().locator('.choice[aria-checked=true]')).toHaveText('5 待确认轴数（2）');
  await expect(rows()).toHaveCount(2);
  await shoot(program, 'files-waiting');
  await program.press('Enter');
  await expect(panel.locator('img')).toHaveJSProperty('complete', true);
  expect(await panel.locator('img').evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  await expect(panel).toContainText('轴数 6');
  await program.press('F3');
  await program.write('李经理');
  await shoot(program, 'files-vouch');
  await program.enter();
  await expect(facts).toContainText('轴数由 李经理 核对');
  await expect(panel).toHaveCount(0);

  // Other axles in the form: typed again, unless a manager's name stands there.
  await program.press('F2');
  await expect(screen().locator('.files-fields')).toBeVisible();
  const axles = screen().getByLabel('轴数', { exact: true });
  for (let tries = 0; tries < 10; tries += 1) {
    if (await axles.evaluate((element) => element === document.activeElement)) break;
    await program.press('Tab');
  }
  await program.page.keyboard.press('Control+A');
  await program.write('5');
  await expect(screen()).toContainText('没有经理核对，按手填算');
  await shoot(program, 'files-other-axles');
  await program.enter();
  await expect(facts).toContainText('轴数是手填的，未核对');
  await expect(head).toContainText('核对轴数');
  await program.press('Escape');
  await expect(screen().locator('.choice[aria-checked=true]')).toHaveText('5 待确认轴数（2）');
});

test('all of a kind are taken away as a table, and it is said where', async () => {
  const { program } = here;
  await program.press('1');
  await expect(rows()).toHaveCount(2);
  await program.press('F6');
  await expect(screen().locator('.export-panel')).toBeVisible();
  await program.press('ArrowRight');
  await program.enter();
  const said = screen().locator('.export-said');
  await expect(said).toContainText('2 条已写到');
  await shoot(program, 'files-export');
  const file = /写到 (.*\.csv)/.exec(await said.innerText())?.[1] ?? '';
  const text = await readFile(file, 'utf8');
  expect(text).toContain('车牌号,挂车车牌,轴数');
  expect(text).toContain('晋C12345,晋C1234挂');
  await program.press('Escape');
});

test('two ways to write one receiver become one, found under both', async () => {
  const { program } = here;
  await program.press('4');
  await expect(rows()).toHaveCount(1);
  await program.press('F2');
  await expect(screen().locator('.files-fields')).toBeVisible();
  await program.write('阳泉二电');
  await program.enter();
  await expect(screen().locator('.files-name')).toHaveText('阳泉二电');
  await program.press('Escape');
  await program.press('/');
  await program.write('第二');
  await expect(rows()).toHaveCount(1);
  await program.press('Enter');
  await expect(screen().locator('.files-name')).toHaveText('阳泉第二电厂');
  await program.press('F3');
  await program.press('y', 'q', 'e');
  await expect(screen().locator('.files-others li')).toHaveCount(1);
  await shoot(program, 'files-merge');
  await program.enter();
  await program.enter();
  await expect(screen().locator('.files-facts')).toContainText('阳泉二电');
  await program.press('Escape');
  await program.press('Escape');
  await expect(rows()).toHaveCount(1);
  await program.press('/');
  await program.press('y', 'q', 'e');
  await expect(rows()).toContainText(['阳泉第二电厂（即 阳泉二电）']);
  await program.press('Escape');
});

test('a table is read, shown with its faults, and only then written', async () => {
  const { program } = here;
  await program.press('F3');
  await shoot(program, 'files-import');
  const text = ['名称,地址,电话', '太原第一热电厂,太原市晋源区,', ',没有名称,', '大同二电厂,大同市平城区,'].join('\n');
  await screen()
    .locator('input[type=file]')
    .setInputFiles({ name: '收货单位.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await expect(screen().locator('.files-counts')).toContainText('新增 2');
  await expect(screen().locator('.files-faults')).toContainText('必须填');
  await shoot(program, 'files-preview');
  await program.enter();
  await expect(screen().locator('.files-said')).toContainText('新增 2');
  await expect(rows()).toHaveCount(3);
  await program.press('/');
  await program.press('d', 't', 'e');
  await expect(rows()).toHaveCount(1);
  await program.press('Escape', 'Escape');
  await expect(screen()).toHaveCount(0);
  expect(program.complaints).toEqual([]);
});
