/**
 * Carries out the layout of a page: facts and a layout → texts, rules, frames and codes in the cells of a form. Pure.
 * What does not fit on one page goes on on the next, which names the sheet again.
 */
import { widthOf } from '../../../preload/contract/paper-cells.ts';
import {
  sizeColumns,
  sizeRows,
  type PageForm,
  type PageItem,
  type PagePaper,
} from '../../../preload/contract/paper.ts';
import { said } from './lay-roll.ts';
import type { PageBand, PageCell, PageLayout, PlainBand } from './layout-form.ts';
import type { Facts } from './sheet-facts.ts';
import { WORDS } from './sheet-words.ts';
import { padTo, wrap } from './text-columns.ts';

/** What one band puts on the page, from row 0 of its own, and how many rows it takes. */
interface Laid {
  readonly items: readonly PageItem[];
  readonly rows: number;
}
const NOTHING: Laid = { items: [], rows: 0 };
const QUIET_MM = 1;
const SIGNER_COLUMNS = 7;

/** @param signers who signs, from left to right */
export function layPage(layout: PageLayout, facts: Facts, signers: readonly string[]): PagePaper {
  const { bands, form, labelColumns } = layout;
  const pages: PageItem[][] = [[]];
  let row = 0;
  const turn = (): void => {
    pages.push([text(`${facts.number} ${WORDS.continued}`, 0, 0)]);
    row = 1;
  };
  const place = (laid: Laid): void => {
    if (row > 0 && row + laid.rows > form.rows) turn();
    let base = row;
    for (const item of laid.items) {
      // A reason of five hundred characters is higher than a short form.
      if (base + item.row + heightOf(item, form) > form.rows) {
        turn();
        base = row - item.row;
      }
      pages.at(-1)?.push({ ...item, row: item.row + base });
    }
    row = base + laid.rows;
  };
  for (const band of bands) {
    if (band.kind === 'signatures') place(signatures(band, facts, signers));
    else if (band.kind !== 'beside-code') place(layPlain(band, form.columns, labelColumns, facts));
    else if (facts[band.value] === '')
      for (const each of band.bands) place(layPlain(each, band.column - 1, labelColumns, facts));
    else {
      const code: PageItem = { kind: 'qr', column: band.column, row: 0, text: facts[band.value], sizeMm: band.sizeMm };
      if (row + heightOf(code, form) > form.rows) turn();
      const page = pages.length;
      const below = row + heightOf(code, form);
      place({ items: [code], rows: 0 });
      for (const each of band.bands) place(layPlain(each, band.column - 1, labelColumns, facts));
      if (pages.length === page) row = Math.max(row, below);
    }
  }
  return { kind: 'page', form, pages };
}

/** Rows that an item takes; a code with its quiet margin below. */
function heightOf(item: PageItem, { cellHeightMm }: PageForm): number {
  switch (item.kind) {
    case 'text':
      return sizeRows(item.size);
    case 'rule':
      return 1;
    case 'box':
      return item.rows;
    case 'qr':
      return Math.ceil((item.sizeMm + QUIET_MM) / cellHeightMm);
    default:
      return item satisfies never;
  }
}

function layPlain(band: PlainBand, columns: number, labelColumns: number, facts: Facts): Laid {
  switch (band.kind) {
    case 'gap':
      return { items: [], rows: band.rows };
    case 'rule':
      return { items: [{ kind: 'rule', column: 0, row: 0, columns }], rows: 1 };
    case 'line':
      return line(band, columns, facts);
    case 'row':
      return cells(band, labelColumns, facts);
    default:
      return band satisfies never;
  }
}

const text = (
  words: string,
  column: number,
  row: number,
  size: PageCell['size'] = 'normal',
  bold = false,
): PageItem => ({ kind: 'text', text: words, column, row, size, bold });

/** Texts on one line; one too long in its size is smaller, and too long for that goes on below. */
function line(band: Extract<PlainBand, { kind: 'line' }>, columns: number, facts: Facts): Laid {
  const parts = band.parts.map((part) => ({ ...part, words: said(part.value, facts) })).filter(({ words }) => words);
  let rows = 0;
  const items = parts.flatMap(({ align, bold, size, words }) => {
    const fits = widthOf(words) * sizeColumns(size) <= columns;
    const used = fits ? size : 'normal';
    const lines = wrap(words, columns);
    rows = Math.max(rows, lines.length * sizeRows(used));
    return lines.map((part, index) => {
      const free = columns - widthOf(part) * sizeColumns(used);
      const column = align === 'left' ? 0 : align === 'right' ? free : Math.floor(free / 2);
      return text(part, column, index * sizeRows(used), used, bold);
    });
  });
  return { items, rows };
}

function cells(band: Extract<PlainBand, { kind: 'row' }>, usualLabel: number, facts: Facts): Laid {
  if (band.cells.every(({ value }) => facts[value] === '')) return NOTHING;
  let column = 0;
  let rows = 1;
  const items = band.cells.flatMap((cell) => {
    const at = column;
    column += cell.columns;
    const value = facts[cell.value];
    if (value === '') return [];
    const labelColumns = cell.labelColumns ?? usualLabel;
    // One column stays free before the next cell.
    const room = cell.columns - labelColumns - 1;
    const size = widthOf(value) * sizeColumns(cell.size) <= room ? cell.size : 'normal';
    const lines = size === 'normal' ? wrap(value, room) : [value];
    rows = Math.max(rows, lines.length * sizeRows(size));
    const label = said(cell.label, facts);
    return [
      ...(label === '' ? [] : [text(label, at, sizeRows(size) - 1)]),
      ...lines.map((part, index) => {
        const free = room - widthOf(part) * sizeColumns(size);
        return text(part, at + labelColumns + (cell.align === 'right' ? free : 0), index, size, cell.bold);
      }),
    ];
  });
  return { items, rows };
}

function signatures(
  { columns, perRow, seal, spacing }: Extract<PageBand, { kind: 'signatures' }>,
  facts: Facts,
  signers: readonly string[],
): Laid {
  const each = Math.floor(columns / perRow);
  const items: PageItem[] = signers.map((signer, index) => {
    const label = padTo(signer, SIGNER_COLUMNS);
    const row = (Math.floor(index / perRow) + 1) * spacing - 1;
    return text(label + '_'.repeat(Math.max(0, each - 2 - widthOf(label))), (index % perRow) * each, row);
  });
  const rows = Math.ceil(signers.length / perRow) * spacing;
  // Nobody stamps what is void.
  if (seal === undefined || facts.voided !== '') return { items, rows };
  const frame = { column: columns, columns: seal.columns };
  const inside = columns + Math.floor((seal.columns - widthOf(WORDS.seal)) / 2);
  return {
    items: [
      ...items,
      { kind: 'box', row: 0, ...frame, rows: seal.rows },
      text(WORDS.seal, inside, Math.floor((seal.rows - 1) / 2)),
    ],
    rows: Math.max(rows, seal.rows),
  };
}
