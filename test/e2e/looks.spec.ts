/**
 * How it looks, at both screen sizes, in both languages, by day and by night: every picture is kept in test-results/looks,
 * and what can be measured is: nothing scrolls, is cut off or lies over something else, axe finds nothing.
 */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, comeBackLoaded, driveOff, type OneTruck, record } from './support/clerk.ts';
import { errorsEn } from '../../renderer/i18n/errors-en.ts';
import { errorsZhCn } from '../../renderer/i18n/errors-zh-cn.ts';
import { inkMm, tooLong } from './support/looks.ts';
import { pastRecords } from './support/past-records.ts';
import { FULL_HD, SMALL } from './support/program.ts';
import { shoot, switchTo } from './support/views.ts';

/** Height of the weight's digits that is read at 3 m (product.md, "The clerk's screen"). */
const READABLE_MM = 39;
/** Height of plate and verdict, read there, too. */
const VERDICT_MM = 19;

/** As long as names get at such a site. */
const LONG: OneTruck = {
  ...COAL_TRUCK,
  plateFront: '冀AF12345',
  plateRear: '冀A20K6挂',
  goods: '洗精煤（主焦）',
  receiver: '石家庄市热力煤气总公司第二分公司',
};
/** One for each test that weighs: a truck that left, recorded or not, is inside no more. */
const inside = (plateFront: string) => ({ ...LONG, plateFront, upTo: 'inside' as const });
const TO_CONFIRM = inside('冀AF12345');
const TOO_HEAVY = inside('冀AF12346');
const HALF_SEEN = inside('冀AF12347');
const NOT_SEEN = inside('冀AF12348');
/** More than a small screen has rows for. */
const KNOWN = Array.from({ length: 8 }, (_, nth) => ({
  ...COAL_TRUCK,
  plateFront: `晋C5000${nth + 1}`,
  upTo: 'known' as const,
}));
const ERRORS = { 'zh-CN': errorsZhCn, en: errorsEn };
const here = atSite({ captureWhenSteady: true }, (site) =>
  pastRecords(site, [
    { ...COAL_TRUCK, upTo: 'gone', rolls: true },
    TO_CONFIRM,
    TOO_HEAVY,
    HALF_SEEN,
    NOT_SEEN,
    ...KNOWN,
  ]),
);

test('idle', async () => {
  await here.program.untilReady();
  expect.soft(await inkMm(here.program.page, '.weight-number', '0')).toBeGreaterThanOrEqual(READABLE_MM);
  await expect(here.program.page.locator('.open-trucks td').first()).toContainText('冀A·F1234');
  await shoot(here.program, 'idle');
});

test('confirm the gross', async () => {
  const { program, site } = here;
  await comeBackLoaded(program, site, TO_CONFIRM);
  await program.untilPhase('confirm');
  await program.untilAction('record-and-print');
  await expect.poll(() => program.page.locator('.picture-box img').count()).toBe(2);
  // Eight signs, as on an electric truck.
  expect.soft(await inkMm(program.page, '.truck-plate .plate-long .figures', '0')).toBeGreaterThanOrEqual(VERDICT_MM);
  expect.soft(await inkMm(program.page, '.weigh .band-word')).toBeGreaterThanOrEqual(VERDICT_MM);
  await expect(program.page.locator('.verdict')).toHaveText('未超限');
  expect.soft(await inkMm(program.page, '.verdict')).toBeGreaterThanOrEqual(VERDICT_MM);
  // Nothing lies over the picture: the camera writes its own time into a corner.
  await expect(program.page.locator('.picture-box').first().locator('span, time')).toHaveCount(0);
  await expect(program.page.locator('.comparison')).not.toContainText('=');
  await shoot(here.program, 'confirm');

  // Other axles than the vehicle's file says: for this weighing only, and it is said.
  await program.press('F2', 'Tab', 'Tab', '5');
  await expect(program.page.locator('.plate-editor .editor-note')).toContainText('仅本次有效');
  await program.enter();
  await expect(program.page.locator('.fact-note')).toHaveText('仅本次，不改车辆档案');
  await shoot(here.program, 'only-this-time');
  await driveOff(program, site);
});

test('over the limit', async () => {
  const { program, site } = here;
  await comeBackLoaded(program, site, TOO_HEAVY, 52_640);
  await record(program, 'record', 'over-limit');
  expect.soft(await inkMm(program.page, '.weigh .band-word')).toBeGreaterThanOrEqual(VERDICT_MM);
  expect.soft(await inkMm(program.page, '.headroom-over .figure', '0')).toBeGreaterThanOrEqual(VERDICT_MM);
  await shoot(here.program, 'over-limit');
  for (const language of ['zh-CN', 'en'] as const) {
    await switchTo(program, language, 'day');
    for (const size of [FULL_HD, SMALL]) {
      await program.resize(size);
      expect.soft(await tooLong(program.page, ERRORS[language]), `${language} ${size.width}`).toEqual([]);
    }
  }
  await program.resize(FULL_HD);
  await switchTo(program, 'zh-CN', 'day');
  await driveOff(program, site);
});

test('evidence incomplete', async () => {
  const { program, site } = here;
  await site.rear.setFault('halfJpeg');
  await comeBackLoaded(program, site, HALF_SEEN);
  await program.untilPhase('incomplete');
  await shoot(here.program, 'incomplete');
  await expect(program.page.locator('.reasons .label')).toBeVisible();
  // The longest that is said there: both pictures.
  await site.front.setFault('halfJpeg');
  await site.rear.setFault('hang');
  await driveOff(program, site);
  await comeBackLoaded(program, site, NOT_SEEN);
  await program.untilPhase('incomplete');
  await shoot(here.program, 'incomplete-both');
  await site.front.setFault(null);
  await site.rear.setFault(null);
});

test('enter a plate', async () => {
  const { program, site } = here;
  await driveOff(program, site);
  await program.press('F2');
  await expect(program.page.locator('.plate-editor')).toBeVisible();
  await shoot(here.program, 'plate');
  await program.press('Escape');
});

test('enter a plate on a small screen: a digit takes a truck that is in sight, and no other', async () => {
  const { program } = here;
  const rows = program.page.locator('.open-choices li');
  await program.press('F2');
  await expect(rows).toHaveCount(10);
  await program.resize(SMALL);
  await expect(rows.nth(9)).toBeHidden();
  const last = 9 - (await program.page.locator('.open-choices .open-unseen').count());
  expect(last).toBeGreaterThanOrEqual(3);
  // What is not marked as out of sight is whole and inside.
  const [list, row] = await Promise.all([
    program.page.locator('.open-choices ul').boundingBox(),
    rows.nth(last).boundingBox(),
  ]);
  expect((row?.y ?? 0) + (row?.height ?? 0)).toBeLessThanOrEqual((list?.y ?? 0) + (list?.height ?? 0) + 1);

  await program.press(String(last + 1));
  await expect(program.page.locator('.plate-editor .editor-note-on')).toContainText('省份后面是字母');
  // The arrows stop where the sight ends.
  for (let step = 0; step < 12; step += 1) await program.press('ArrowDown');
  await expect(rows.nth(last).locator('.open-chosen')).toBeVisible();
  await expect(program.page.locator('.open-chosen')).toHaveCount(1);

  const plate = (await rows.nth(last).locator('.open-choice-plate').textContent()) ?? '';
  await program.choose(String(last));
  await expect(program.page.locator('.plate-editor')).toHaveCount(0);
  await expect(program.page.locator('.truck-plate')).toContainText(plate.slice(-5));
  await program.resize(FULL_HD);
});

test('records: the list and one of them', async () => {
  const { program } = here;
  const { page } = program;
  await program.untilReady();
  await program.press('F8');
  await expect(page.locator('[role=row][aria-selected]')).not.toHaveCount(0);
  await shoot(here.program, 'records');
  await program.press('/');
  await page.keyboard.type('C12345');
  await expect(page.locator('.grid-cursor')).toContainText('晋C·12345');
  await program.press('Enter');
  await expect(page.locator('.record img')).toHaveCount(2);
  await expect(page.locator('.curve canvas')).toBeVisible();
  await shoot(here.program, 'record');
  await program.press('Escape', '/');
  await page.keyboard.type('F12345');
  await expect(page.locator('.grid-cursor')).toContainText('冀A·F12345');
  await program.press('Enter');
  await expect(page.locator('.findings tbody tr')).not.toHaveCount(0);
  await shoot(here.program, 'record-finding');
  await program.press('Escape', 'Escape', 'F7');
  await expect(page.locator('.films-nothing')).toContainText('没有设置录像');
  await shoot(here.program, 'films-not-recorded');
  await program.press('Escape', 'Escape');
});

test('the gates of a site that has no camera there: how to get one', async () => {
  const { program } = here;
  const { page } = program;
  await expect(page.locator('.weigh .strip-keys')).not.toContainText('F11');
  await program.press('F11');
  await expect(page.locator('.gate-none')).toContainText('F12 F2 加摄像机');
  await expect(page.locator('.grid-empty')).toContainText('还没有过车记录');
  await shoot(program, 'gate-none');
  await program.press('F11');
  await expect(page.locator('.gate')).toHaveCount(0);
  expect(program.complaints).toEqual([]);
});
