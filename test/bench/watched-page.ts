/**
 * A page that is watched for the numbers on its screen, and the frames of the indicator that bring them there.
 *
 * Both clocks are the machine's monotonic one. Where the zero of the page's lies on ours is found by asking the page for
 * its time between two looks at our own; the tightest of many answers is taken, and its width is an error bound.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { lineOf } from '../sim/indicator/dialects.ts';
import { say, spread } from './figure.ts';
import { PageLine } from './page-line.ts';

const CLOCK_QUESTIONS = 200;
const PROTOCOL = 'yaohua-tf0';

/** A page, and the moments at which each number was sent to it. */
interface Sent {
  readonly page: WatchedPage;
  readonly sentAt: ReadonlyMap<string, number>;
}

/** A number that was passed over counts until a newer one was on the screen. */
export async function tookMs(name: string, { page, sentAt }: Sent): Promise<number[]> {
  const seen = await page.seen();
  let passed = 0;
  const toPage: number[] = [];
  const toScreen: number[] = [];
  for (const [text, at] of sentAt) {
    const own = seen.find((one) => one.text === text);
    const shown = own ?? seen.find((one) => one.onScreenAt > at);
    if (shown === undefined) throw new Error(`${text} was never on the screen, nor anything after it`);
    if (own === undefined) passed += 1;
    toPage.push(shown.inPageAt - at);
    toScreen.push(shown.onScreenAt - at);
  }
  say(`  ${name}: in the page ${spread(toPage)} ms · on the screen ${spread(toScreen)} ms`);
  say(`    ${sentAt.size} numbers, ${passed} passed over; clock to within ±${(page.clockWidthMs / 2).toFixed(2)} ms`);
  return toScreen;
}

/** What the indicator sends for a weight that changes. */
export const frameOf = (kg: number): Buffer =>
  lineOf(PROTOCOL).encode(
    { value: kg, decimals: 0, unit: 'kg', moving: true, tare: 0, outOfRange: false, checksum: 'right' },
    {},
  );

interface Seen {
  readonly text: string;
  /** When the text of the page had changed; by our clock, as the next one. */
  readonly inPageAt: number;
  readonly onScreenAt: number;
}

/** A page that notes each number with the frame that brought it to the screen. */
export class WatchedPage {
  readonly #line: PageLine;
  /** What is added to the page's time to get ours. */
  readonly #offsetMs: number;
  readonly clockWidthMs: number;

  static async open(url: string, selector: string): Promise<WatchedPage> {
    const line = new PageLine(url);
    await line.open();
    return WatchedPage.on(line, selector);
  }

  /** @param line is open */
  static async on(line: PageLine, selector: string): Promise<WatchedPage> {
    while (!(await line.run(hasElement, selector))) await pause(50);
    const clock = await clockOf(line);
    await line.run(watchNumbers, selector);
    return new WatchedPage(line, clock);
  }

  private constructor(line: PageLine, { offset, width }: { offset: number; width: number }) {
    this.#line = line;
    this.#offsetMs = offset;
    this.clockWidthMs = width;
  }

  /** In order. */
  async seen(): Promise<Seen[]> {
    const noted = await this.#line.run(notedNumbers, null);
    return noted.map(([text, inPageAt, onScreenAt]) => ({
      text,
      inPageAt: inPageAt + this.#offsetMs,
      onScreenAt: onScreenAt + this.#offsetMs,
    }));
  }

  close(): void {
    this.#line.close();
  }
}

const hasElement = (selector: string): boolean => document.querySelector(selector) !== null;

type Noted = readonly [text: string, inPageAt: number, onScreenAt: number];

/** Runs in the page. */
function watchNumbers(selector: string): void {
  const noted: Noted[] = [];
  Object.assign(window, { notedNumbers: noted });
  let last = '';
  const look = (): void => {
    const text = (document.querySelector(selector)?.textContent ?? '').replaceAll(/\D/g, '');
    if (text === last) return;
    last = text;
    const inPageAt = performance.now();
    // The next frame paints it; when the one after that begins, it is on the screen.
    requestAnimationFrame(() => requestAnimationFrame(() => noted.push([text, inPageAt, performance.now()])));
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}

/** Runs in the page. */
const notedNumbers = (): Noted[] => (window as unknown as { notedNumbers: Noted[] }).notedNumbers;

/** @returns what is added to the page's time to get ours, and within how much that is known; in ms */
export async function clockOf(line: PageLine): Promise<{ readonly offset: number; readonly width: number }> {
  let tightest = { width: Infinity, offset: 0 };
  for (let question = 0; question < CLOCK_QUESTIONS; question += 1) {
    const before = performance.now();
    const theirs = await line.run(() => performance.now(), null);
    const width = performance.now() - before;
    if (width < tightest.width) tightest = { width, offset: before + width / 2 - theirs };
  }
  return tightest;
}
