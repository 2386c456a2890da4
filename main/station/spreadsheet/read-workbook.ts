/** Excel workbooks (.xlsx), the door to read-excel-file. Formulas are taken as the value that Excel last worked out. */
import { InvalidInputError, InvalidSpreadsheetError, readSheet, SheetNotFoundError } from 'read-excel-file/universal';
import type { Cell, TableRead } from './table.ts';
import { unpacksWithin } from './zip-guard.ts';

/** A list of 2,000 vehicles with every column unpacks to about 3 MB. */
const MOST_UNPACKED = 48 * 1024 * 1024;
/** Excel keeps so many digits of a number and writes zeros for the rest: the end of a longer one is lost. */
const DIGITS_KEPT = 15;

interface Digits {
  readonly digits: string;
}

export async function readWorkbook(bytes: Uint8Array<ArrayBuffer>): Promise<TableRead> {
  const packed = unpacksWithin(bytes, MOST_UNPACKED);
  if (packed !== 'yes')
    return packed === 'too-much'
      ? { kind: 'refused', code: 'table.too-large' }
      : { kind: 'refused', code: 'table.unreadable', detail: 'zip' };
  const whole = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  try {
    // Numbers as they are written: 18 digits would lose their end.
    const rows = await readSheet(whole, { parseNumber: (digits): Digits => ({ digits }), trim: true });
    return { kind: 'rows', rows: rows.map((row) => row.map(cellOf)) };
  } catch (error) {
    return { kind: 'refused', code: 'table.unreadable', detail: detailOf(error) };
  }
}

function cellOf(value: unknown): Cell {
  if (value === null || value === '') return null;
  // Excel's days have no zone; the library gives them as UTC.
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? { spoilt: 'date' } : value.toISOString().slice(0, 10);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'string') return value;
  const { digits } = value as Digits;
  const whole = /^-?\d+$/.test(digits) ? digits : String(Number(digits));
  return whole.length > DIGITS_KEPT && Math.abs(Number(digits)) >= 10 ** DIGITS_KEPT ? { spoilt: digits } : whole;
}

/** Its parser meets whatever is in the file: all it can throw is about the file. */
function detailOf(error: unknown): string {
  if (
    error instanceof InvalidInputError ||
    error instanceof InvalidSpreadsheetError ||
    error instanceof SheetNotFoundError
  )
    return error.message.slice(0, 200);
  return error instanceof Error ? error.message.slice(0, 200) : String(error);
}
