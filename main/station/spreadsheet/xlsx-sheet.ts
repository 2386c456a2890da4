/** One sheet of an Excel workbook as XML, in pieces: nothing of it is held but the page that is being written. Pure. */
import { excelDay, looksLikeFormula, type Cell, type CellKind, type Page, type Row, type SheetHead } from './sheet.ts';
import { escapeXml, SHEET_OPENING, STYLES } from './xlsx-parts.ts';

/** What Excel holds in one cell. */
const MOST_CHARACTERS = 32_767;

/**
 * The head stays in sight while the rows move under it, and can be filtered by.
 * @param closing rows below the table, in bold; asked for when the last page was written
 */
export async function* sheetXml(
  head: SheetHead,
  pages: AsyncIterable<Page>,
  closing: () => Promise<Page>,
): AsyncGenerator<string> {
  const { columns, lines } = head;
  const first = lines.length + 1;
  yield `${SHEET_OPENING}<sheetViews><sheetView workbookViewId="0"><pane ySplit="${first}" topLeftCell="A${first + 1}" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.map(({ width }, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`).join('')}</cols><sheetData>`;
  const names = columns.map((_, at) => columnName(at + 1));
  const texts = (at: number, row: readonly string[], style: number): string =>
    `<row r="${at}">${row.map((text, column) => textCell(`${names[column] ?? 'A'}${at}`, text, style)).join('')}</row>`;
  yield lines.map((line, at) => texts(at + 1, [line], STYLES.line)).join('');
  const headers = columns.map(({ header }) => header);
  yield texts(first, headers, STYLES.header);
  const kinds = columns.map(({ kind }) => kind);
  let at = first;
  for await (const page of pages) {
    let xml = '';
    for (const row of page) xml += rowXml((at += 1), row, kinds, names, STYLES.cell);
    yield xml;
  }
  const last = at;
  for (const row of await closing()) yield rowXml((at += 1), row, kinds, names, STYLES.closing);
  yield `</sheetData><autoFilter ref="A${first}:${columnName(columns.length)}${last}"/><pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape"/></worksheet>`;
}

/** An empty cell is not written. */
function rowXml(
  at: number,
  row: Row,
  kinds: readonly CellKind[],
  names: readonly string[],
  styles: Readonly<Record<CellKind, number>>,
): string {
  let xml = `<row r="${at}">`;
  for (let column = 0; column < kinds.length; column++) {
    const kind = kinds[column] ?? 'text';
    xml += cellXml(`${names[column] ?? ''}${at}`, row[column] ?? null, kind, styles[kind]);
  }
  return `${xml}</row>`;
}

function cellXml(address: string, cell: Cell, kind: CellKind, style: number): string {
  if (cell === null || cell === '') return '';
  if (typeof cell === 'string') return textCell(address, cell, style);
  if (!Number.isFinite(cell)) return '';
  const value = kind === 'time' || kind === 'day' ? excelDay(cell) : cell;
  return `<c r="${address}" s="${style}"><v>${value}</v></c>`;
}

function textCell(address: string, text: string, style: number): string {
  const kept = escapeXml(text.length > MOST_CHARACTERS ? text.slice(0, MOST_CHARACTERS) : text);
  const shown = looksLikeFormula(text) ? STYLES.quoted : style;
  return `<c r="${address}" s="${shown}" t="inlineStr"><is><t xml:space="preserve">${kept}</t></is></c>`;
}

/** 1 is A, 27 is AA. */
function columnName(nth: number): string {
  return nth <= 26
    ? String.fromCharCode(64 + nth)
    : columnName(Math.floor((nth - 1) / 26)) + columnName(((nth - 1) % 26) + 1);
}

/** Names of tabs as Excel takes them: 31 characters, none of its own signs, none twice. */
export function tabNames(names: readonly string[]): string[] {
  const made: string[] = [];
  for (const name of names) {
    const plain = name
      .replaceAll(/[[\]:*?/\\]/g, '-')
      .replaceAll(/^'|'$/g, '-')
      .slice(0, 31)
      .toWellFormed();
    let free = plain === '' ? 'Sheet' : plain;
    const taken = new Set(made.map((one) => one.toLowerCase()));
    for (let nth = 2; taken.has(free.toLowerCase()); nth++) free = `${plain.slice(0, 27)}-${nth}`;
    made.push(free);
  }
  return made;
}
