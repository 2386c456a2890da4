/** One plate on two vehicles: asked about at the desk, answered by a digit, and compared by who answers for the site; how it looks. */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, comeBackLoaded, driveOff, fillSheet, tareIn } from './support/clerk.ts';
import { pastRecords } from './support/past-records.ts';
import { shoot } from './support/views.ts';

/** Its file says six axles. */
const FILED = { ...COAL_TRUCK, plateFront: '晋C55555', plateRear: null, upTo: 'known' } as const;
const here = atSite({ configuration: { rules: { minTripMinutes: 60, askOtherAxles: true } } }, (site) =>
  pastRecords(site, [FILED]),
);

async function typeKnown(plate: string): Promise<void> {
  const { page } = here.program;
  await expect(page.locator('.plate-editor')).toBeVisible();
  for (const character of plate.slice(1)) await page.keyboard.press(character);
}

test('it left with its sheet and is back too soon: a reason leads on', async () => {
  const { program, site } = here;
  const { page } = program;
  await program.untilReady();
  await tareIn(program, site, COAL_TRUCK);
  await comeBackLoaded(program, site, COAL_TRUCK);
  await fillSheet(program, COAL_TRUCK);
  await program.act('record-and-print');
  await program.untilPhase('released');
  await driveOff(program, site);

  site.driveOn(COAL_TRUCK, COAL_TRUCK.tareKg + 20, 500);
  await typeKnown(COAL_TRUCK.plateFront);
  await program.enter();
  await program.untilAction('record');
  await program.act('record');
  await expect(page.locator('.message')).toContainText('号单出场');
  await program.untilAction('none');
  await shoot(program, 'plate-doubt-trip');
  await program.answer('3');
  await program.act('answer-doubt');
  await program.untilPhase('released');
  await expect
    .poll(() => site.platform.documents().map(({ document }) => document['repeats']))
    .toContainEqual(expect.objectContaining({ reason: '收货点很近' }));
  await driveOff(program, site);
});

test('other axles than its file says: suspected, it is recorded so, and the file stays as it was', async () => {
  const { program, site } = here;
  const { page } = program;
  const axles = page.locator('.plate-editor .editor-rows [role=radio][aria-checked=true]').first();
  site.driveOn(FILED, FILED.tareKg, 500);
  await typeKnown(FILED.plateFront);
  await expect(axles).toHaveText('6');
  await program.enter();
  await program.untilAction('record');
  await program.press('F2', 'Tab', 'Tab', '4');
  await expect(axles).toHaveText('4');
  await program.enter();
  await program.act('record');
  await expect(page.locator('.message')).toContainText('轴');
  await program.untilAction('none');
  await shoot(program, 'plate-doubt-axles');
  // In the editor the digits are its own.
  await program.press('F2');
  await expect(page.locator('.plate-editor')).toBeVisible();
  await expect(page.locator('.reasons')).toHaveCount(0);
  await expect(page.locator('.message .error-text')).toBeVisible();
  await program.press('Escape');
  await program.answer('3');
  await expect(page.locator('.reason[aria-checked=true]')).toContainText('疑似套牌');
  await program.act('answer-doubt');
  await program.untilPhase('released');
  await expect
    .poll(() => site.platform.documents().map(({ document }) => [document['axleCount'], document['otherAxles']]))
    .toContainEqual([4, { fileAxleCount: 6, reason: '疑似套牌' }]);
  await driveOff(program, site);

  site.driveOn(FILED, FILED.tareKg, 500);
  await typeKnown(FILED.plateFront);
  await expect(axles).toHaveText('6');
  await program.press('Escape');
  await driveOff(program, site);
});

test('the file is wrong: it says from now on what was said', async () => {
  const { program, site } = here;
  const { page } = program;
  const axles = page.locator('.plate-editor .editor-rows [role=radio][aria-checked=true]').first();
  site.driveOn(FILED, FILED.tareKg, 500);
  await typeKnown(FILED.plateFront);
  await expect(axles).toHaveText('6');
  await program.press('Tab', 'Tab', '4');
  await program.enter();
  await program.act('record');
  await expect(page.locator('.fact-note')).toHaveText('仅本次，不改车辆档案');
  await program.answer('2');
  await expect(page.locator('.fact-note')).toHaveCount(0);
  await program.act('answer-doubt');
  await program.untilPhase('released');
  await driveOff(program, site);
  site.driveOn(FILED, FILED.tareKg, 500);
  await typeKnown(FILED.plateFront);
  await expect(axles).toHaveText('4');
  await program.press('Escape');
  await driveOff(program, site);
});

test('it is a matter: both weighings beside one another, and one word on it', async () => {
  const { program } = here;
  const { page } = program;
  await program.press('F9');
  const row = page.locator('.grid-inbox .grid-row', { hasText: '往返过快' });
  await expect(row).toHaveCount(1);
  await expect(page.getByRole('grid')).toBeFocused();
  const cursor = page.locator('.grid-inbox .grid-cursor');
  const rows = await page.locator('.grid-inbox .grid-body .grid-row').count();
  for (let at = 0; at < rows && !(await cursor.innerText()).includes('往返过快'); at += 1) {
    await program.press('ArrowDown');
    await expect(cursor).toHaveId(`record-${at + 1}`);
  }
  await program.enter();
  await expect(page.locator('.doubt')).toContainText('开单出场后很快又来过磅');
  await expect(page.locator('.doubt-side img')).toHaveCount(4);
  await shoot(program, 'plate-doubt');
  await program.press('1');
  await program.enter();
  await expect(page.locator('.record-message')).toContainText('看过照片，是同一辆车');
  await program.press('Escape', 'F8');
  expect(await program.mouseEvents()).toBe(0);
  expect(program.complaints).toEqual([]);
});
