/** F12, F9: a diagnostic bundle by keyboard, and where it lies; how the settings look with it. */
import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { unzipped } from '../support/unzipped.ts';
import { atSite } from './support/at-site.ts';
import { shoot } from './support/views.ts';

const here = atSite({ wire: 'serial' });

test('a diagnostic bundle: made by one key, said where it lies, without a password', async () => {
  const { program, site } = here;
  const { page } = program;
  await program.untilReady();
  await program.press('F12');
  const row = page.locator('.bundle');
  await expect(row).toContainText('诊断包：日志、配置、串口数据，给承建单位；不含密码、密钥和照片');
  await program.press('F9');
  await expect(row).toHaveAttribute('data-step', 'done');
  const file = await row.locator('.bundle-file').innerText();
  expect(file.startsWith(site.dataDir)).toBe(true);
  const files = unzipped(await readFile(file));
  expect([...files.keys()]).toEqual(
    expect.arrayContaining(['station.json', 'configuration.json', 'wire/1-scale-1.wire']),
  );
  expect(Buffer.concat([...files.values()]).includes(site.front.password)).toBe(false);
  // The weight stands beside it all the while.
  await expect(page.locator('.weight-number')).toHaveAttribute('data-weight', '0');
  await program.press('Escape');
  await expect(page.locator('.preferences')).toHaveCount(0);
});

test('how it looks, and nobody touched a mouse', async () => {
  const { program } = here;
  const { page } = program;
  await shoot(program, 'settings', {
    axe: 'everywhere',
    prepare: async () => {
      await program.press('F12', 'F9');
      await expect(page.locator('.bundle')).toHaveAttribute('data-step', 'done');
      // Nothing lies over the weight.
      const [panel, weight] = await Promise.all(
        ['.preferences', '.weight-number'].map((part) => page.locator(part).boundingBox()),
      );
      expect((weight?.x ?? 0) + (weight?.width ?? 0)).toBeLessThan(panel?.x ?? 0);
    },
    undo: () => program.press('Escape'),
  });
  expect(await program.mouseEvents()).toBe(0);
  expect(program.complaints).toEqual([]);
});
