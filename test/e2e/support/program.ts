/**
 * The whole program in real Electron, as a person has it: a window to look at and a keyboard. There is no mouse here.
 * Everything waits for what stands on the screen, never for a time.
 */
import {
  _electron,
  expect,
  type ConsoleMessage,
  type ElectronApplication,
  type Page,
  type TestInfo,
} from '@playwright/test';
import type { BrowserWindow } from 'electron';
import { electronLaunch } from '../../../native/runtime/launch.mjs';

export interface Size {
  readonly width: number;
  readonly height: number;
}
export const FULL_HD: Size = { width: 1920, height: 1080 };
export const SMALL: Size = { width: 1366, height: 768 };

/** Longer than Enter is deaf after its meaning changed (renderer/components/enter-guard.ts). */
const SETTLED_MS = 450;
const LOG_LINES = 200;
/** As long as an `expect` waits (playwright.config.ts). */
const WAIT_MS = 30_000;

interface Folders {
  readonly configFile: string;
  readonly dataDir: string;
}

/** Each worker of the runner has a screen of its own (native/runtime/test.mjs). */
function ownScreen(): Record<string, string> {
  const { E2E_DISPLAYS: displays = '', TEST_PARALLEL_INDEX: worker = '0' } = process.env;
  const display = displays.split(' ').filter(Boolean)[Number(worker)];
  return display === undefined ? {} : { DISPLAY: display };
}

export class Program {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What the page said to its console as a warning or an error, and what broke in it. Refusals by policy come here, too. */
  readonly complaints: string[];
  /** The newest lines of the shell's log. */
  readonly log: string[];

  /** @param own.app another folder than this checkout */
  static async open({ configFile, dataDir }: Folders, own: { readonly app?: string } = {}): Promise<Program> {
    const { executablePath, args } = await electronLaunch(['--config', configFile, '--data', dataDir], own);
    const app = await _electron.launch({
      executablePath,
      args,
      env: { ...(process.env as Record<string, string>), ...ownScreen() },
    });
    const complaints: string[] = [];
    app.context().on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(saidBy(message));
    });
    app.context().on('weberror', (error) => complaints.push(String(error.error())));
    const log: string[] = [];
    app.process().stderr?.on('data', (bytes: Buffer) => {
      log.push(...bytes.toString('utf8').trimEnd().split('\n'));
      log.splice(0, log.length - LOG_LINES);
    });
    const page = await app.firstWindow();
    await page.waitForLoadState('domcontentloaded');
    await page.evaluate(() => {
      const hands = globalThis as { mouseEvents?: number };
      hands.mouseEvents = 0;
      for (const name of ['pointerdown', 'mousedown', 'mousemove', 'wheel', 'touchstart'])
        addEventListener(
          name,
          (event) => {
            // Chromium says so by itself when what lies below a resting pointer changes.
            const rests = event instanceof MouseEvent && name === 'mousemove' && !event.movementX && !event.movementY;
            if (!rests) hands.mouseEvents = (hands.mouseEvents ?? 0) + 1;
          },
          { capture: true },
        );
    });
    return new Program(app, page, complaints, log);
  }

  private constructor(app: ElectronApplication, page: Page, complaints: string[], log: string[]) {
    this.app = app;
    this.page = page;
    this.complaints = complaints;
    this.log = log;
  }

  async close(): Promise<void> {
    await this.app.close();
  }

  /** After a test that failed: what stood on the screen, and what the shell said. */
  async explain(info: TestInfo): Promise<void> {
    if (info.status === info.expectedStatus) return;
    await this.page.screenshot({ path: info.outputPath('screen.png') });
    console.log([...this.complaints, ...this.log.slice(-40)].join('\n'));
  }

  /** Events of mouse, pen or finger that the page has seen since it was opened. */
  mouseEvents(): Promise<number> {
    return this.page.evaluate(() => (globalThis as { mouseEvents?: number }).mouseEvents ?? 0);
  }

  async resize({ width, height }: Size): Promise<void> {
    const window = await this.app.browserWindow(this.page);
    await window.evaluate((own: BrowserWindow, size) => own.setContentSize(size.width, size.height), { width, height });
    await expect.poll(() => this.page.evaluate(() => [innerWidth, innerHeight])).toEqual([width, height]);
  }

  /** The process id of the station that runs now. */
  stationPid(): Promise<number | null> {
    return this.app.evaluate(
      ({ app }) => app.getAppMetrics().find(({ type, name }) => type === 'Utility' && name === 'station')?.pid ?? null,
    );
  }

  untilPhase(...phases: readonly string[]): Promise<void> {
    return this.#untilSays('.weigh', 'data-phase', phases);
  }

  untilAction(...actions: readonly string[]): Promise<void> {
    return this.#untilSays('[data-action]', 'data-action', actions);
  }

  /** Looked at by the page itself, with each frame: the runner's own looks come up to a second after the fact. */
  async #untilSays(place: string, attribute: string, wanted: readonly string[]): Promise<void> {
    const says = await this.page.evaluate(
      ({ attribute: name, place: where, waitMs, wanted: values }) =>
        new Promise<boolean>((resolve) => {
          const since = performance.now();
          const look = (): void => {
            const all = document.querySelectorAll(where);
            if (all.length === 1 && values.includes(all[0]?.getAttribute(name) ?? '')) resolve(true);
            else if (performance.now() - since >= waitMs) resolve(false);
            else requestAnimationFrame(look);
          };
          look();
        }),
      { attribute, place, waitMs: WAIT_MS, wanted },
    );
    // It did not: said as the runner says it, with what stands there instead.
    if (!says)
      await expect(this.page.locator(place)).toHaveAttribute(attribute, new RegExp(`^(${wanted.join('|')})$`), {
        timeout: 1,
      });
  }

  /** The word of the state band. */
  untilState(word: string | RegExp): Promise<void> {
    return expect(this.page.locator('.band-word:visible')).toHaveText(word);
  }

  /** Indicator, both cameras, printer and platform are well. A busy machine may miss a camera's first probe: the next ones follow soon. */
  async untilReady(): Promise<void> {
    await this.untilPhase('idle');
    const strip = this.page.locator('.weigh .strip');
    await expect(strip.locator('.strip-item.look, .strip-item.stop')).toHaveCount(0, { timeout: 90_000 });
    await expect(strip).toContainText('平台');
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Text as an input method hands it over. */
  async write(text: string): Promise<void> {
    await this.page.keyboard.insertText(text);
  }

  /** Enter, once what it means has been readable for a moment: before that it is deaf on purpose. */
  async enter(): Promise<void> {
    await this.#untilStands('data-meaning', [
      '.gate [data-meaning]',
      '.files [data-meaning]',
      '.cameras',
      '.listening',
      '.weigh',
    ]);
    await this.page.keyboard.press('Enter');
  }

  /** The digit before a truck in the plate editor's list, once that has stood for a moment: before that it is deaf on purpose. */
  async choose(digit: string): Promise<void> {
    await this.#untilStands('data-choices', ['.plate-editor']);
    await this.page.keyboard.press(digit);
  }

  /** The digit before a name on file, once the list has stood for a moment. */
  async take(digit: string): Promise<void> {
    await expect(this.page.locator('.quick-matches li').first()).toBeVisible();
    await this.#untilStands('data-offered', ['.quick-matches']);
    await this.page.keyboard.press(digit);
  }

  /** The digit before a reason, once its question has stood for a moment: before that it is deaf on purpose. */
  async answer(digit: string): Promise<void> {
    await expect(this.page.locator('.weigh .reasons:visible')).toBeVisible();
    await this.#untilStands('data-question', ['.weigh[data-question]']);
    await this.page.keyboard.press(digit);
  }

  async #untilStands(attribute: string, places: readonly string[]): Promise<void> {
    await this.page.evaluate(
      ({ attribute: name, places: all, settledMs }) =>
        new Promise<void>((resolve) => {
          const meaning = (): string =>
            all.map((place) => document.querySelector(place)?.getAttribute(name)).find((said) => said != null) ?? '';
          let seen = meaning();
          let since = performance.now();
          const look = (): void => {
            const now = meaning();
            if (now !== seen) [seen, since] = [now, performance.now()];
            if (performance.now() - since >= settledMs) resolve();
            else requestAnimationFrame(look);
          };
          look();
        }),
      { attribute, places, settledMs: SETTLED_MS },
    );
  }

  /** Enter for the action that is offered; it has to be this one. */
  async act(action: string): Promise<void> {
    await this.untilAction(action);
    await this.enter();
  }
}

/** A file that was not there is named beside the message only. */
function saidBy(message: ConsoleMessage): string {
  const text = message.text();
  return text.startsWith('Failed to load resource') ? `${text} ${message.location().url}` : text;
}
