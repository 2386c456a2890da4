/** One plate on two vehicles: asked about at the desk, answered by a digit, and compared by who answers for the site; how it looks. */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, comeBackLoaded, driveOff, fillSheet, tareIn } from './support/clerk.ts';
import { shoot } from './support/views.ts';

const here = atSite({ configuration: { rules: { minTripMinutes: 60 } } });

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
  await expect(page.locator('.plate-editor')).toBeVisible();
  for (const character of COAL_TRUCK.plateFront.slice(1)) await page.keyboard.press(character);
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

test('it is a matter: both weighings beside one another, and one word on it', async () => {
  const { program } = here;
  const { page } = program;
  await program.press('F9');
  const row = page.locator('.grid-passes .grid-row', { hasText: '往返过快' });
  await expect(row).toHaveCount(1);
  await row.click();
  await program.enter();
  await expect(page.locator('.doubt')).toContainText('开单出场后很快又来过磅');
  await expect(page.locator('.doubt-side img')).toHaveCount(4);
  await shoot(program, 'plate-doubt');
  await program.press('1');
  await program.enter();
  await expect(page.locator('.record-message')).toContainText('看过照片，是同一辆车');
  await program.press('Escape', 'F8');
  expect(program.complaints).toEqual([]);
});
