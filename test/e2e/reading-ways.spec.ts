/** Plates that are read where a person is asked blind, and where nobody attends. */
import { expect, test } from '@playwright/test';
import { atSite } from './support/at-site.ts';
import { COAL_TRUCK, driveOff, typeTruck } from './support/clerk.ts';

/** As in reading.spec.ts: both readers are sure of it. */
const TRUCK = { ...COAL_TRUCK, plateFront: '晋K36358', plateRear: '晋K8888挂' };

test.describe('of every truck the plate is asked blind', () => {
  const here = atSite({
    reads: true,
    captureWhenSteady: true,
    configuration: { recognition: { plates: true, displays: true, blindShare: 1 } },
  });

  test('asked as if nothing had been read; once it is said, what was read stands beside it', async () => {
    const { program, site } = here;
    const { page } = program;
    await program.untilReady();
    site.driveOn(TRUCK, 16_200, 500);
    await program.untilPhase('confirm');
    await expect(page.locator('.plate-editor')).toBeVisible();
    // The displays are no secret: they are read, and with them all of the pictures.
    await expect(page.locator('.comparison')).toContainText('屏 16 200');
    await expect(page.locator('.plate-editor .read-plate, .open-choice-read')).toHaveCount(0);
    await program.press('Escape');
    await program.untilAction('enter-plate');
    await expect(page.locator('.truck .read-plate')).toHaveCount(0);
    await expect(page.locator('.truck-no-plate')).toHaveText('待输入');
    await program.enter();
    await typeTruck(program, TRUCK);
    await expect(page.locator('.truck .read-plate').first()).toContainText(/识别 \d+ %/);
    await program.act('record');
    await program.untilPhase('released');
    await expect
      .poll(() => site.platform.documents()[0]?.document)
      .toMatchObject({ plateFront: { text: '晋K36358', source: 'recognised', recognisedText: '晋K36358' } });
    await driveOff(program, site);
    expect(program.complaints).toEqual([]);
  });
});

test.describe('nobody attends', () => {
  const here = atSite({ reads: true, mode: 'unattended' });

  test('nothing is asked and no editor opens: also where a display shows another number', async () => {
    const { program, site } = here;
    const { page } = program;
    await program.untilReady();
    // Whatever is asked, and however shortly.
    await page.evaluate(() => {
      const seen = globalThis as { asked?: string[] };
      seen.asked = [];
      new MutationObserver(() => {
        for (const one of ['.plate-editor', '.reasons', '.proposed-rear'])
          if (document.querySelector(one) !== null) seen.asked?.push(one);
        const action = document.querySelector('[data-action]')?.getAttribute('data-action') ?? '';
        if (action !== 'none') seen.asked?.push(action);
      }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-action'] });
    });
    site.displayShows = '16580';
    site.driveOn(TRUCK, 16_200, 500);
    await expect.poll(() => site.platform.documents().length).toBe(1);
    await driveOff(program, site);
    expect(await page.evaluate(() => (globalThis as { asked?: string[] }).asked)).toEqual([]);
    expect(site.platform.documents()[0]?.document).toMatchObject({
      evidence: { state: 'incomplete', reason: 'unattended' },
    });
    expect(program.complaints).toEqual([]);
  });
});
