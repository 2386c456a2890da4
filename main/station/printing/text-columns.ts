/**
 * How wide text is on paper, and how it is broken into lines. Pure.
 * Every character but ASCII is two columns wide (contract/paper.ts). That holds for · and × too, which look narrow on screen.
 */
import { charColumns } from '../../../preload/contract/paper.ts';
import { widthOf } from '../../../preload/contract/paper-cells.ts';

/** Columns that the text takes. */
export const columnsOf = widthOf;

/** One line of harmless text: control characters and line breaks become spaces, runs of spaces one, halves of characters U+FFFD. */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\s\u0000-\u001f\u007f]+/g, ' ')
    .trim();

/**
 * Breaks text into lines no wider than `width` (at least 2) columns. ASCII words stay whole where they fit on one line,
 * Chinese breaks anywhere, nothing but the spaces at a break is lost. Empty text is one empty line.
 */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  const flush = (): void => {
    lines.push(line.trimEnd());
    line = '';
  };
  for (const word of oneLine(text).match(/[!-~]+|./gsu) ?? []) {
    if (columnsOf(line) + columnsOf(word) <= width) {
      line += word;
      continue;
    }
    if (line !== '') flush();
    if (word === ' ') continue;
    for (const char of word) {
      if (columnsOf(line) + charColumns(char) > width) flush();
      line += char;
    }
  }
  if (line !== '' || lines.length === 0) flush();
  return lines;
}

/** Fills up with spaces on the right. */
export const padTo = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - columnsOf(text)));
