/** F6 in the sheet's fields: the paper of a truck that is not recorded yet follows its weight, and it has no record to be held against. */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, comeBackLoaded, tareIn } from './support/clerk.ts';
import { shoot } from './support/views.ts';

const here = atSite();
const LESS_KG = 47_100;
const draft = () => here.program.page.locator('.sheet-draft');
/** The signs of the draft as somebody reads them, without spaces. */
const shown = async (): Promise<string> =>
  (await draft().locator('.paper text').allTextContents()).join('').replace(/\s/g, '');

test('a loader takes some off meanwhile: the draft shows what stands there now, and has nothing to be compared with', async () => {
  const { program, site } = here;
  await program.untilReady();
  await tareIn(program, site, COAL_TRUCK);
  await comeBackLoaded(program, site, COAL_TRUCK);
  await program.untilPhase('steady');
  await program.act('enter-sheet');
  await program.press('F6');
  await program.write(COAL_TRUCK.goods);
  await program.press('Tab');
  await program.write(COAL_TRUCK.receiver);
  await expect.poll(shown).toContain('毛重48620kg');
  expect(await shown()).toContain('净重32420kg');
  await expect(draft()).toContainText('还没有称重记录');
  await expect(draft().locator('li')).toHaveCount(0);
  await shoot(program, 'sheet-draft-unrecorded');

  site.driveOn(COAL_TRUCK, LESS_KG, 4000);
  // No weight while it moves: none that was is shown for it.
  await program.untilPhase('arriving');
  await expect(draft().locator('.paper')).toHaveCount(0);
  await program.untilPhase('steady');
  await expect.poll(shown).toContain('毛重47100kg');
  expect(await shown()).toContain('净重30900kg');
  expect(await shown()).not.toContain('48620');
});
