/** What the clerk says belongs to one truck, and counts when it was said: never to the next one, never while it is typed. */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, driveOff, typeTruck } from './support/clerk.ts';

const here = atSite({ captureWhenSteady: true });
const weighings = () =>
  here.site.platform
    .documents()
    .map(({ document }) => document)
    .filter(({ weightKg }) => weightKg !== undefined);

test('another truck comes while the signal is lost: the words for the first one stay with it', async () => {
  const { program, site } = here;
  await program.untilReady();
  site.driveOn(COAL_TRUCK, 16_200, 300);
  await typeTruck(program, COAL_TRUCK);
  await program.untilPhase('confirm');
  site.indicator.silence();
  await program.untilPhase('no-signal');
  // The wire is given up: from now on nobody sees the deck.
  await expect(program.page.locator('.weigh .strip-item.stop', { hasText: '仪表' })).toBeVisible();
  site.driveOn({ plateFront: '晋K67890', plateRear: null }, 21_000, 0);
  site.indicator.speak();
  await expect(program.page.locator('.weight-number')).toHaveAttribute('data-weight', '21000');
  await expect.poll(() => weighings()).toHaveLength(1);
  // The second truck is asked for its plate anew.
  await program.untilPhase('confirm');
  await expect(program.page.locator('.plate-editor')).toBeVisible();
  await driveOff(program, site);
  await expect.poll(() => weighings()).toHaveLength(2);
  expect(weighings()).toMatchObject([
    { weightKg: 16_200, plateFront: { text: COAL_TRUCK.plateFront, source: 'manual' } },
    { weightKg: 21_000, plateFront: { text: null, source: 'none' }, operatorId: 'nobody' },
  ]);
});

test('the picture is taken while the clerk types: what is typed stays', async () => {
  const { program, site } = here;
  const field = program.page.locator('.plate-field').first();
  site.driveOn(COAL_TRUCK, 16_200, 1500);
  await expect(program.page.locator('.plate-editor')).toBeVisible();
  await program.press('C', '1', '2', '3');
  await program.untilPhase('confirm');
  await program.press('4', '5');
  await expect(field).toContainText(/晋\s*C\s*1\s*2\s*3\s*4\s*5/);
  await program.press('Escape');
  await driveOff(program, site);
  await expect.poll(() => weighings()).toHaveLength(3);
});

test('a plate that was typed and never taken over is not said', async () => {
  const { program, site } = here;
  site.driveOn(COAL_TRUCK, 17_000, 300);
  await expect(program.page.locator('.plate-editor')).toBeVisible();
  await program.untilPhase('confirm');
  await program.press('C', '9', '9', '9', '9', '9');
  for (let typed = 0; typed < 6; typed += 1) await program.press('Backspace');
  await program.press('Escape');
  await expect(program.page.locator('.truck-plate')).not.toContainText('99999');
  await driveOff(program, site);
  await expect.poll(() => weighings()).toHaveLength(4);
  for (const left of weighings().slice(2))
    expect(left).toMatchObject({ plateFront: { text: null, source: 'none' }, operatorId: 'nobody' });
});
