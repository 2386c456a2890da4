/** More axles than the vehicle's file says: the reason, then the manager; why a limit is what it is, at the desk and in the record. */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, driveOff } from './support/clerk.ts';
import { pastRecords } from './support/past-records.ts';
import { shoot } from './support/views.ts';

/** Its file says four axles: 31 t. */
const FILED = {
  ...COAL_TRUCK,
  plateFront: '晋C44444',
  plateRear: null,
  axleCount: 4,
  vehicleType: 1,
  upTo: 'known',
} as const;
const here = atSite({ configuration: { rules: { askOtherAxles: true } } }, (site) => pastRecords(site, [FILED]));

/** Six axles are typed for a truck whose file says four; its drive axles nobody says. */
async function comesWithSix(weightKg: number): Promise<void> {
  const { program, site } = here;
  const { page } = program;
  site.driveOn(FILED, weightKg, 500);
  await expect(page.locator('.plate-editor')).toBeVisible();
  for (const character of FILED.plateFront.slice(1)) await page.keyboard.press(character);
  const axles = page.locator('.plate-editor .editor-rows [role=radio][aria-checked=true]').first();
  await expect(axles).toHaveText('4');
  await program.press('Tab', 'Tab', '6');
  await expect(axles).toHaveText('6');
  await program.enter();
  await expect(page.locator('.plate-editor')).toHaveCount(0);
}
const recorded = (): (readonly unknown[])[] =>
  here.site.platform.documents().map(({ document }) => [document['axleCount'], document['otherAxles']]);

test('the manager does not agree: recorded as the file says, and nothing waits', async () => {
  const { program, site } = here;
  const { page } = program;
  await program.untilReady();
  await comesWithSix(FILED.tareKg);
  await expect(page.locator('.truck')).toContainText('驱动轴数未知，按 46 吨');
  await shoot(program, 'limit-why');
  await program.act('record');
  await expect(page.locator('.reasons')).toContainText('轴数多于档案');
  await program.answer('1');
  await program.act('answer-doubt');
  await expect(page.locator('.reasons')).toContainText('治超专责人同意吗');
  await program.untilAction('none');
  await shoot(program, 'axles-manager');
  // The indicator is silent for a moment: the question stands where it stood.
  site.indicator.silence();
  await program.untilPhase('no-signal');
  site.indicator.speak();
  await program.untilPhase('steady');
  await expect(page.locator('.reasons')).toContainText('治超专责人同意吗');
  await program.answer('1');
  await program.act('answer-doubt');
  await program.untilPhase('released');
  await expect.poll(recorded).toContainEqual([4, { fileAxleCount: 4, reason: '换了挂车', saidAxleCount: 6 }]);
  await expect(page.locator('.truck')).toContainText('4 轴');
  await driveOff(program, site);
});

test('he agrees, and his name is typed: as said, and the record bears it', async () => {
  const { program, site } = here;
  const { page } = program;
  await comesWithSix(FILED.tareKg + 20);
  await program.act('record');
  await program.answer('1');
  await program.act('answer-doubt');
  await expect(page.locator('.reasons')).toContainText('治超专责人同意吗');
  await program.answer('2');
  await expect(page.locator('.reason-typed')).toContainText('治超专责人姓名');
  await program.write('王五');
  await shoot(program, 'axles-manager-name');
  await program.enter();
  await program.act('answer-doubt');
  await program.untilPhase('released');
  await expect.poll(recorded).toContainEqual([6, { fileAxleCount: 4, reason: '换了挂车', managerId: '王五' }]);
  await driveOff(program, site);
});

test('the record says why its limit is what it is; its axles are corrected above the file only with his name', async () => {
  const { program, site } = here;
  const { page } = program;
  await program.press('F8');
  await expect(page.locator('[role=row][aria-selected]')).toHaveCount(2);
  await program.press('Enter');
  const facts = page.locator('.record-facts');
  await expect(facts).toContainText('驱动轴数未知，按 46 吨');
  await expect(facts).toContainText('第62号令第三条');
  await expect(facts).toContainText('司磅时输入');
  await shoot(program, 'limit-record');
  await program.press('Escape', 'ArrowDown', 'Enter');
  await expect(facts).toContainText('31 000');
  await program.press('F2');
  await expect(page.locator('.correct-value')).toBeFocused();
  await program.press('Shift+Tab', 'ArrowRight', 'ArrowRight', 'Tab');
  await expect(page.locator('.correct-value')).toHaveValue('4');
  await program.press('Control+a');
  await program.write('5');
  await program.press('Tab', 'ArrowDown', 'Enter');
  await expect(page.locator('.record-message')).toContainText('E244');
  await shoot(program, 'axles-correct');
  await program.press('Tab');
  await program.write('王五');
  await program.press('Enter');
  await expect(page.locator('.record-message')).toContainText('已更正');
  await expect(facts).toContainText('43 000');
  await expect(facts).toContainText('称重时限重31 000');
  await shoot(program, 'limit-corrected');
  const corrections = () => site.platform.documents().filter(({ document }) => document['correction'] !== undefined);
  await expect.poll(() => corrections().map(({ document }) => document['managerId'])).toEqual(['王五']);
  // Another plate, too, has what its own file says, and no more without him.
  await program.press('F2');
  await expect(page.locator('.correct-value')).toBeFocused();
  await program.press('Shift+Tab', 'ArrowRight', 'Tab');
  await program.write('晋C4444挂');
  await program.press('Tab', 'ArrowDown', 'Enter');
  await expect(page.locator('.record-message')).toContainText('E244');
  await program.press('Tab');
  await program.write('王五');
  await shoot(program, 'plate-correct-manager');
  await program.press('Enter');
  await expect(page.locator('.record-message')).toContainText('已更正');
  await expect.poll(() => corrections().map(({ document }) => document['managerId'])).toEqual(['王五', '王五']);
  await program.press('Escape', 'Escape');
});

test('it is a matter: what was said, what the file says, and that nobody agreed', async () => {
  const { program } = here;
  const { page } = program;
  await program.press('F9');
  const cursor = page.locator('.grid-inbox .grid-cursor');
  await expect(page.getByRole('grid')).toBeFocused();
  // The grid has the focus before its rows have come: those of both trucks are waited for, and no new ones come after them.
  const matters = page.locator('.grid-inbox .grid-body .grid-row');
  await expect(matters.filter({ hasText: '轴数与档案不同' })).toHaveCount(2);
  const rows = await matters.count();
  const kept = page.locator('.doubt', { hasText: '没有治超专责人同意' });
  for (let at = 0; at < rows; at += 1) {
    if ((await cursor.innerText()).includes('轴数与档案不同')) {
      await program.enter();
      await expect(page.locator('.doubt')).toBeVisible();
      if ((await kept.count()) > 0) break;
      await expect(page.locator('.pass-facts')).toContainText('王五');
      await program.press('Escape');
      await expect(page.getByRole('grid')).toBeFocused();
    }
    await program.press('ArrowDown');
    await expect(cursor).toHaveId(`record-${at + 1}`);
  }
  await expect(kept).toContainText('档案为 4 轴，司磅时说是 6 轴');
  await expect(page.locator('.doubt-side img').first()).toBeVisible();
  await shoot(program, 'axles-kept');
  await program.press('Escape', 'F8');
  expect(await program.mouseEvents()).toBe(0);
  expect(program.complaints).toEqual([]);
});
