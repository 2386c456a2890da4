/** Lays ledgers and letters out on A4: heads, running text, facts, tables that go on over pages, lines to sign on. Pure. */
import { widthOf } from '../../../preload/contract/paper-cells.ts';
import type { PdfDocument, PdfItem } from '../pdf/pdf-document.ts';

export type PaperBlock =
  | { readonly kind: 'name' | 'title' | 'heading' | 'text' | 'right'; readonly text: string }
  /** Of a letter: to whom; a paragraph, its first line set in by two characters. */
  | { readonly kind: 'address' | 'paragraph'; readonly text: string }
  | { readonly kind: 'fact'; readonly label: string; readonly value: string }
  | { readonly kind: 'space'; readonly lines: number }
  | { readonly kind: 'table'; readonly columns: readonly PaperColumn[]; readonly rows: readonly (readonly string[])[] }
  /** Side by side, each with room to write. */
  | { readonly kind: 'sign'; readonly labels: readonly string[] };

export interface PaperColumn {
  readonly title: string;
  /** In narrow characters. */
  readonly width: number;
  readonly right?: true;
}

/** Breaks text into lines of at most so many narrow characters. */
export type Wrap = (text: string, width: number) => string[];

/** Millimetres. */
const [WIDTH, HEIGHT, MARGIN] = [210, 297, 15] as const;
const INNER = WIDTH - 2 * MARGIN;
const CELL = 1.5;
const LINE = 4.8;
/** Of letters: read at arm's length, and signed. */
const LETTER = { cell: 2, line: 8 } as const;
export const COLUMNS = Math.floor(INNER / CELL);
const FOOT = HEIGHT - MARGIN + 4;
const HEAD = MARGIN - 4;
const BOTTOM = HEIGHT - MARGIN - 3;
const GAP = 1;
const SIGN_HEIGHT = 14;

/**
 * @param marks stand at the head of each page (simulated data)
 * @param foot stands on each page beside its number
 */
export function layPaper(
  blocks: readonly PaperBlock[],
  paper: { readonly title: string; readonly foot: string; readonly marks: readonly string[]; readonly wrap: Wrap },
): PdfDocument {
  const flow = new Flow(paper.wrap);
  for (const block of blocks) flow.place(block);
  const { pages } = flow;
  return {
    title: paper.title,
    pages: pages.map((items, index) => ({
      width: WIDTH,
      height: HEIGHT,
      items: [
        ...paper.marks.map((mark) => cells(mark, (WIDTH - widthOf(mark) * CELL) / 2, HEAD, { bold: true })),
        ...items,
        cells(paper.foot, MARGIN, FOOT),
        toTheRight(`第 ${String(index + 1)} 页 共 ${String(pages.length)} 页`, FOOT),
      ],
    })),
  };
}

class Flow {
  readonly pages: PdfItem[][] = [[]];
  readonly #wrap: Wrap;
  #y: number = MARGIN;

  constructor(wrap: Wrap) {
    this.#wrap = wrap;
  }

  place(block: PaperBlock): void {
    switch (block.kind) {
      case 'name':
        return this.#centred(block.text, 1);
      case 'title':
        return this.#centred(block.text, 2);
      case 'heading':
        this.#need(LINE * 3);
        this.#y += LINE * 0.6;
        this.#put(cells(block.text, MARGIN, this.#y + LINE * 0.72, { bold: true }));
        this.#y += LINE + 1;
        return;
      case 'text':
        for (const line of this.#wrap(block.text, COLUMNS)) this.#line(line);
        return;
      case 'right':
        this.#need(LETTER.line);
        this.#put(toTheRight(block.text, this.#y + LETTER.line * 0.72, LETTER.cell));
        this.#y += LETTER.line;
        return;
      case 'address':
      case 'paragraph':
        return this.#paragraph(block.text, block.kind === 'paragraph' ? 4 : 0);
      case 'fact':
        return this.#fact(block.label, block.value);
      case 'space':
        this.#y += block.lines * LINE;
        return;
      case 'table':
        return this.#table(block);
      case 'sign':
        return this.#sign(block.labels);
      default:
        return block satisfies never;
    }
  }

  #centred(text: string, stretch: number): void {
    for (const line of this.#wrap(text, Math.floor(COLUMNS / stretch))) {
      this.#need(LINE * stretch);
      const x = MARGIN + (INNER - widthOf(line) * CELL * stretch) / 2;
      this.#y += LINE * stretch;
      this.#put({ ...cells(line, x, this.#y - LINE * 0.3 * stretch, { bold: true }), stretch: [stretch, stretch] });
    }
  }

  #paragraph(text: string, setIn: number): void {
    const { cell, line } = LETTER;
    const columns = Math.floor(INNER / cell);
    this.#setIn(text, columns, setIn).forEach((words, index) => {
      this.#need(line);
      this.#put(cells(words, MARGIN + (index === 0 ? setIn * cell : 0), this.#y + line * 0.72, { cell }));
      this.#y += line;
    });
  }

  /** The first line is shorter by so many columns. */
  #setIn(text: string, columns: number, setIn: number): string[] {
    const [first = ''] = this.#wrap(text, columns - setIn);
    const rest = text.trim().slice(first.length).trim();
    return rest === '' ? [first] : [first, ...this.#wrap(rest, columns)];
  }

  #fact(label: string, value: string): void {
    const from = Math.max(12, widthOf(label) + 2);
    this.#wrap(value, COLUMNS - from).forEach((line, index) => {
      this.#need(LINE);
      if (index === 0) this.#put(cells(label, MARGIN, this.#y + LINE * 0.72));
      this.#put(cells(line, MARGIN + from * CELL, this.#y + LINE * 0.72));
      this.#y += LINE;
    });
  }

  /** The head is on each page; a row is never cut unless it is higher than a page. */
  #table({ columns, rows }: Extract<PaperBlock, { kind: 'table' }>): void {
    this.#need(LINE * 3);
    this.#row(
      columns,
      columns.map(({ title }) => [title]),
      true,
    );
    for (const row of rows) {
      const lines = columns.map(({ width }, index) => this.#wrap(row[index] ?? '', width));
      const most = Math.floor((BOTTOM - MARGIN) / LINE) - 2;
      const parts = Math.max(1, Math.ceil(Math.max(...lines.map(({ length }) => length)) / most));
      for (let nth = 0; nth < parts; nth += 1) {
        const part = lines.map((each) => each.slice(nth * most, (nth + 1) * most));
        const height = Math.max(1, ...part.map(({ length }) => length)) * LINE + 1;
        if (this.#y + height > BOTTOM) {
          this.#page();
          this.#row(
            columns,
            columns.map(({ title }) => [title]),
            true,
          );
        }
        this.#row(columns, part, false);
      }
    }
  }

  #row(columns: readonly PaperColumn[], lines: readonly (readonly string[])[], bold: boolean): void {
    let x: number = MARGIN;
    for (const [index, { right, width }] of columns.entries()) {
      lines[index]?.forEach((line, nth) => {
        const at = right === true ? x + (width - widthOf(line)) * CELL : x;
        this.#put(cells(line, at, this.#y + nth * LINE + LINE * 0.72, { bold }));
      });
      x += (width + GAP) * CELL;
    }
    this.#y += Math.max(1, ...lines.map(({ length }) => length)) * LINE + 0.5;
    this.#put({ kind: 'line', from: [MARGIN, this.#y - 0.4], to: [WIDTH - MARGIN, this.#y - 0.4] });
    this.#y += 0.5;
  }

  #sign(labels: readonly string[]): void {
    this.#need(SIGN_HEIGHT);
    this.#y += SIGN_HEIGHT - LINE;
    const wide = INNER / Math.max(1, labels.length);
    labels.forEach((label, index) => {
      const x = MARGIN + index * wide;
      const from = x + (widthOf(label) + 1) * CELL;
      this.#put(cells(label, x, this.#y + LINE * 0.72));
      this.#put({ kind: 'line', from: [from, this.#y + LINE], to: [Math.max(from, x + wide - 6), this.#y + LINE] });
    });
    this.#y += LINE + 1;
  }

  #line(text: string): void {
    this.#need(LINE);
    this.#put(cells(text, MARGIN, this.#y + LINE * 0.72));
    this.#y += LINE;
  }

  #need(height: number): void {
    if (this.#y + height > BOTTOM) this.#page();
  }

  #page(): void {
    this.pages.push([]);
    this.#y = MARGIN;
  }

  #put(item: PdfItem): void {
    this.pages.at(-1)?.push(item);
  }
}

function cells(
  text: string,
  x: number,
  baseline: number,
  { bold = false, cell = CELL }: { readonly bold?: boolean; readonly cell?: number } = {},
): Extract<PdfItem, { kind: 'cells' }> {
  return { kind: 'cells', x, baseline, text, cell, stretch: [1, 1], bold };
}

const toTheRight = (text: string, baseline: number, cell: number = CELL): PdfItem =>
  cells(text, WIDTH - MARGIN - widthOf(text) * cell, baseline, { cell });
