/** The printer and what will stand on its paper. */
import * as z from 'zod';
import { ask, change, EVERYONE } from './call.ts';
import { LoadSheetBody } from './documents.ts';
import { PrintJob, SheetDraftInput } from './load-sheet.ts';
import { Paper, PaperName } from './paper.ts';
import { Uuid } from './vocabulary.ts';

/** What is printed: of a sheet, or to try the printer out. */
const Kind = z.enum([...PrintJob.shape.kind.options, 'test-page']);

export const PrinterFacts = z.strictObject({
  /** desktop: driver `system` where there is no CUPS. */
  driver: z.enum(['escpos', 'escp', 'system', 'desktop']),
  /** Where it hangs: address, port, device file, or its name in the system. */
  place: z.string(),
  paper: PaperName,
});
export type PrinterFacts = z.infer<typeof PrinterFacts>;

export const PaperPreview = z.strictObject({
  paperName: PaperName,
  paper: Paper,
  /** The copy that it shows: the next one that would be printed, where none was named. */
  copy: z.number().int().min(1),
  sheetNumber: z.string().nullable(),
  /** The QR codes of the paper by their text, as rows of 0 and 1. */
  codes: z.array(z.strictObject({ text: z.string(), rows: z.array(z.string()) })),
});
export type PaperPreview = z.infer<typeof PaperPreview>;

export const printingCalls = {
  /** null: this station has no printer. */
  'print.printer': ask({ input: z.strictObject({}), output: PrinterFacts.nullable(), roles: EVERYONE }),
  /** Without a sheet: the newest one that was to be printed. null: there is none yet. */
  'print.preview': ask({
    input: z.strictObject({
      sheetId: Uuid.optional(),
      copy: z.number().int().min(1).max(10_000).optional(),
      kind: Kind.default('sheet'),
      /** Left out: the printer's own. */
      paper: PaperName.optional(),
    }),
    output: PaperPreview.nullable(),
    roles: EVERYONE,
  }),
  /**
   * What would be printed if the sheet were issued now, without number, signature and code, and marked as a draft; and the sheet
   * against its weighings, which has no rows while the truck is not recorded. Nothing is written, no number is taken. Refused as loadSheet.issue would be: sheet.*, scale.*.
   */
  'print.draft': ask({
    input: z.strictObject({ ...SheetDraftInput.shape, paper: PaperName.optional() }),
    output: z.strictObject({ preview: PaperPreview, consistency: LoadSheetBody.shape.consistency }),
    roles: EVERYONE,
  }),
  /** A page with a ruler, the characters and a code. Refused as the printer refuses: `printer.*`. */
  'print.test': change({
    input: z.strictObject({}),
    output: z.strictObject({ printed: z.literal(true) }),
    roles: EVERYONE,
  }),
  /** The short slip for the gate, of a sheet; a second one is marked as a reprint. */
  'print.exitSlip': change({ input: z.strictObject({ id: Uuid }), output: PrintJob, roles: EVERYONE }),
};
