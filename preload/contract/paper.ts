/**
 * A printed paper as plain data: what a layout makes, what a printer's driver turns into bytes or a PDF, and what the
 * window draws as its preview. All three read this one value, so that the preview is the paper.
 */
import * as z from 'zod';

/** Characters of the narrow font on one line: 32 on 58 mm paper, 42 or 48 on 80 mm paper. A Chinese character takes two. */
export const PaperColumns = z.literal([32, 42, 48]);
export type PaperColumns = z.infer<typeof PaperColumns>;

/** Character magnification, columns × rows: normal 1×1, tall 1×2, wide 2×1, large 2×2. */
export const TextSize = z.enum(['normal', 'tall', 'wide', 'large']);
export type TextSize = z.infer<typeof TextSize>;

const PaperSpan = z.strictObject({ text: z.string(), size: TextSize, bold: z.boolean() });
/** A stretch of one line in one size. */
export type PaperSpan = Readonly<z.infer<typeof PaperSpan>>;

const PaperItem = z.discriminatedUnion('kind', [
  /** One line, already no wider than the paper: nothing downstream wraps or cuts. Sizes on one line share the baseline. */
  z.strictObject({
    kind: z.literal('line'),
    align: z.enum(['left', 'centre']),
    spans: z.array(PaperSpan).readonly(),
  }),
  z.strictObject({ kind: z.literal('rule') }),
  /** A QR code of this text, centred, at least 20 mm wide at 203 dpi for contents of 43 bytes or more. */
  z.strictObject({ kind: z.literal('qr'), text: z.string() }),
  z.strictObject({ kind: z.literal('feed'), lines: z.number().int().min(1) }),
  z.strictObject({ kind: z.literal('cut') }),
]);
export type PaperItem = Readonly<z.infer<typeof PaperItem>>;

/** A receipt: as long as what stands on it. */
const RollPaper = z.strictObject({
  kind: z.literal('roll'),
  columns: PaperColumns,
  items: z.array(PaperItem).readonly(),
});
export type RollPaper = Readonly<z.infer<typeof RollPaper>>;

/** A place on a page: columns from its left margin, rows from its top margin, both from 0. */
const place = { column: z.number().int().min(0), row: z.number().int().min(0) };
const PageItem = z.discriminatedUnion('kind', [
  /** Wide and large text takes two columns a narrow character; large text hangs over its row and the next. */
  z.strictObject({ kind: z.literal('text'), ...place, ...PaperSpan.shape }),
  /** A line through the middle of its row. */
  z.strictObject({ kind: z.literal('rule'), ...place, columns: z.number().int().min(2) }),
  /** A frame on the outermost cells of its place. */
  z.strictObject({
    kind: z.literal('box'),
    ...place,
    columns: z.number().int().min(4),
    rows: z.number().int().min(2),
  }),
  /** A QR code of this text; its upper left corner is the corner of its cell. */
  z.strictObject({ kind: z.literal('qr'), ...place, text: z.string(), sizeMm: z.number().min(20).max(60) }),
]);
export type PageItem = Readonly<z.infer<typeof PageItem>>;

/** What a page measures, in millimetres, and its grid of cells. */
export const PageForm = z.strictObject({
  widthMm: z.number(),
  heightMm: z.number(),
  leftMm: z.number(),
  topMm: z.number(),
  cellWidthMm: z.number(),
  cellHeightMm: z.number(),
  columns: z.number().int(),
  rows: z.number().int(),
});
export type PageForm = Readonly<z.infer<typeof PageForm>>;

/** A form or a sheet of paper: of a fixed size, everything in its cell. */
export const PagePaper = z.strictObject({
  kind: z.literal('page'),
  form: PageForm,
  pages: z.array(z.array(PageItem).readonly()).min(1).readonly(),
});
export type PagePaper = Readonly<z.infer<typeof PagePaper>>;

export const Paper = z.discriminatedUnion('kind', [RollPaper, PagePaper]);
export type Paper = RollPaper | PagePaper;

/**
 * The papers there are: rolls of 58 mm (32 columns) and 80 mm (42 or 48), the continuous three-part form of 241 mm in its
 * three lengths (22, 33 or 66 lines of 1/6 inch), and A4.
 */
export const PAPER_NAMES = ['roll-58', 'roll-80-42', 'roll-80', 'form-22', 'form-33', 'form-66', 'a4'] as const;
export const PaperName = z.enum(PAPER_NAMES);
export type PaperName = z.infer<typeof PaperName>;

/** In GB18030 every character but ASCII is two or four bytes, and a printer gives each the square Chinese cell: two columns. */
export const charColumns = (char: string): 1 | 2 => (char < '\u0080' ? 1 : 2);

/** How many columns a narrow character of that size takes. */
export const sizeColumns = (size: TextSize): 1 | 2 => (size === 'wide' || size === 'large' ? 2 : 1);
/** How many rows. */
export const sizeRows = (size: TextSize): 1 | 2 => (size === 'tall' || size === 'large' ? 2 : 1);

/** Modules of 203 dpi dots (8 a millimetre) that the receipt printers are asked for: 20 mm from version 5 on. */
export const qrDots = (columns: PaperColumns): number => (columns === 32 ? 5 : 6);
