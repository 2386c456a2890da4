/**
 * Text tables, the door to csv-parse: as Chinese Excel writes them (GB18030), as everybody else does (UTF-8, with or without its
 * mark), and as Excel's "Unicode text" (UTF-16). Separated by commas, semicolons or tabs.
 */
import { CsvError, parse } from 'csv-parse/sync';
import { looksLikeFormula } from './sheet.ts';
import { MOST_ROWS, type TableRead } from './table.ts';

/** Longer than any cell that can be taken: an unclosed quotation mark swallows no whole file. */
const MOST_IN_ROW = 64 * 1024;

export function readDelimited(bytes: Uint8Array): TableRead {
  const text = decoded(bytes);
  if (text === null) return { kind: 'refused', code: 'table.not-a-table' };
  try {
    const rows = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: MOST_IN_ROW,
      // One more than may be: who counts sees that there are too many.
      to: MOST_ROWS + 2,
    });
    const cells = rows.map((row) => row.map(cellOf));
    while (cells.length > 0 && cells.at(-1)?.every((cell) => cell === null) === true) cells.pop();
    return { kind: 'rows', rows: cells };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { kind: 'refused', code: 'table.unreadable', detail: error.message.slice(0, 200) };
  }
}

/** The apostrophe that a writer puts before what looks like a formula is not of the text. */
function cellOf(text: string): string | null {
  const cell = text.trim();
  if (cell === '') return null;
  return cell.startsWith("'") && looksLikeFormula(cell.slice(1)) ? cell.slice(1).trim() : cell;
}

/** null: no text. A text in GB18030 is next to never well-formed UTF-8, so UTF-8 is tried first. */
function decoded(bytes: Uint8Array): string | null {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  for (const encoding of utf16 ? ['utf-16le'] : ['utf-8', 'gb18030']) {
    const text = tried(encoding, bytes);
    // What is no text holds zeros and their like.
    if (text !== null) return /[\u0000-\u0008\u000e-\u001f]/.test(text) ? null : text;
  }
  return null;
}

function tried(encoding: string, bytes: Uint8Array): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return null;
  }
}

/** What stands most often in the heading. */
function delimiterOf(text: string): string {
  const heading = /^[^\r\n]*/.exec(text)?.[0] ?? '';
  const count = (delimiter: string): number => heading.split(delimiter).length;
  return [',', '\t', ';'].reduce((best, delimiter) => (count(delimiter) > count(best) ? delimiter : best));
}
