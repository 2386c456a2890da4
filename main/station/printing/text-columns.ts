/**
 * How wide text is on a receipt printer, and how it is broken into lines. Pure.
 * In GB18030 every character but ASCII is two or four bytes, and a printer gives each of them the square Chinese cell:
 * two columns. That holds for · and × too, which look narrow on screen.
 */

export const charColumns = (char: string): number => (char < '\u0080' ? 1 : 2);

/** Columns that the text takes. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const char of text) columns += charColumns(char);
  return columns;
}

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
