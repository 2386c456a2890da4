/**
 * The first sheet of a workbook, or a text table, as rows of text: whatever a person hands over has a defined answer. It takes
 * memory and time: only for a thread of its own.
 */
import { readDelimited } from './read-delimited.ts';
import { readWorkbook } from './read-workbook.ts';
import { MOST_COLUMNS, MOST_ROWS, type TableRead } from './table.ts';

const starts = (bytes: Uint8Array, ...head: readonly number[]): boolean => head.every((byte, at) => bytes[at] === byte);

/** @param bytes what was handed over, at most some megabytes; never throws for what they hold */
export async function readTable(bytes: Uint8Array<ArrayBuffer>): Promise<TableRead> {
  if (bytes.length === 0) return { kind: 'refused', code: 'table.empty' };
  const read = starts(bytes, 0x50, 0x4b) ? await readWorkbook(bytes) : readDelimited(bytes);
  if (read.kind === 'refused') return read;
  if (read.rows.length > MOST_ROWS + 1 || read.rows.some((row) => row.length > MOST_COLUMNS))
    return { kind: 'refused', code: 'table.too-large' };
  // The heading and nothing else is no table either.
  if (read.rows.length < 2) return { kind: 'refused', code: 'table.empty' };
  return read;
}
