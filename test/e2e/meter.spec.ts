/** F12 F3: how well plates and displays are read; empty, and with a right, a wrong and a differing one; how it looks. */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, driveOff, typeTruck } from './support/clerk.ts';
import { shoot } from './support/views.ts';

/** Of both plates both readers are sure in the simulated pictures, whose typeface is not the official one. */
const TRUCK = { plateFront: '晋K36358', plateRear: '晋K8888挂' };
/** The M of that typeface looks like an N. */
const UNSURE = { ...COAL_TRUCK, plateFront: '晋M60031', plateRear: TRUCK.plateRear };
const here = atSite({ reads: true, captureWhenSteady: true });
const meter = () => here.program.page.locator('.meter');
const plates = () => meter().locator('[data-of=plates]');
const displays = () => meter().locator('[data-of=displays]');

/** Numbers of the row that bears this name: counted, right, wrong, not read. */
async function counts(panel: ReturnType<typeof plates>, name: string): Promise<string[]> {
  const row = panel.getByRole('row').filter({ has: here.program.page.getByRole('rowheader', { name, exact: true }) });
  return (await row.getByRole('cell').allInnerTexts()).slice(0, 4);
}

/** What is recorded before is counted without what was read later. */
async function bothRead(): Promise<void> {
  const truck = here.program.page.locator('.truck');
  await expect(truck.locator('.truck-plate')).toContainText(TRUCK.plateFront);
  await expect(truck).toContainText('晋K·8888挂');
}

test('before the first truck: what will stand here, and how it comes', async () => {
  const { program } = here;
  await program.untilReady();
  await program.press('F12', 'F3');
  await expect(plates()).toContainText('每辆车的车牌由人确认或改正后');
  await expect(displays()).toContainText('摄像机里标出显示屏后');
  await expect(meter().locator('table')).toHaveCount(0);
  await shoot(program, 'meter-none');
  await program.press('Escape');
  await expect(meter()).toHaveCount(0);
});

test('what was confirmed, what was corrected, and a display that showed another number', async () => {
  const { program, site } = here;
  site.driveOn(TRUCK, 16_200, 500);
  await program.untilPhase('confirm');
  await bothRead();
  await program.act('record');
  await program.untilPhase('released');
  await driveOff(program, site);

  site.driveOn(UNSURE, 16_700, 500);
  await program.untilPhase('confirm');
  await typeTruck(program, UNSURE);
  await program.act('record');
  await program.untilPhase('released');
  await driveOff(program, site);

  site.displayShows = '16580';
  site.driveOn(TRUCK, 16_500, 500);
  await program.untilPhase('incomplete');
  await bothRead();
  await program.answer('1');
  await program.act('accept-incomplete');
  await program.untilPhase('released');
  site.displayShows = null;
  await driveOff(program, site);

  await program.press('F12', 'F3');
  // Five of six plates, on three trucks of which one is wrong; 95 % of confidence proves little of so few.
  await expect(plates()).toContainText('3 辆车：对 2，错 1，没读出 0');
  await expect(plates().locator('.meter-proven')).toHaveText('13.5 %');
  await expect(plates()).toContainText('再有 470 辆车全部读对，才能证明不低于 99 %');
  expect(await counts(plates(), '全部车牌')).toEqual(['6', '5', '1', '0']);
  expect(await counts(plates(), '前 · cam-front')).toEqual(['3', '2', '1', '0']);
  expect(await counts(plates(), '后 · cam-rear')).toEqual(['3', '3', '0', '0']);
  await expect(displays()).toContainText('6 张照片：一致 4，不同 2，看不清 0');
  await shoot(program, 'meter');
});

test('the period by the arrow keys; Esc, F8 and F12 lead on', async () => {
  const { program } = here;
  const { page } = program;
  const chosen = meter().locator('.choice[aria-checked=true]');
  await expect(chosen).toHaveText('近 90 天');
  await program.press('ArrowRight');
  await expect(chosen).toHaveText('全部');
  await expect(plates()).toContainText('3 辆车');
  await program.press('F12');
  await expect(page.locator('.preferences')).not.toContainText('F3');
  await program.press('Escape', 'F8');
  await expect(page.locator('.records')).toBeVisible();
  await program.press('F8');
  await expect(page.locator('.weigh')).toBeVisible();
});

test('nobody touched a mouse', async () => {
  expect(await here.program.mouseEvents()).toBe(0);
  expect(here.program.complaints).toEqual([]);
});
