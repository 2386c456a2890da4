/** What a table of a spreadsheet is: columns, rows, what stands above and below. */

/**
 * What a column holds, and so how its numbers are shown. `whole`: kilograms and counts. `decimal`: two places. `share`: 0.5 is
 * shown as 50.0 %. `time`, `day`: milliseconds since 1970 in UTC, written as Beijing time (UTC+8, no summer time), which
 * is what every clock on a site shows.
 */
export type CellKind = 'text' | 'whole' | 'decimal' | 'share' | 'time' | 'day';

/** In a column of text a string; in any other a number, or a string where a word stands in its place. null: empty. */
export type Cell = string | number | null;
export type Row = readonly Cell[];
/** Some hundred rows. They cross to the thread that writes them as one message. */
export type Page = readonly Row[];

export interface Column {
  readonly header: string;
  readonly kind: CellKind;
  /** In digits of the sheet's font; a Chinese character takes two. */
  readonly width: number;
}

/** What of a sheet is known before its rows are. */
export interface SheetHead {
  /** Of its tab; Excel takes 31 characters and none of `[]:*?/\`, others are replaced. */
  readonly name: string;
  /** Lines above the table: whose it is, of what days, what was filtered. */
  readonly lines: readonly string[];
  readonly columns: readonly Column[];
}

/** Rows that Excel can hold on one sheet, head and all. */
const EXCEL_ROWS = 1_048_576;
/** Rows of one table; the rest is for the lines around it. */
export const MOST_ROWS = EXCEL_ROWS - 100;

const BEIJING_AHEAD_MS = 8 * 3_600_000;

/** The wall clock of Beijing, as text. */
export function beijingText(atMs: number, kind: 'time' | 'day'): string {
  const text = new Date(atMs + BEIJING_AHEAD_MS).toISOString();
  return kind === 'day' ? text.slice(0, 10) : `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}

/** The wall clock of Beijing as Excel counts: days since 1899-12-30 (ECMA-376 18.17.4.1, the 1900 system). */
export const excelDay = (atMs: number): number => (atMs + BEIJING_AHEAD_MS) / 86_400_000 + 25_569;

/**
 * Text that a spreadsheet would compute: it begins as a formula does (OWASP, CSV injection). `＝＋－＠` are their full-width
 * forms, which some programs take for the same.
 */
export const looksLikeFormula = (text: string): boolean => /^[=+\-@\t\r＝＋－＠]/.test(text);
