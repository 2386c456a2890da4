/**
 * Rows of cells become changes of files, or faults that name row, column and what was expected. Pure: nothing is looked up and
 * nothing written. An empty cell leaves what the file says.
 */
import type * as z from 'zod';
import { NameFile, type FileKind, type TableFault } from '../../../preload/contract/files.ts';
import { Vehicle, type Paper } from '../../../preload/contract/weighing.ts';
import type { Cell } from '../spreadsheet/table.ts';
import { columnOf, COLUMNS, type Column, type Value } from './table-columns.ts';

/** What one good row says of one file: its key and the fields that had something in them. */
export interface FileRow {
  readonly row: number;
  /** A plate, or a name. */
  readonly key: string;
  readonly fields: Readonly<Record<string, Value>>;
  readonly papers: readonly Paper[];
}

export interface RowsRead {
  readonly rows: number;
  readonly good: readonly FileRow[];
  /** Rows with at least one fault. */
  readonly bad: number;
  readonly faults: readonly TableFault[];
}

/** The heading without which no row is of any file. */
export interface HeadingWanted {
  readonly wanted: string;
}

const MOST_FAULTS = 200;
const FOUND_LENGTH = 40;

interface Placed {
  readonly column: Column;
  readonly heading: string;
  readonly at: number;
}

export function readRows(kind: FileKind, table: readonly (readonly Cell[])[]): RowsRead | HeadingWanted {
  const [headings = [], ...body] = table;
  const faults: TableFault[] = [];
  const placed: Placed[] = [];
  for (const [at, cell] of headings.entries()) {
    if (cell === null) continue;
    const heading = said(cell);
    const column = columnOf(kind, heading);
    const twice = column !== null && placed.some((one) => one.column === column);
    if (column === null || twice)
      faults.push({
        row: 1,
        column: heading,
        reason: twice ? 'heading-twice' : 'heading-unknown',
        found: '',
        expected: '',
      });
    else placed.push({ column, heading, at });
  }
  const key = COLUMNS[kind].find(({ required }) => required === true);
  if (key === undefined || !placed.some(({ column }) => column === key)) return { wanted: key?.zh[0] ?? '' };

  const good: FileRow[] = [];
  const seen = new Map<string, number>();
  let rows = 0;
  let bad = 0;
  for (const [index, cells] of body.entries()) {
    if (cells.every((cell) => cell === null)) continue;
    rows++;
    const row = index + 2;
    const read = readRow(kind, placed, cells, row);
    const before = 'key' in read ? seen.get(read.key) : undefined;
    const wrong = 'key' in read ? twiceIn(placed, key, read, before) : read;
    if (wrong.length > 0) {
      bad++;
      faults.push(...wrong);
    } else if ('key' in read) {
      seen.set(read.key, row);
      good.push(read);
    }
  }
  return { rows, good, bad, faults: faults.slice(0, MOST_FAULTS) };
}

const twiceIn = (
  placed: readonly Placed[],
  key: Column,
  { key: found, row }: FileRow,
  before: number | undefined,
): TableFault[] =>
  before === undefined
    ? []
    : [{ row, column: headingOf(placed, key), reason: 'twice', found: short(found), expected: String(before) }];

function readRow(
  kind: FileKind,
  placed: readonly Placed[],
  cells: readonly Cell[],
  row: number,
): FileRow | TableFault[] {
  const faults: TableFault[] = [];
  const fields: Record<string, Value> = {};
  const papers = new Map<Paper['kind'], Record<string, Value>>();
  for (const { at, column, heading } of placed) {
    const cell = cells[at] ?? null;
    const fault = (reason: TableFault['reason'], expected: string): void =>
      void faults.push({ row, column: heading, reason, found: short(said(cell)), expected });
    if (cell === null) {
      if (column.required === true) fault('missing', '');
      continue;
    }
    if (typeof cell !== 'string') {
      fault('unreadable-text', '');
      continue;
    }
    const read = column.read(cell);
    if ('reason' in read) fault(read.reason, read.expected);
    else if (typeof column.field === 'string') fields[column.field] = read.value;
    else papers.set(column.field.paper, { ...papers.get(column.field.paper), [column.field.of]: read.value });
  }
  if (faults.length > 0) return faults;
  const list = [...papers].map(([of, said]) => ({ kind: of, ...said })) as Paper[];
  // The contract's own form has the last word on what a file can hold.
  const whole = { ...fields, ...(list.length === 0 ? {} : { papers: list }) };
  const formed = kind === 'vehicle' ? Vehicle.safeParse(whole) : NameFile.safeParse({ kind, ...whole });
  if (!formed.success) return formed.error.issues.map((issue) => ofIssue(issue, placed, list, cells, row));
  const { papers: _papers, kind: _kind, ...parsed } = formed.data as Record<string, Value> & { papers?: Paper[] };
  return { row, key: String(kind === 'vehicle' ? parsed['plate'] : parsed['name']), fields: parsed, papers: list };
}

/** What the form refused, said of the cell that it came from. */
function ofIssue(
  issue: z.core.$ZodIssue,
  placed: readonly Placed[],
  papers: readonly Paper[],
  cells: readonly Cell[],
  row: number,
): TableFault {
  const [field, index, part] = issue.path;
  const paper = field === 'papers' ? papers[Number(index)]?.kind : undefined;
  const place = placed.find(({ column }) =>
    typeof column.field === 'string'
      ? column.field === field
      : column.field.paper === paper && column.field.of === part,
  );
  const long = issue.code === 'too_big' && issue.origin === 'string';
  return {
    row,
    column: place?.heading ?? String(field ?? ''),
    reason: long ? 'too-long' : 'unreadable-text',
    found: short(said(place === undefined ? null : (cells[place.at] ?? null))),
    expected: long ? String(issue.maximum) : '',
  };
}

const headingOf = (placed: readonly Placed[], key: Column): string =>
  placed.find(({ column }) => column === key)?.heading ?? '';

const said = (cell: Cell): string => (cell === null ? '' : typeof cell === 'string' ? cell : cell.spoilt);
const short = (text: string): string =>
  text.length > FOUND_LENGTH ? `${[...text].slice(0, FOUND_LENGTH - 1).join('')}…` : text;
