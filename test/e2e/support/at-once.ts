/** A key that comes down in the very moment in which something appears: meant for what stood there before. */
import type { Page } from '@playwright/test';

/**
 * From now on: as soon as the selector finds something, the digit is pressed. It is pressed inside the page, because from out
 * here a busy machine may need longer than the program is deaf.
 */
export async function pressAtOnce(page: Page, selector: string, digit: string): Promise<void> {
  await page.evaluate(
    ({ selector: found, digit: key }) => {
      const hands = globalThis as { atOnce?: Promise<void> };
      hands.atOnce = new Promise((resolve) => {
        const watch = new MutationObserver(() => {
          if (document.querySelector(found) === null) return;
          watch.disconnect();
          // After the screen was drawn, as for a hand: then it listens, too.
          requestAnimationFrame(() => {
            (document.activeElement ?? document.body).dispatchEvent(
              new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
            );
            requestAnimationFrame(() => resolve());
          });
        });
        watch.observe(document.body, { subtree: true, childList: true, attributes: true });
      });
    },
    { selector, digit },
  );
}

/** Until it was pressed, and what came of it would be seen. */
export function pressedAtOnce(page: Page): Promise<void> {
  return page.evaluate(() => (globalThis as { atOnce?: Promise<void> }).atOnce);
}
