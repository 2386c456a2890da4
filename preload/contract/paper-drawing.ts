/**
 * A paper as a drawing: runs of characters, codes, rules and frames, in the units of the drawing. The window draws its
 * preview from it and the shell the page that it prints, so that what comes out is what was shown. Pure.
 */
import { pageCells, rollCells, type PaperCell, type RollCode } from './paper-cells.ts';
import { charColumns, qrDots, sizeColumns, sizeRows, type PageItem, type PagePaper, type RollPaper } from './paper.ts';

/** The dots of a receipt: a narrow cell is 12 wide, a line 30 high. A page is drawn in the same cells, with its own sides. */
const CELL = 12;
const LINE = 30;

/** Advance of B612 Mono, in ems: at this size a sign takes one cell. */
const MONO_EM = CELL / 0.65;
const CHINESE_EM = 22;
/** A Chinese sign stands in the middle of its two cells. */
const CHINESE_AIR = (2 * CELL - CHINESE_EM) / 2;

/** Neighbours of one font: where each begins, and the line they stand on. */
export interface Run {
  readonly text: string;
  readonly xs: readonly number[];
  readonly baseline: number;
  readonly ascii: boolean;
  readonly bold: boolean;
  readonly wide: 1 | 2;
  readonly high: 1 | 2;
}
export interface Code {
  readonly rows: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly size: number;
}
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly runs: readonly Run[];
  readonly codes: readonly Code[];
  readonly rules: readonly { readonly x: number; readonly y: number; readonly width: number }[];
  readonly boxes: readonly {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  }[];
}

type CodeRows = (text: string) => readonly string[];
/** Print heads leave so much at each side. */
const EDGE = 24;

/** A receipt of more rows is drawn in two strips beside each other. */
const STRIP_ROWS = 40;

/** The strips of a receipt, from the left. */
export function rollDrawings(paper: RollPaper, codeOf: CodeRows): Drawing[] {
  const dots = qrDots(paper.columns);
  const rowsOf = (text: string): number => Math.ceil((codeOf(text).length * dots) / LINE);
  const { cells, codes, rows } = rollCells(paper, rowsOf);
  const cuts = rows > STRIP_ROWS ? [0, blankRow(rows, cells, codes, rowsOf), rows] : [0, rows];
  const height = Math.max(...cuts.slice(1).map((cut, index) => cut - (cuts[index] ?? 0))) * LINE;
  return cuts.slice(1).map((cut, index) => {
    const from = cuts[index] ?? 0;
    const here = ({ row }: { readonly row: number }): boolean => row >= from && row < cut;
    return {
      width: paper.columns * CELL + 2 * EDGE,
      height: height + 2 * EDGE,
      runs: runsOf(cells.filter(here), EDGE, EDGE - from * LINE, LINE),
      codes: codes.filter(here).map(({ row, text }) => {
        const size = codeOf(text).length * dots;
        return { rows: codeOf(text), x: EDGE + (paper.columns * CELL - size) / 2, y: EDGE + (row - from) * LINE, size };
      }),
      rules: [],
      boxes: [],
    };
  });
}

/** The blank row or rule nearest to the middle: no text and no code is torn in two. */
function blankRow(
  rows: number,
  cells: readonly PaperCell[],
  codes: readonly RollCode[],
  rowsOf: (text: string) => number,
): number {
  const taken = new Set([
    ...cells
      .filter(({ char }) => char !== '-')
      .flatMap(({ row, size }) => (sizeRows(size) === 2 ? [row, row + 1] : [row])),
    ...codes.flatMap(({ row, text }) => Array.from({ length: rowsOf(text) }, (_, index) => row + index)),
  ]);
  const middle = rows / 2;
  const blank = Array.from({ length: rows }, (_, row) => row).filter((row) => row > 0 && !taken.has(row));
  return blank.reduce((best, row) => (Math.abs(row - middle) < Math.abs(best - middle) ? row : best), blank[0] ?? rows);
}

/** Each page, in units of its own cell: a column is 12. */
export function pageDrawings({ form, pages }: PagePaper, codeOf: CodeRows): Drawing[] {
  const unit = CELL / form.cellWidthMm;
  const line = form.cellHeightMm * unit;
  const [left, top] = [form.leftMm * unit, form.topMm * unit];
  return pages.map((items: readonly PageItem[]) => ({
    width: form.widthMm * unit,
    height: form.heightMm * unit,
    runs: runsOf(pageCells(items), left, top, line),
    codes: items.flatMap((item) =>
      item.kind === 'qr'
        ? [
            {
              rows: codeOf(item.text),
              x: left + item.column * CELL,
              y: top + item.row * line,
              size: item.sizeMm * unit,
            },
          ]
        : [],
    ),
    rules: items.flatMap((item) =>
      item.kind === 'rule'
        ? [{ x: left + item.column * CELL, y: top + (item.row + 0.5) * line, width: item.columns * CELL }]
        : [],
    ),
    boxes: items.flatMap((item) =>
      item.kind === 'box'
        ? [
            {
              x: left + (item.column + 1) * CELL,
              y: top + (item.row + 0.5) * line,
              width: (item.columns - 2) * CELL,
              height: (item.rows - 1) * line,
            },
          ]
        : [],
    ),
  }));
}

function runsOf(cells: readonly PaperCell[], left: number, top: number, line: number): Run[] {
  const runs: Run[] = [];
  let next = -1;
  for (const { bold, char, column, row, size } of cells) {
    const [wide, high] = [sizeColumns(size), sizeRows(size)];
    const ascii = char < '\u0080';
    // A font's signs stand as high in a high line as in a low one: on three quarters of a receipt's line.
    const baseline = top + (row + high) * line - (line - LINE) / 2 - 8;
    const x = left + column * CELL;
    const last = runs.at(-1);
    const goesOn =
      last !== undefined &&
      x === next &&
      last.baseline === baseline &&
      last.ascii === ascii &&
      last.bold === bold &&
      last.wide === wide &&
      last.high === high;
    if (goesOn) runs[runs.length - 1] = { ...last, text: last.text + char, xs: [...last.xs, x] };
    else runs.push({ text: char, xs: [x], baseline, ascii, bold, wide, high });
    next = x + charColumns(char) * wide * CELL;
  }
  return runs.filter(({ text }) => text.trim() !== '');
}

/** How a run is written as a text of SVG: moved to its place and stretched there, each sign at a place of its own. */
export interface Lettering {
  readonly transform: string;
  readonly x: string;
  readonly size: number;
  readonly weight: 400 | 600 | 700;
}

export function letteringOf({ ascii, baseline, bold, high, wide, xs }: Run): Lettering {
  const first = xs[0] ?? 0;
  return {
    transform: `translate(${first} ${baseline}) scale(${wide} ${high})`,
    x: xs.map((x) => (x - first) / wide + (ascii ? 0 : CHINESE_AIR)).join(' '),
    size: ascii ? MONO_EM : CHINESE_EM,
    weight: bold ? (ascii ? 700 : 600) : 400,
  };
}

/** The dark modules of a code as a path of SVG, a module being 1 wide. */
export const modulePath = (rows: readonly string[]): string =>
  rows.map((row, y) => [...row].map((dark, x) => (dark === '1' ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('');
