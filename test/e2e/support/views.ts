/** The views that every screen is looked at in, and a picture of each kept for people. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { layoutFaults, switchTo, type Language, type Theme } from './looks.ts';
import { FULL_HD, SMALL, type Program } from './program.ts';

const PICTURES = join(import.meta.dirname, '../../../test-results/looks');

/** Only one thing changes from each to the next. */
const VIEWS: readonly (readonly [Language, Theme])[] = [
  ['zh-CN', 'day'],
  ['zh-CN', 'night'],
  ['en', 'night'],
  ['en', 'day'],
];

/** Keeps the picture; everything wrong with what stands there now. */
async function viewFaults(page: Page, view: string): Promise<string[]> {
  await page.screenshot({ path: join(PICTURES, `${view}.png`) });
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return [
    ...(await layoutFaults(page)).map((fault) => `${view}: ${fault}`),
    ...violations.map(
      ({ id, nodes }) => `${view}: axe ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    ),
  ];
}

/** All eight views, each as `prepare` leaves it; back to Chinese, day and full size afterwards. */
export async function everyView(
  program: Program,
  name: string,
  prepare: () => Promise<void> = async () => {},
  undo: () => Promise<void> = async () => {},
): Promise<string[]> {
  const faults: string[] = [];
  for (const [language, theme] of VIEWS) {
    await switchTo(program, language, theme);
    for (const size of [FULL_HD, SMALL]) {
      await program.resize(size);
      await prepare();
      faults.push(...(await viewFaults(program.page, `${name}-${size.width}-${language}-${theme}`)));
      await undo();
    }
  }
  await program.resize(FULL_HD);
  await switchTo(program, 'zh-CN', 'day');
  return faults;
}
