/** Where each character of a paper stands: for the preview, and for the tests that hold it against what a printer made. Pure. */
import {
  charColumns,
  sizeColumns,
  sizeRows,
  type PageItem,
  type PagePaper,
  type PaperItem,
  type RollPaper,
  type TextSize,
} from './paper.ts';

export interface PaperCell {
  readonly char: string;
  /** From the left edge of the print, in columns; a centred line may begin on a half. */
  readonly column: number;
  /** From the top, in rows; of what is two rows high, the upper one. */
  readonly row: number;
  readonly size: TextSize;
  readonly bold: boolean;
}

/** A QR code in the grid of a roll. */
export interface RollCode {
  readonly text: string;
  readonly row: number;
}

export interface RollCells {
  readonly cells: readonly PaperCell[];
  readonly codes: readonly RollCode[];
  readonly rows: number;
}

/**
 * A receipt, line by line: what is taller than a row pushes what comes after it down.
 * @param codeRows rows that a code takes, by its text
 */
export function rollCells({ columns, items }: RollPaper, codeRows: (text: string) => number): RollCells {
  const cells: PaperCell[] = [];
  const codes: RollCode[] = [];
  let row = 0;
  for (const item of items) {
    const spans = spansOf(item, columns);
    if (item.kind === 'qr') codes.push({ text: item.text, row });
    if (spans !== null) {
      const height = Math.max(1, ...spans.map(({ size }) => sizeRows(size)));
      const width = spans.reduce((sum, { size, text }) => sum + widthOf(text) * sizeColumns(size), 0);
      let column = item.kind === 'line' && item.align === 'centre' ? (columns - width) / 2 : 0;
      for (const { bold, size, text } of spans) {
        cells.push(...cellsOf({ text, size, bold, column, row: row + height - sizeRows(size) }));
        column += widthOf(text) * sizeColumns(size);
      }
    }
    row += item.kind === 'qr' ? codeRows(item.text) : rowsOf(item, spans);
  }
  return { cells, codes, rows: row };
}

/** The characters of one page, rules and frames left out. */
export const pageCells = (items: PagePaper['pages'][number]): PaperCell[] =>
  items.flatMap((item: PageItem) => (item.kind === 'text' ? cellsOf(item) : []));

/** Columns that the text takes in normal size. */
export function widthOf(text: string): number {
  let columns = 0;
  for (const char of text) columns += charColumns(char);
  return columns;
}

function cellsOf({ text, column, row, size, bold }: Omit<PaperCell, 'char'> & { readonly text: string }): PaperCell[] {
  let at = column;
  return [...text].map((char) => {
    const cell = { char, column: at, row, size, bold };
    at += charColumns(char) * sizeColumns(size);
    return cell;
  });
}

function spansOf(item: PaperItem, columns: number) {
  if (item.kind === 'line') return item.spans;
  return item.kind === 'rule' ? [{ text: '-'.repeat(columns), size: 'normal' as const, bold: false }] : null;
}

function rowsOf(item: PaperItem, spans: ReturnType<typeof spansOf>): number {
  if (spans !== null) return Math.max(1, ...spans.map(({ size }) => sizeRows(size)));
  return item.kind === 'feed' ? item.lines : 0;
}
