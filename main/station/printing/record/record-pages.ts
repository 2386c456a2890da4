/** Lays a record out on A4: headings, facts, pictures and the curve, from top to bottom, over as many pages as it takes. Pure. */
import { widthOf } from '../../../../preload/contract/paper-cells.ts';
import type { PdfDocument, PdfItem } from '../../pdf/pdf-document.ts';
import { wrap } from '../text-columns.ts';
import { RECORD } from './record-words.ts';

/** A picture as it will stand there; `jpeg` null: `lines` say why there is none. */
export interface ShownPicture {
  readonly jpeg: Uint8Array | null;
  readonly lines: readonly string[];
  readonly part?: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** Width to height of what is shown. */
  readonly shape: number;
}

export interface ShownCurve {
  /** Milliseconds and kilograms; null = no valid weight. */
  readonly points: readonly { readonly atMs: number; readonly weightKg: number | null }[];
  readonly savedAtMs: number | null;
  /** What stands over it. */
  readonly words: string;
}

export type RecordBlock =
  | { readonly kind: 'title' | 'name' | 'heading' | 'text'; readonly text: string }
  | { readonly kind: 'fact'; readonly label: string; readonly value: string }
  | { readonly kind: 'pictures'; readonly pictures: readonly ShownPicture[]; readonly height: number }
  | { readonly kind: 'curve'; readonly curve: ShownCurve };

/** Millimetres. */
const [WIDTH, HEIGHT, MARGIN] = [210, 297, 15] as const;
const INNER = WIDTH - 2 * MARGIN;
const CELL = 1.5;
const LINE = 4.6;
const COLUMNS = Math.floor(INNER / CELL);
const LABEL_COLUMNS = 14;
const FOOT = HEIGHT - MARGIN + 4;
const HEAD = MARGIN - 4;
const BOTTOM = HEIGHT - MARGIN - 3;
const [GAP, CURVE_HEIGHT] = [6, 42] as const;
/** A figure at each of these on the upright axis. */
const CURVE_KG = 10_000;
/** The empty frame of a picture that is not there. */
const LACKING = 20;
const HALF = (INNER - GAP) / 2;
const HALF_COLUMNS = Math.floor(HALF / CELL);
/** More strokes than this no printer shows apart. */
const CURVE_STEPS = 700;

/**
 * @param foot stands on each page beside its number: by what the pages can be told from another record's
 * @param marks stand at the head of each page: a page alone must not pass for one of a record that counts
 */
export function recordPages(
  blocks: readonly RecordBlock[],
  { foot, marks, title }: { readonly title: string; readonly foot: string; readonly marks: readonly string[] },
): PdfDocument {
  const flow = new Flow(foot, marks.join('   '));
  for (const [index, block] of blocks.entries()) flow.place(block, blocks[index + 1]);
  return { title, pages: flow.pages() };
}

class Flow {
  readonly #foot: string;
  readonly #marks: string;
  readonly #pages: PdfItem[][] = [[]];
  #y: number = MARGIN;

  constructor(foot: string, marks: string) {
    this.#foot = foot;
    this.#marks = marks;
  }

  place(block: RecordBlock, next: RecordBlock | undefined): void {
    switch (block.kind) {
      case 'title':
        return this.#centred(block.text, [2, 2]);
      case 'name':
        return this.#centred(block.text, [1, 1]);
      case 'heading':
        // Never alone at the foot of a page.
        this.#need(LINE * 2 + (next === undefined ? 0 : heightOf(next)));
        this.#y += LINE * 0.6;
        this.#text(block.text, MARGIN, this.#y, true);
        this.#y += LINE;
        this.#put({ kind: 'line', from: [MARGIN, this.#y - 0.6], to: [WIDTH - MARGIN, this.#y - 0.6] });
        return;
      case 'text':
        for (const line of wrap(block.text, COLUMNS)) this.#line(line, MARGIN);
        return;
      case 'fact':
        return this.#fact(block.label, block.value);
      case 'pictures':
        return this.#pictures(block);
      case 'curve':
        return this.#curve(block.curve);
      default:
        return block satisfies never;
    }
  }

  pages(): PdfDocument['pages'] {
    return this.#pages.map((items, index) => ({
      width: WIDTH,
      height: HEIGHT,
      items: [
        ...(this.#marks === '' ? [] : [cells(this.#marks, (WIDTH - widthOf(this.#marks) * CELL) / 2, HEAD, true)]),
        ...items,
        cells(this.#foot, MARGIN, FOOT),
        ...right(`第 ${String(index + 1)} 页 共 ${String(this.#pages.length)} 页`),
      ],
    }));
  }

  #fact(label: string, value: string): void {
    const from = Math.max(LABEL_COLUMNS, widthOf(label) + 2);
    wrap(value, COLUMNS - from).forEach((line, index) => {
      this.#need(LINE);
      if (index === 0) this.#text(label, MARGIN, this.#y);
      this.#text(line, MARGIN + from * CELL, this.#y);
      this.#y += LINE;
    });
  }

  /** Two beside one another, what is said of each below it. */
  #pictures({ height, pictures }: Extract<RecordBlock, { kind: 'pictures' }>): void {
    for (let first = 0; first < pictures.length; first += 2) {
      const row = pictures.slice(first, first + 2);
      const said = row.map(({ lines }) => lines.flatMap((line) => wrap(line, HALF_COLUMNS)));
      const below = Math.max(...said.map((lines) => lines.length)) * LINE;
      const sizes = row.map(({ jpeg, shape }): readonly [wide: number, high: number] =>
        jpeg === null ? [HALF, LACKING] : shape > HALF / height ? [HALF, HALF / shape] : [height * shape, height],
      );
      const tall = Math.max(...sizes.map(([, high]) => high));
      this.#need(tall + below + 4);
      this.#y += 1;
      row.forEach(({ jpeg, part }, index) => {
        const x = MARGIN + index * (HALF + GAP);
        const [wide, high] = sizes[index] ?? [HALF, LACKING];
        if (jpeg === null) this.#put({ kind: 'box', x, y: this.#y, width: wide, height: high });
        else
          this.#put({
            kind: 'picture',
            x,
            y: this.#y,
            width: wide,
            height: high,
            jpeg,
            ...(part === undefined ? {} : { part }),
          });
        said[index]?.forEach((line, nth) => this.#text(line, x, this.#y + tall + 1 + nth * LINE));
      });
      this.#y += tall + below + 3;
    }
  }

  #curve({ points, savedAtMs, words }: ShownCurve): void {
    this.#need(CURVE_HEIGHT + LINE * 3);
    for (const line of wrap(words, COLUMNS)) this.#line(line, MARGIN);
    const top = this.#y;
    this.#put({ kind: 'box', x: MARGIN, y: top, width: INNER, height: CURVE_HEIGHT });
    const first = points[0]?.atMs ?? 0;
    const lasts = Math.max(1, (points.at(-1)?.atMs ?? 0) - first);
    const most = Math.max(1, ...points.map(({ weightKg }) => weightKg ?? 0)) * 1.05;
    const at = (ms: number): number => MARGIN + ((ms - first) / lasts) * INNER;
    const high = (kg: number): number => top + CURVE_HEIGHT - (Math.max(0, kg) / most) * CURVE_HEIGHT;
    let before: readonly [number, number] | null = null;
    for (const { atMs, weightKg } of thinned(points)) {
      const here = weightKg === null ? null : ([at(atMs), high(weightKg)] as const);
      if (before !== null && here !== null) this.#put({ kind: 'line', from: before, to: here });
      before = here;
    }
    const lines = Math.floor(most / CURVE_KG);
    for (let nth = 1; nth <= lines; nth += 1) {
      const y = high(nth * CURVE_KG);
      // No room for a figure under the frame's upper edge.
      if (y < top + 3) break;
      this.#put({ kind: 'line', from: [MARGIN, y], to: [MARGIN + 2, y] });
      this.#put(cells(`${String((nth * CURVE_KG) / 1000)} t`, MARGIN + 3, y + 1));
    }
    for (const share of [0, 0.25, 0.5, 0.75, 1]) {
      const seconds = `${((lasts * share) / 1000).toFixed(1)} s`;
      const x = MARGIN + INNER * share;
      this.#put({ kind: 'line', from: [x, top + CURVE_HEIGHT], to: [x, top + CURVE_HEIGHT + 1] });
      this.#put(cells(seconds, x - widthOf(seconds) * CELL * share, top + CURVE_HEIGHT + 4.2));
    }
    if (savedAtMs !== null) {
      this.#put({ kind: 'line', from: [at(savedAtMs), top], to: [at(savedAtMs), top + CURVE_HEIGHT] });
      const side = at(savedAtMs) > WIDTH / 2 ? -5 * CELL : CELL;
      this.#text(RECORD.saved, at(savedAtMs) + side, top + CURVE_HEIGHT - LINE);
    }
    this.#y = top + CURVE_HEIGHT + LINE + 1;
  }

  #centred(text: string, stretch: readonly [number, number]): void {
    const room = Math.floor(COLUMNS / stretch[0]);
    for (const line of wrap(text, room)) {
      this.#need(LINE * stretch[1]);
      const x = MARGIN + (INNER - widthOf(line) * CELL * stretch[0]) / 2;
      this.#y += LINE * stretch[1];
      this.#put({ ...cells(line, x, this.#y - LINE * 0.3 * stretch[1], true), stretch });
    }
  }

  #line(text: string, x: number): void {
    this.#need(LINE);
    this.#text(text, x, this.#y);
    this.#y += LINE;
  }

  #text(text: string, x: number, y: number, bold = false): void {
    this.#put(cells(text, x, y + LINE * 0.72, bold));
  }

  #need(height: number): void {
    if (this.#y + Math.min(height, BOTTOM - MARGIN) <= BOTTOM) return;
    this.#pages.push([]);
    this.#y = MARGIN;
  }

  #put(item: PdfItem): void {
    this.#pages.at(-1)?.push(item);
  }
}

function cells(text: string, x: number, baseline: number, bold = false): Extract<PdfItem, { kind: 'cells' }> {
  return { kind: 'cells', x, baseline, text, cell: CELL, stretch: [1, 1], bold };
}

const right = (text: string): PdfItem[] => [cells(text, WIDTH - MARGIN - widthOf(text) * CELL, FOOT)];

function heightOf(block: RecordBlock): number {
  if (block.kind === 'pictures') return block.height + 4 * LINE;
  return block.kind === 'curve' ? CURVE_HEIGHT + 2 * LINE : LINE;
}

/** Of a long curve the highest and the lowest of each step: a peak is never left out. */
function thinned(points: ShownCurve['points']): ShownCurve['points'] {
  if (points.length <= CURVE_STEPS) return points;
  const step = Math.ceil((2 * points.length) / CURVE_STEPS);
  return Array.from({ length: Math.ceil(points.length / step) }, (_, nth) => {
    const some = points.slice(nth * step, (nth + 1) * step);
    const hole = some.find(({ weightKg }) => weightKg === null);
    const [lowest, highest] = [Math.min, Math.max].map((choose) => {
      const kg = choose(...some.map(({ weightKg }) => weightKg ?? 0));
      return some.find(({ weightKg }) => weightKg === kg);
    });
    return [lowest, highest, hole].flatMap((point) => point ?? []).toSorted((a, b) => a.atMs - b.atMs);
  }).flat();
}
