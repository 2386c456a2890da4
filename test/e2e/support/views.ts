/** The views that every screen is looked at in, a picture of each kept for people, and what is wrong with them. */
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { layoutFaults } from './looks.ts';
import { FULL_HD, SMALL, type Program } from './program.ts';

type Language = 'zh-CN' | 'en';
type Theme = 'day' | 'night';

const PICTURES = join(import.meta.dirname, '../../../test-results/looks');
/** Only one thing changes from each to the next. */
const VIEWS: readonly (readonly [Language, Theme])[] = [
  ['zh-CN', 'day'],
  ['zh-CN', 'night'],
  ['en', 'night'],
  ['en', 'day'],
];

interface Shooting {
  readonly prepare?: () => Promise<void>;
  readonly undo?: () => Promise<void>;
  /** Each language and theme once, by the smaller size; or all eight views. */
  readonly axe?: 'each-once' | 'everywhere';
}
const nothing = async (): Promise<void> => {};

/**
 * All eight views of what stands on the screen now; back to Chinese, day and full size afterwards. What a view cannot be
 * switched under (a panel over the screen) is opened by `prepare` in each of them and closed by `undo`.
 */
export async function shoot(
  program: Program,
  name: string,
  { prepare = nothing, undo = nothing, axe = 'each-once' }: Shooting = {},
): Promise<void> {
  const { page } = program;
  const faults: string[] = [];
  for (const [language, theme] of VIEWS) {
    await switchTo(program, language, theme);
    // Each language and each theme once, by the smaller size: no role and no colour depends on how they are paired.
    const forAxe = (language === 'en') === (theme === 'night');
    for (const size of [FULL_HD, SMALL]) {
      await program.resize(size);
      await prepare();
      const view = `${name}-${size.width}-${language}-${theme}`;
      await page.screenshot({ path: join(PICTURES, `${view}.png`) });
      const found = await layoutFaults(page);
      if (axe === 'everywhere' || (forAxe && size === SMALL)) found.push(...(await axeFaults(program)));
      faults.push(...found.map((fault) => `${view}: ${fault}`));
      await undo();
    }
  }
  await program.resize(FULL_HD);
  await switchTo(program, 'zh-CN', 'day');
  expect.soft(faults).toEqual([]);
}

async function axeFaults({ page }: Program): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  return violations.map(({ id, nodes }) => `axe ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

/** F12, and the arrow keys: the way a person does it. What it does is there at once, while the panel is still open. */
export async function switchTo(program: Program, language: Language, theme: Theme): Promise<void> {
  const { page } = program;
  const html = page.locator('html');
  await program.press('F12');
  await expect(page.locator('.preferences')).toBeVisible();
  if ((await html.getAttribute('lang')) !== language) await program.press('ArrowRight');
  await expect(html).toHaveAttribute('lang', language, { timeout: 1000 });
  await program.press('Tab');
  if ((await html.getAttribute('data-theme')) !== theme) await program.press('ArrowRight');
  await expect(html).toHaveAttribute('data-theme', theme, { timeout: 1000 });
  await program.press('Escape');
  await expect(page.locator('.preferences')).toHaveCount(0);
}
