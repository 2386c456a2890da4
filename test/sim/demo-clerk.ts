/**
 * A hand on the keyboard for machines without a screen: it does what the screen asks for, by keys alone, and tells the
 * first truck's steps in words. Also the proof that the whole job can be done without a mouse.
 */
import { _electron, type Locator, type Page } from 'playwright';
import { setTimeout as pause } from 'node:timers/promises';
import { electronLaunch } from '../../native/runtime/launch.mjs';
import { MAX_PLATE, PROVINCE_ROWS } from '../../renderer/components/plate-typing.ts';
import type { Site } from './site.ts';

export interface DemoClerkOptions {
  readonly site: Site;
  readonly args: readonly string[];
  readonly display: string | undefined;
  readonly screenshot: string;
  tell(sentence: string): void;
  /** The first truck has its paper and stands in the picture: it may drive off. */
  pictured(): void;
  readonly signal: AbortSignal;
}

/** A clerk looks before pressing; the screen is deaf to Enter for 400 ms after a change. */
const SETTLED_MS = 500;
const LOOK_MS = 200;

export async function demoClerk(options: DemoClerkOptions): Promise<void> {
  const { args, display, signal, tell } = options;
  const { executablePath, args: all } = await electronLaunch(args);
  const env = { ...process.env, ...(display === undefined ? {} : { DISPLAY: display }) } as Record<string, string>;
  const program = await _electron.launch({ executablePath, args: all, env });
  const close = (): void => void program.close();
  signal.addEventListener('abort', close, { once: true });
  try {
    const page = await program.firstWindow();
    await page.waitForSelector('[data-action]');
    tell('The window is open. The first truck arrives in a few seconds.');
    await work(page, options);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', close);
  }
}

/** What stands on the screen at one moment. */
interface Seen {
  readonly action: string;
  /** What Enter means, with the truck it is about: while it stays the same, a key pressed for it is meant for it. */
  readonly meaning: string;
  readonly state: string;
  /** The number of the sheet issued for the truck on the deck; '' before. */
  readonly sheet: string;
}

const look = (page: Page): Promise<Seen> =>
  page.evaluate(() => ({
    action: document.querySelector<HTMLElement>('[data-action]')?.dataset['action'] ?? 'none',
    meaning: document.querySelector<HTMLElement>('.weigh')?.dataset['meaning'] ?? '',
    state: document.querySelector('.band-word')?.textContent?.trim() ?? '',
    sheet: document.querySelector('.sheet-number')?.textContent?.trim() ?? '',
  }));

async function work(page: Page, { site, screenshot, tell, pictured, signal }: DemoClerkOptions): Promise<void> {
  let told = '';
  let first = true;
  while (!signal.aborted) {
    const seen = await look(page);
    if (first && seen.state !== told) tell(`  Screen: ${seen.state}`);
    told = seen.state;
    if (seen.action !== 'none') await act(page, site, seen, signal);
    const ticket = site.printer.tickets[0];
    if (first && seen.action === 'none' && seen.sheet !== '' && ticket?.text.includes(seen.sheet) === true) {
      first = false;
      await page.screenshot({ path: screenshot });
      tell(
        `The first truck is done: weighed twice, photographed, its load sheet printed, ${site.platform.documents().length} signed records at the platform.`,
      );
      tell(`A picture of the window is in ${screenshot}. The day goes on; Ctrl+C ends it.`);
      pictured();
    }
    await pause(LOOK_MS, null, { signal });
  }
}

/** Does what is offered, once it has been readable for a moment; when it changes meanwhile nothing is pressed. */
async function act(page: Page, site: Site, seen: Seen, signal: AbortSignal): Promise<void> {
  if (seen.action === 'accept-editor') await fillPlates(page, site);
  // A trailer's plate that was read, though not surely: taken by its key.
  if (seen.action.startsWith('record') && (await page.locator('.proposed-rear').count()) > 0) {
    await pause(SETTLED_MS, null, { signal });
    await page.keyboard.press('1');
    return;
  }
  const { meaning } = await look(page);
  await pause(SETTLED_MS, null, { signal });
  if ((await look(page)).meaning === meaning) await page.keyboard.press('Enter');
}

/** Reads the plates off the truck and types each into its own field; other editors are filled already. */
async function fillPlates(page: Page, site: Site): Promise<void> {
  const { plateFront, plateRear } = site.front.scene;
  if (!(await typeInto(page, 0, plateFront)) || plateRear === null) return;
  await typeInto(page, 1, plateRear);
}

/**
 * One plate into the field that it belongs to, wherever the focus was; whatever stood there is cleared first.
 * Answers whether the field says it in the end: the editor may close in between.
 */
async function typeInto(page: Page, nth: number, plate: string): Promise<boolean> {
  const field = page.locator('.plate-places').nth(nth);
  const stands = async (): Promise<string | null> =>
    (await field.count()) === 0 ? null : ((await field.textContent()) ?? '').trim();
  if ((await stands()) === plate) return true;
  // As a person does: Tab until the field has the focus. There are fewer places to go in the editor.
  for (let steps = 0; steps < MOST_STEPS && !(await hasFocus(field)); steps += 1)
    await page.keyboard.press('Shift+Tab');
  if (!(await hasFocus(field))) return false;
  for (let place = 0; place < MAX_PLATE; place += 1) await page.keyboard.press('Backspace');
  for (const key of keysOf(plate, nth)) await page.keyboard.press(key);
  return (await stands()) === plate;
}

const MOST_STEPS = 24;

const hasFocus = async (field: Locator): Promise<boolean> =>
  (await field.count()) > 0 && field.evaluate((element) => element === document.activeElement);

/** In the tractor's empty field the first key is the province's place in the grid; `/` asks for it in the trailer's, and ends a trailer's plate. */
function keysOf(plate: string, nth: number): readonly string[] {
  const province = PROVINCE_ROWS.flat().find(([, name]) => name === plate.slice(0, 1))?.[0] ?? '';
  const signs = [...plate.slice(1)].map((sign) => (sign === '挂' ? '/' : sign));
  return [...(nth === 0 ? [] : ['/']), province, ...signs];
}
