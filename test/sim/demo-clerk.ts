/**
 * A hand on the keyboard for machines without a screen: it does what the screen asks for, by keys alone, and tells the
 * first truck's steps in words. Also the proof that the whole job can be done without a mouse.
 */
import { _electron, type Page } from 'playwright';
import { setTimeout as pause } from 'node:timers/promises';
import { electronLaunch } from '../../native/runtime/launch.mjs';
import { MAX_PLATE, PROVINCE_ROWS } from '../../renderer/screens/weigh/plate-typing.ts';
import type { Site } from './site.ts';

export interface DemoClerkOptions {
  readonly site: Site;
  readonly args: readonly string[];
  readonly display: string | undefined;
  readonly screenshot: string;
  tell(sentence: string): void;
  readonly signal: AbortSignal;
}

/** A clerk looks before pressing; the screen is deaf to Enter for 400 ms after a change anyway. */
const LOOK_MS = 900;

export async function demoClerk({ site, args, display, screenshot, tell, signal }: DemoClerkOptions): Promise<void> {
  const { executablePath, args: all } = await electronLaunch(args);
  const env = { ...process.env, ...(display === undefined ? {} : { DISPLAY: display }) } as Record<string, string>;
  const program = await _electron.launch({ executablePath, args: all, env });
  const close = (): void => void program.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    const page = await program.firstWindow();
    await page.waitForSelector('[data-action]');
    tell('The window is open. The first truck arrives in a few seconds.');
    await work(page, site, screenshot, tell, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', close);
  }
}

async function work(
  page: Page,
  site: Site,
  screenshot: string,
  tell: (sentence: string) => void,
  signal: AbortSignal,
): Promise<void> {
  let told = '';
  let pictured = false;
  while (!signal.aborted) {
    const action = await page.getAttribute('[data-action]', 'data-action', { timeout: 5000 });
    const state = await page.textContent('.band-word', { timeout: 5000 });
    if (state !== null && state !== told && !pictured) tell(`  Screen: ${state.trim()}`);
    told = state ?? '';
    if (action !== null) await press(page, site, action);
    if (!pictured && site.printer.tickets.length > 0 && action === 'none') {
      pictured = true;
      await page.screenshot({ path: screenshot });
      tell(
        `The first truck is done: weighed twice, photographed, its load sheet printed, ${site.platform.documents().length} signed records at the platform.`,
      );
      tell(`A picture of the window is in ${screenshot}. The day goes on; Ctrl+C ends it.`);
    }
    await pause(LOOK_MS, null, { signal });
  }
}

async function press(page: Page, site: Site, action: string): Promise<void> {
  switch (action) {
    case 'none':
      return;
    case 'accept-editor':
      await fillEditor(page, site);
      await page.keyboard.press('Enter');
      return;
    default:
      await page.keyboard.press('Enter');
  }
}

/** Reads the plates off the truck and types them; what the field starts with is cleared first. */
async function fillEditor(page: Page, site: Site): Promise<void> {
  if ((await page.locator('.plate-places').count()) === 0) return;
  const { plateFront, plateRear } = site.front.scene;
  await typePlate(page, plateFront);
  if (plateRear === null) return;
  await page.keyboard.press('Tab');
  // The trailer's field brings the tractor's province and the last sign by itself.
  await clearField(page);
  for (const character of plateRear.replace('挂', '').slice(1)) await page.keyboard.press(character);
}

/** The first key of an empty field is the province's place in the grid; letters and digits follow as they are. */
async function typePlate(page: Page, plate: string): Promise<void> {
  const key = PROVINCE_ROWS.flat().find(([, province]) => province === plate.slice(0, 1))?.[0] ?? '';
  await clearField(page);
  for (const character of [key, ...plate.slice(1)]) await page.keyboard.press(character);
}

async function clearField(page: Page): Promise<void> {
  for (let place = 0; place < MAX_PLATE; place += 1) await page.keyboard.press('Backspace');
}
