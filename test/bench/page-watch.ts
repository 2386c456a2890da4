/**
 * Waits for an element in the first page of a Chromium, over the plain DevTools protocol: Playwright holds a program back
 * until it is connected, which would be measured with it.
 */
import { GoneError, PageLine } from './page-line.ts';

const LIMIT_MS = 60_000;

/**
 * @param url the browser's DevTools address
 * @param selector of an element that counts once it has text
 * @returns the wall-clock time of the frame that shows it, by the page's own clock
 * @throws Error after a minute
 */
export async function shownAt(url: string, selector: string): Promise<number> {
  const line = new PageLine(url);
  const limit = setTimeout(() => line.close(), LIMIT_MS);
  try {
    await line.open();
    return await watch(line, selector);
  } finally {
    clearTimeout(limit);
    line.close();
  }
}

/** A page may still be the empty one that a window begins with: its loading ends the wait, and it begins anew. */
async function watch(line: PageLine, selector: string): Promise<number> {
  for (;;) {
    try {
      return await line.run(inPage, selector);
    } catch (error) {
      if (!(error instanceof GoneError)) throw error;
    }
  }
}

/** Runs in the page. Looks once a frame, so it sees what a person can see and costs next to nothing. */
function inPage(selector: string): Promise<number> {
  return new Promise((shown) => {
    const look = (): void => {
      const text = document.querySelector<HTMLElement>(selector)?.innerText ?? '';
      // The frame that found it is the one that paints it; by the next one it is on the screen.
      if (/\d/.test(text)) requestAnimationFrame(() => shown(Date.now()));
      else requestAnimationFrame(look);
    };
    look();
  });
}
