/** Two scales on one screen: what the other one waits for is seen, F11 goes there, and nothing typed goes astray. */
import { expect, test } from '@playwright/test';
import { SecondScale } from '../sim/second-scale.ts';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK } from './support/clerk.ts';
import { FULL_HD, SMALL } from './support/program.ts';

const beside = new SecondScale();
const here = atSite({}, (site) => beside.joinTo(site));
test.afterAll(() => beside.stop());

test('a truck on each: plates and weights stay apart, F11 shows the other scale', async () => {
  const { program, site } = here;
  const { page } = program;
  const tab = (name: string) => page.locator('.weigh:visible .scale-tab', { hasText: name });
  const weight = page.locator('.weight-number:visible');
  await expect(tab('东磅')).toHaveAttribute('aria-selected', 'true');
  await expect(tab('西磅')).toHaveAttribute('aria-selected', 'false');
  await expect(weight).toHaveAttribute('data-weight', '0');

  // The truck comes on the scale that is not shown: it is seen, and keys go to the one that is.
  beside.indicator.setWeight(41_040);
  await expect(tab('西磅')).toHaveAttribute('data-phase', 'steady');
  await expect(weight).toHaveAttribute('data-weight', '0');
  await program.press('B', '7', '7');
  await program.press('F11');
  await expect(tab('西磅')).toHaveAttribute('aria-selected', 'true');
  await expect(weight).toHaveAttribute('data-weight', '41040');
  await expect(page.locator('.plate-editor:visible')).toBeVisible();
  await expect(page.locator('.plate-editor:visible .plate-field').first()).not.toContainText('77');
  for (const size of [FULL_HD, SMALL]) {
    await program.resize(size);
    await page.screenshot({ path: `test-results/looks/two-scales-${size.width}.png` });
  }

  await program.press('F11');
  site.driveOn(COAL_TRUCK, COAL_TRUCK.tareKg, 500);
  await expect(tab('东磅')).toHaveAttribute('data-phase', 'steady');
  await program.press('0');
  await expect(page.locator('.plate-editor:visible')).toHaveCount(0);
  await expect(page.locator('[data-action]:visible')).toHaveAttribute('data-action', 'record');
  await program.enter();
  await expect(tab('东磅')).toHaveAttribute('data-phase', 'released');
  await expect.poll(() => site.platform.documents().map(({ document }) => document['scaleId'])).toEqual(['scale-1']);
  expect(site.platform.documents()[0]?.document).toMatchObject({
    kind: 'tare',
    weightKg: COAL_TRUCK.tareKg,
    plateFront: { text: null, source: 'manual' },
  });
  site.driveOff(300);
  await expect(weight).toHaveAttribute('data-weight', '0');
  await program.press('F11');
  await expect(weight).toHaveAttribute('data-weight', '41040');
  beside.indicator.setWeight(0);
  await expect(weight).toHaveAttribute('data-weight', '0');
  expect(program.complaints).toEqual([]);
});

test('Enter right after F11 is deaf: it was meant for the other scale', async () => {
  const { program, site } = here;
  const { page } = program;
  const tab = (name: string) => page.locator('.weigh:visible .scale-tab', { hasText: name });
  const action = page.locator('[data-action]:visible');
  const before = site.platform.documents().length;
  await expect(tab('西磅')).toHaveAttribute('aria-selected', 'true');
  beside.indicator.setWeight(21_000);
  await expect(tab('西磅')).toHaveAttribute('data-phase', 'steady');
  await program.press('0');
  await expect(action).toHaveAttribute('data-action', 'record');
  await program.press('F11', 'F11', 'Enter');
  // Deaf at first, and heard once what it means has been readable.
  await program.press('F11');
  await expect(tab('东磅')).toHaveAttribute('aria-selected', 'true');
  expect(await page.evaluate(() => document.querySelectorAll('.weigh').length)).toBe(2);
  expect(site.platform.documents()).toHaveLength(before);
  await expect(tab('西磅')).toHaveAttribute('data-phase', 'steady');
  beside.indicator.setWeight(0);
  await expect(tab('西磅')).toHaveAttribute('data-phase', 'idle');

  // F11 is the next scale's: with shift it leads to the gates.
  await program.press('Shift+F11');
  await expect(page.locator('.gate')).toBeVisible();
  await program.press('Escape');
  await expect(tab('东磅')).toHaveAttribute('aria-selected', 'true');
});
