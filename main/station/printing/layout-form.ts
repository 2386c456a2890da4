/** The form of a layout: what a description of a paper may say. A layout is data; `lay-roll.ts` and `lay-page.ts` carry it out. */
import * as z from 'zod';
import { PageForm, PaperColumns, TextSize } from '../../../preload/contract/paper.ts';
import { FACTS } from './sheet-facts.ts';

const Fact = z.enum(FACTS);
/** Printed as it stands, or what the sheet says. */
const Words = z.union([z.string(), z.strictObject({ fact: Fact })]);
export type Words = z.infer<typeof Words>;

const rule = z.strictObject({ kind: z.literal('rule') });

/** A block whose fact is empty is left out, its label too. */
const RollBlock = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('centred'), value: Words, size: TextSize.default('normal') }),
  /** As large as one line or two balanced ones allow. */
  z.strictObject({ kind: z.literal('number'), value: Fact }),
  z.strictObject({
    kind: z.literal('field'),
    label: Words,
    value: Fact,
    size: z.enum(['normal', 'large']).default('normal'),
    bold: z.boolean().default(false),
  }),
  /** Label left, the amount in one right-aligned column, the time beside it or below. */
  z.strictObject({
    kind: z.literal('weight'),
    label: Words,
    value: Fact,
    at: Fact.optional(),
    size: z.enum(['normal', 'large']).default('normal'),
  }),
  rule,
  z.strictObject({ kind: z.literal('feed'), lines: z.number().int().min(1) }),
  z.strictObject({ kind: z.literal('qr'), value: Fact }),
  /** Room for the unit's stamp. */
  z.strictObject({ kind: z.literal('seal'), rows: z.number().int().min(3).max(12) }),
  /** One line a signer, with room above to write in. */
  z.strictObject({ kind: z.literal('signatures'), room: z.number().int().min(1) }),
]);
export type RollBlock = z.infer<typeof RollBlock>;

export const RollLayout = z.strictObject({
  kind: z.literal('roll'),
  columns: PaperColumns,
  labelColumns: z.number().int().min(4),
  /** A weight and its time stand on one line. */
  timesBeside: z.boolean(),
  blocks: z.array(RollBlock),
});
export type RollLayout = z.infer<typeof RollLayout>;

const Part = z.strictObject({
  value: Words,
  align: z.enum(['left', 'centre', 'right']).default('left'),
  /** Falls back to normal where it would not fit on one line. */
  size: TextSize.default('normal'),
  bold: z.boolean().default(false),
});
const Cell = z.strictObject({
  label: Words,
  value: Fact,
  columns: z.number().int().min(8),
  labelColumns: z.number().int().min(4).optional(),
  size: TextSize.default('normal'),
  bold: z.boolean().default(false),
  align: z.enum(['left', 'right']).default('left'),
});
const line = z.strictObject({ kind: z.literal('line'), parts: z.array(Part).min(1) });
/** Cells beside each other; a long value goes on below itself. Without any value the row is left out. */
const row = z.strictObject({ kind: z.literal('row'), cells: z.array(Cell).min(1) });
const gap = z.strictObject({ kind: z.literal('gap'), rows: z.number().int().min(1) });
const PlainBand = z.discriminatedUnion('kind', [line, row, gap, rule]);
export type PlainBand = z.infer<typeof PlainBand>;
export type PageCell = z.infer<typeof Cell>;

const PageBand = z.discriminatedUnion('kind', [
  line,
  row,
  gap,
  rule,
  /** Bands left of a QR code. */
  z.strictObject({
    kind: z.literal('beside-code'),
    value: Fact,
    sizeMm: z.number().min(20).max(60),
    /** Where the code begins; the bands end before it. */
    column: z.number().int(),
    bands: z.array(PlainBand),
  }),
  z.strictObject({
    kind: z.literal('signatures'),
    /** Width of all lines beside each other. */
    columns: z.number().int(),
    perRow: z.number().int().min(1).max(6),
    /** Rows from one line to the next: room to write in. */
    spacing: z.number().int().min(2),
    /** Room for the unit's stamp, right of them. */
    seal: z.strictObject({ columns: z.number().int().min(8), rows: z.number().int().min(3) }).optional(),
  }),
]);
export type PageBand = z.infer<typeof PageBand>;

export const PageLayout = z
  .strictObject({
    kind: z.literal('page'),
    form: PageForm,
    labelColumns: z.number().int().min(4),
    bands: z.array(PageBand),
  })
  .refine(
    ({ bands, form }) =>
      bands.every((band) => {
        if (band.kind === 'row') return widthOfRow(band.cells) <= form.columns;
        if (band.kind === 'signatures') return band.columns + (band.seal?.columns ?? 0) <= form.columns;
        if (band.kind !== 'beside-code') return true;
        const code = band.column + Math.ceil(band.sizeMm / form.cellWidthMm);
        const widest = Math.max(0, ...band.bands.map((each) => (each.kind === 'row' ? widthOfRow(each.cells) : 0)));
        return code <= form.columns && widest < band.column;
      }),
    'wider than the paper',
  );
export type PageLayout = z.infer<typeof PageLayout>;

export type Layout = RollLayout | PageLayout;

const widthOfRow = (cells: readonly { readonly columns: number }[]): number =>
  cells.reduce((sum, { columns }) => sum + columns, 0);
