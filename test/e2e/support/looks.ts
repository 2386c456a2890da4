/** What can be measured of how a screen looks: nothing scrolls, nothing is cut off, no words lie over others. */
import type { Page } from '@playwright/test';

/** Everything wrong with the layout, in words; empty when all is well. */
export function layoutFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const faults: string[] = [];
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
    if (scrollWidth > clientWidth || scrollHeight > clientHeight)
      faults.push(`the page is ${scrollWidth}×${scrollHeight} in a window of ${clientWidth}×${clientHeight}`);

    /** What is not in sight there can be scrolled to. */
    const SCROLLED = '.grid-body, .record-facts, .files-facts, .files-history, .files-preview';
    interface Words {
      readonly text: string;
      readonly parent: Element;
      readonly box: { left: number; right: number; top: number; bottom: number };
    }
    const words: Words[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      const text = node.textContent?.trim() ?? '';
      if (
        parent === null ||
        text === '' ||
        !parent.checkVisibility({ visibilityProperty: true }) ||
        parent.closest('.unseen') !== null
      )
        continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      // A line of text is drawn inside its font's box, which is taller than the signs themselves.
      const slack = Number.parseFloat(getComputedStyle(parent).fontSize) * 0.3;
      for (const { left, right, top, bottom, width } of range.getClientRects()) {
        const box = { left, right, top: top + slack, bottom: bottom - slack };
        // What was scrolled away lies nowhere.
        for (let around: Element | null = parent; around !== null; around = around.parentElement) {
          if (!/auto|scroll/.test(getComputedStyle(around).overflowY)) continue;
          const frame = around.getBoundingClientRect();
          box.top = Math.max(box.top, frame.top);
          box.bottom = Math.min(box.bottom, frame.bottom);
        }
        if (width > 0 && box.bottom > box.top) words.push({ text: text.slice(0, 40), parent, box });
      }
    }

    for (const { text, parent, box } of words) {
      if (box.left < -1 || box.right > clientWidth + 1 || box.top < 0 || box.bottom > clientHeight) {
        const scrolled = parent.closest(SCROLLED) !== null;
        if (!scrolled) faults.push(`"${text}" lies outside the window`);
      }
      for (let around: Element | null = parent; around !== null; around = around.parentElement) {
        if (around.matches('.files-facts, .files-history, .files-preview')) break;
        const style = getComputedStyle(around);
        const frame = around.getBoundingClientRect();
        const cut = (overflow: string): boolean => overflow === 'hidden' || overflow === 'clip';
        const wide = cut(style.overflowX) && (box.left < frame.left - 1 || box.right > frame.right + 1);
        const high = cut(style.overflowY) && (box.top < frame.top || box.bottom > frame.bottom);
        if (wide || high) {
          faults.push(`"${text}" is cut off by .${around.className}`);
          break;
        }
      }
    }

    for (const button of document.querySelectorAll('button')) {
      if (!button.checkVisibility({ visibilityProperty: true })) continue;
      const { top, bottom } = button.getBoundingClientRect();
      for (let around = button.parentElement; around !== null; around = around.parentElement) {
        const frame = around.getBoundingClientRect();
        if (getComputedStyle(around).overflowY !== 'hidden' || (top >= frame.top - 1 && bottom <= frame.bottom + 1))
          continue;
        faults.push(`the button "${button.textContent}" is cut off by .${around.className}`);
        break;
      }
    }

    for (const [index, one] of words.entries())
      for (const other of words.slice(index + 1)) {
        // A dialog lies over the screen on purpose.
        if (one.parent.closest('[role=dialog]') !== other.parent.closest('[role=dialog]')) continue;
        if (one.parent === other.parent || one.parent.contains(other.parent) || other.parent.contains(one.parent))
          continue;
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (across > 1 && down > 1) faults.push(`"${one.text}" and "${other.text}" lie over one another`);
      }
    return [...new Set(faults)];
  });
}

/** How high that text is drawn there, in millimetres at 96 dpi, by the ink of its font; without a text, the words that stand there. */
export function inkMm(page: Page, selector: string, text?: string): Promise<number> {
  return page.evaluate(
    ([within, sign]) => {
      const found = [...document.querySelectorAll(within)].find((element) => element.checkVisibility());
      const pen = document.createElement('canvas').getContext('2d');
      if (found === undefined || pen === null) return 0;
      const { fontSize, fontFamily, fontWeight } = getComputedStyle(found);
      pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
      const { actualBoundingBoxAscent, actualBoundingBoxDescent } = pen.measureText(sign ?? found.textContent ?? '');
      return (actualBoundingBoxAscent + actualBoundingBoxDescent) / (96 / 25.4);
    },
    [selector, text] as const,
  );
}

/**
 * Which errors would not fit where one is said on the weigh screen now: each put in its place, in a copy of it that takes
 * the same room. Places in a sentence are filled with as much as stands there as a rule.
 */
export function tooLong(page: Page, errors: Readonly<Record<string, readonly string[]>>): Promise<string[]> {
  return page.evaluate((all) => {
    const place = document.querySelector<HTMLElement>('.weigh .message');
    if (place === null) return ['there is no place for an error'];
    const { width, height } = place.getBoundingClientRect();
    const copy = place.cloneNode(true) as HTMLElement;
    Object.assign(copy.style, {
      position: 'absolute',
      width: `${width}px`,
      height: `${height}px`,
      visibility: 'hidden',
    });
    place.after(copy);
    const strong = copy.querySelector('strong');
    const todo = copy.querySelector('.error-todo');
    const faults: string[] = [];
    for (const [code, sentences] of Object.entries(all)) {
      const [what = '', ...rest] = sentences.map((sentence) => sentence.replaceAll(/\{\{\w+\}\}/g, '12 345 kg'));
      if (strong !== null) strong.textContent = `E999 ${what}`;
      if (todo !== null) todo.textContent = rest.join(' ');
      if (strong === null || todo === null || copy.scrollHeight > copy.clientHeight)
        faults.push(`${code}: ${copy.scrollHeight} of ${copy.clientHeight}`);
    }
    copy.remove();
    return faults;
  }, errors);
}
