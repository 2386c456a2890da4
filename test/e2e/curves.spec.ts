/** The weight curve in its record, and what it shows: noticed at the desk, found, and explained, by keyboard alone. */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, cross, driveOff, record, typeTruck } from './support/clerk.ts';
import { shoot } from './support/views.ts';

const here = atSite({ stabilityMs: 1500 });
const OTHER = { ...COAL_TRUCK, plateFront: '晋K67890', plateRear: null, axleCount: 4, vehicleType: 1 } as const;
/** One more truck without the question of drive axles. */
const { driveAxles: _, ...JUMPS } = OTHER;

async function openNewest(plate: string): Promise<void> {
  const { program } = here;
  await program.press('F8');
  await expect(program.page.locator('.grid-cursor')).toContainText(plate);
  await program.press('Enter');
}

test('an honest truck: F8, Enter, and its whole pass is drawn, with nothing to explain', async () => {
  const { program, site } = here;
  const { page } = program;
  await program.untilReady();
  await site.rollOn(COAL_TRUCK, COAL_TRUCK.tareKg);
  await typeTruck(program, COAL_TRUCK);
  await record(program, 'record', 'released');
  await site.rollOff(COAL_TRUCK.tareKg);
  await program.untilPhase('idle');
  await expect(page.locator('.weigh .strip-warnings')).toHaveCount(0);

  await openNewest('晋C·12345');
  await expect(page.locator('.curve canvas')).toBeVisible();
  const panel = page.locator('.record-curve');
  await expect(panel.getByRole('img')).toHaveAccessibleName(/重量曲线，最重 16\s\d+ kg，存盘 16\s200 kg/);
  await expect(panel).toContainText('曲线没有异样');
  await expect(panel).toContainText('下磅后零点');
  await expect(page.locator('.record-keys')).not.toContainText('F9');
  await program.press('Escape', 'Escape');
  await expect(page.locator('.weigh')).toBeVisible();
  expect(await program.mouseEvents()).toBe(0);
});

test('a truck that drives on and off and leaves no record: said at the desk, opened by F9, explained by a digit and Enter', async () => {
  const { program, site } = here;
  const { page } = program;
  const message = page.locator('.weigh .message');
  const strip = page.locator('.weigh .strip-warnings');
  await cross(program, site, COAL_TRUCK);
  await expect(message).toContainText('下磅后没有称重记录');
  await expect(message).toContainText('称重照常');
  await expect(strip).toHaveText(/待查 1/);
  // Enter means nothing here, and nothing waits.
  await program.untilAction('none');
  await shoot(program, 'to-check');

  await program.press('F9');
  const row = page.locator('[role=row][aria-selected=true]');
  await expect(row).toContainText('过磅无记录');
  await expect(page.getByRole('grid')).toBeFocused();
  await shoot(program, 'passes');
  await page.getByRole('grid').focus();
  await program.press('Enter');
  await expect(page.locator('.curve canvas')).toBeVisible();
  await expect(page.locator('.record-curve').getByRole('img')).toHaveAccessibleName(/没有存盘/);
  await expect(page.locator('.findings')).toContainText('没有称重记录');
  // Without a reason nothing happens.
  await program.press('Enter');
  await expect(page.locator('.explain-do')).toBeDisabled();
  await program.press('1');
  await expect(page.getByRole('radio', { checked: true })).toContainText('没有称重');
  await shoot(program, 'pass');
  await program.press('1');
  await program.press('Enter');
  await expect(page.locator('.record-message')).toContainText('测试员');
  await expect(page.locator('.record-message')).toContainText('永久保留');
  await shoot(program, 'pass-explained');
  await program.press('Escape');
  await expect(page.locator('.grid-empty')).toContainText('没有待办的预警和待查事项');

  // Explained, it is still found.
  await program.press('F8');
  // The list takes the focus when it becomes another one.
  for (const shown of ['待查', '未记录']) {
    await page.locator('.records-tools .choices').focus();
    await program.press('ArrowLeft');
    await expect(page.getByRole('radio', { checked: true })).toContainText(shown);
  }
  await expect(row).toContainText('只是路过');
  await program.press('Escape');
  await expect(page.locator('.weigh')).toBeVisible();
  await expect(strip).toHaveCount(0);
  await expect(message).toContainText('可以先按 F2');
});

test('a jump in a record: marked and said beside its curve, and explained in words of one’s own', async () => {
  const { program, site } = here;
  const { page } = program;
  // Resizing the window for pictures moves the pointer in it.
  const moved = await program.mouseEvents();
  site.driveOn(JUMPS, JUMPS.tareKg, 0);
  await typeTruck(program, JUMPS);
  await record(program, 'record', 'released');
  await driveOff(program, site);
  await expect(page.locator('.weigh .message')).toContainText('没有车轴驶上或驶下的过程');
  await openNewest('晋K·67890');
  await expect(page.locator('.curve canvas')).toBeVisible();
  await expect(page.locator('.findings tbody tr').first()).toContainText('重量突变');
  await program.press('F9');
  await expect(page.locator('.pass .findings')).toContainText('重量突变');
  await program.press('5');
  await program.write('司机试仪表');
  await program.enter();
  await expect(page.locator('.record-message')).toContainText('司机试仪表');
  await program.press('Escape');
  await expect(page.locator('.record-facts')).toBeVisible();
  await program.press('Escape', 'Escape');
  await expect(page.locator('.weigh')).toBeVisible();
  const documents = site.platform.documents().filter(({ path }) => path === 'weighings');
  await expect
    .poll(() => documents.map(({ document }) => JSON.stringify(document['checks'])).at(-1))
    .toContain('"detail":"jump-without-ramp"');
  expect(program.complaints).toEqual([]);
  expect(await program.mouseEvents()).toBe(moved);
});
