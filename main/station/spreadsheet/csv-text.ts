/**
 * A sheet as CSV (RFC 4180, with CRLF): the only door to csv-stringify. UTF-8 with its mark at the beginning, by which Excel knows
 * it; text that looks like a formula gets an apostrophe before it, so that no spreadsheet computes what somebody typed.
 */
import { stringify } from 'csv-stringify/sync';
import { beijingText, type Cell, type CellKind, type Page, type SheetHead } from './sheet.ts';

const MARK = '\u{feff}';

/** @param first of its file: the mark stands once */
export async function* csvText(
  head: SheetHead,
  pages: AsyncIterable<Page>,
  closing: () => Promise<Page>,
  first: boolean,
): AsyncGenerator<string> {
  const { columns, lines } = head;
  const kinds = columns.map(({ kind }) => kind);
  yield first ? MARK : '\r\n';
  yield records(lines.map((line) => [line]));
  yield records([columns.map(({ header }) => header)]);
  for await (const page of pages) yield records(page.map((row) => row.map((cell, at) => plain(cell, kinds[at]))));
  yield records((await closing()).map((row) => row.map((cell, at) => plain(cell, kinds[at]))));
}

const records = (rows: readonly (readonly Cell[])[]): string =>
  stringify(rows as Cell[][], { record_delimiter: 'windows', escape_formulas: true });

/** A number stays one: a net weight below zero is no formula. */
function plain(cell: Cell, kind: CellKind | undefined): Cell {
  if (typeof cell !== 'number') return cell === null ? null : cell.toWellFormed();
  if (!Number.isFinite(cell)) return null;
  if (kind === 'time' || kind === 'day') return beijingText(cell, kind);
  return kind === 'decimal' ? Number(cell.toFixed(2)) : kind === 'share' ? Number(cell.toFixed(4)) : cell;
}
