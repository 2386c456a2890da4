/** A vehicle weighed again within the site's interval: asked about in words, and answered by keyboard alone. */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, comeBackLoaded, driveOff, tareIn } from './support/clerk.ts';

const here = atSite({ configuration: { rules: { minIntervalSeconds: 3600 } } });

test('the same truck again: a reason leads on, also past a missing picture, and the record bears it', async () => {
  const { program, site } = here;
  const { page } = program;
  await program.untilReady();
  await tareIn(program, site, COAL_TRUCK);
  await comeBackLoaded(program, site, COAL_TRUCK, COAL_TRUCK.tareKg + 40);
  await program.untilPhase('steady');
  await program.act('record');
  await expect(page.locator('.message')).toContainText('秒前刚称过');
  await program.untilAction('none');
  await site.rear.setFault('halfJpeg');
  await program.answer('3');
  await program.act('answer-doubt');
  await program.untilPhase('incomplete');
  await program.untilAction('retake');
  await program.answer('1');
  await program.act('accept-incomplete');
  await program.untilPhase('released');
  await expect
    .poll(() => site.platform.documents().map(({ document }) => document['repeats']))
    .toContainEqual(expect.objectContaining({ reason: '复核重量' }));
  await site.rear.setFault(null);
  await driveOff(program, site);
});

test('the plate was a slip after all: what was answered of it goes with no other plate', async () => {
  const { program, site } = here;
  const { page } = program;
  await site.rear.setFault('halfJpeg');
  await comeBackLoaded(program, site, COAL_TRUCK, COAL_TRUCK.tareKg + 40);
  await program.act('record');
  await expect(page.locator('.message')).toContainText('秒前刚称过');
  await program.answer('3');
  await program.act('answer-doubt');
  await program.untilPhase('incomplete');
  // Until then the answer is still on its way, and no editor opens.
  await program.untilAction('retake');
  await program.press('F2', ...Array<string>(5).fill('Backspace'), '7', '7', '7', '7', '7');
  await program.enter();
  await expect(page.locator('.plate-editor .editor-note-on')).toContainText('请按轴数');
  await program.press('6');
  await program.enter();
  await program.untilAction('retake');
  await program.answer('1');
  await program.act('accept-incomplete');
  await program.untilPhase('released');
  const made = () => site.platform.documents().map(({ document }) => document);
  await expect
    .poll(made)
    .toContainEqual(expect.objectContaining({ plateFront: expect.objectContaining({ text: '晋C77777' }) }));
  const [other] = made().filter(({ plateFront }) => (plateFront as { text?: string } | undefined)?.text === '晋C77777');
  expect(other).not.toHaveProperty('repeats');
  await site.rear.setFault(null);
  await driveOff(program, site);
  expect(program.complaints).toEqual([]);
});
