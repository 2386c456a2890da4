/** F12 F6 and the record's F6: which printer, what its paper looks like before it comes out, a test page, the exit slip. */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, comeBackLoaded, driveOff, record, tareIn } from './support/clerk.ts';
import { shoot } from './support/views.ts';

const here = atSite({ captureWhenSteady: true });
const screen = () => here.program.page.locator('.printing');
const paper = () => here.program.page.locator('.paper:visible');
/** The signs of the preview as somebody reads them, without spaces. */
const shown = async (): Promise<string> =>
  (await paper().locator('text').allTextContents()).join('').replace(/\s/g, '');

test('before the first sheet: the printer, and what will stand here', async () => {
  const { program } = here;
  await program.untilReady();
  await program.press('F12', 'F6');
  await expect(screen()).toContainText('小票打印机');
  await expect(screen()).toContainText('可以打印');
  await expect(screen()).toContainText('还没有装载单');
  await shoot(program, 'printing-none');
});

test('F5: the test page comes out, ruler and all', async () => {
  const { program, site } = here;
  await program.press('F5');
  await expect(screen()).toContainText('测试页已打印');
  await expect.poll(() => site.printer.tickets.length).toBe(1);
  expect(site.printer.tickets[0]?.lines[0]).toBe('....5...10...15...20...25...30...35...40...45...');
  expect(site.printer.tickets[0]?.text).toContain('京津冀晋蒙辽');
  expect(site.printer.wrapped).toBe(0);
});

test('out of paper, F5 says so in words; with paper again it prints', async () => {
  const { program, site } = here;
  site.printer.faults.paperOut = true;
  await program.press('F5');
  await expect(screen().locator('.printing-side')).toContainText('打印机没纸了');
  await expect(screen()).toContainText('不能打印');
  await shoot(program, 'printing-paper-out');
  site.printer.faults.paperOut = false;
  await expect(screen()).toContainText('可以打印');
  await program.press('Escape');
  await expect(screen()).toHaveCount(0);
});

test('after a sheet: the preview says what the paper said, on every paper', async () => {
  const { program, site } = here;
  await tareIn(program, site, COAL_TRUCK);
  await comeBackLoaded(program, site, COAL_TRUCK);
  // F6 in the sheet's fields: the paper before there is a sheet, with what stands in them.
  await program.act('enter-sheet');
  await program.press('F6');
  const draft = program.page.locator('.sheet-draft');
  await expect(draft).toContainText('填好货物和收货单位后');
  await program.write(COAL_TRUCK.goods);
  await program.press('Tab');
  await program.write(COAL_TRUCK.receiver);
  await expect(paper()).toHaveAttribute('data-paper', 'roll-80');
  await expect.poll(shown).toContain(COAL_TRUCK.receiver);
  const drafted = await shown();
  for (const said of ['草稿不作凭证', '尚未编号', '48620kg', '单位盖章', COAL_TRUCK.goods])
    expect(drafted).toContain(said);
  // Its weight is kept, and it has no record yet.
  await expect(draft).toContainText('还没有称重记录');
  await expect(draft.locator('li')).toHaveCount(0);
  await shoot(program, 'sheet-draft');
  await program.press('Escape');
  await expect(draft).toHaveCount(0);
  await expect(program.page.locator('.sheet-editor')).toBeVisible();
  await program.press('F6');
  await expect(draft).toBeVisible();
  await program.enter();
  await expect(draft).toHaveCount(0);
  expect(site.printer.tickets).toHaveLength(1);
  await record(program, 'record-and-print', 'released');
  await driveOff(program, site);
  await expect.poll(() => site.printer.tickets.length).toBe(2);
  const number = site.printer.tickets[1]?.qr[0]?.split(' ')[0] ?? '';
  await program.press('F12', 'F6');
  await expect(paper()).toHaveAttribute('data-paper', 'roll-80');
  // The copy that F10 would print now is a reprint, and looks like one.
  await expect(paper()).toHaveAttribute('data-copy', '2');
  const words = await shown();
  for (const said of [number, '第1次补打', '48620kg', '单位盖章']) expect(words).toContain(said);
  await shoot(program, 'printing-sheet');
  for (const name of ['form-22', 'form-33', 'form-66', 'a4', 'roll-58', 'roll-80-42']) {
    await program.press('ArrowRight');
    await expect(paper()).toHaveAttribute('data-paper', name);
    expect(await shown()).toContain(number);
    if (name === 'form-33' || name === 'a4') await shoot(program, `printing-${name}`);
  }
  await program.press('ArrowDown');
  await expect.poll(shown).toContain('出场小票');
  await program.press('ArrowDown');
  await expect.poll(shown).toContain('打印测试页');
  await program.press('Escape');
});

test('in the record: F6 shows the sheet, F5 there prints the exit slip', async () => {
  const { program, site } = here;
  await program.press('F8');
  await expect(program.page.locator('.grid-cursor')).toContainText('毛重');
  await program.press('Enter');
  await expect(program.page.locator('.record img').first()).toBeVisible();
  await program.press('F6');
  await expect(paper()).toHaveAttribute('data-paper', 'roll-80');
  await shoot(program, 'record-paper');
  await program.press('F5');
  await expect(program.page.locator('.record-message')).toContainText('出场小票已排队打印（第 1 份）');
  await expect.poll(() => site.printer.tickets.length).toBe(3);
  expect(site.printer.tickets[2]?.text).toContain('出场小票');
  expect(site.printer.tickets[2]?.text).not.toContain('补打');
  // It is no copy of the sheet.
  await expect(paper()).toHaveAttribute('data-copy', '2');
  await program.press('F6');
  await expect(paper()).toHaveCount(0);
});

test('voided: the preview says so at once, though it was looked at just before', async () => {
  const { program } = here;
  await program.press('F12', 'F6');
  await expect.poll(shown).toContain('第1次补打');
  expect(await shown()).not.toContain('作废');
  await program.press('Escape', 'F8');
  await expect(program.page.locator('.grid-cursor')).toContainText('毛重');
  await program.press('Enter');
  await expect(program.page.locator('.record img').first()).toBeVisible();
  await program.press('Delete');
  await program.write('误开');
  await program.enter();
  await expect(program.page.locator('.record-message')).toContainText('已作废');
  await program.press('Escape', 'F12', 'F6');
  await expect.poll(shown).toContain('作废');
  expect(program.complaints).toEqual([]);
  expect(await program.mouseEvents()).toBe(0);
});
