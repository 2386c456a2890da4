/** The load sheet (货物装载单) and its paper. */
import * as z from 'zod';
import { ask, change, EVERYONE, push } from './call.ts';
import { LoadSheet } from './documents.ts';
import { RequiredText, ScaleId, Text, Timestamp, Uuid, VehicleType } from './vocabulary.ts';

/** What a person says of a load: everything on the sheet that no scale and no file knows. */
const Terms = {
  goods: z.strictObject({ name: RequiredText(64), category: Text(64).optional() }),
  receiver: RequiredText(128),
  sender: RequiredText(128).optional(),
  destination: Text(128).optional(),
  driver: z.strictObject({ name: Text(64).optional(), licence: Text(64).optional() }).optional(),
  transportPermit: Text(64).optional(),
  /** Answers sheet.papers: who let the vehicle be loaded with these papers, and why (product.md L8). */
  override: z.strictObject({ manager: RequiredText(64), reason: RequiredText(500) }).optional(),
};

export const IssueInput = z
  .strictObject({
    grossWeighingId: Uuid,
    tareWeighingId: Uuid.optional(),
    useStoredTare: z.literal(true).optional(),
    ...Terms,
    operatorId: RequiredText(64),
  })
  .refine((input) => (input.tareWeighingId === undefined) !== (input.useStoredTare === undefined), {
    path: ['tareWeighingId'],
    message: 'either tareWeighingId or useStoredTare',
  });
export type IssueInput = z.infer<typeof IssueInput>;

/** A sheet that nobody has issued: of a record, or of the truck that stands there, as it was said to be. */
export const SheetDraftInput = z.strictObject({
  truck: z.union([
    z.strictObject({ weighingId: Uuid }),
    z.strictObject({
      scaleId: ScaleId,
      plateFront: RequiredText(16),
      plateRear: RequiredText(16).optional(),
      axleCount: z.number().int().min(2).max(10).optional(),
      vehicleType: VehicleType.optional(),
      driveAxles: z.number().int().min(1).max(4).optional(),
    }),
  ]),
  /** Left out: the newest that is stored for this plate. */
  tareWeighingId: Uuid.optional(),
  ...Terms,
  operatorId: RequiredText(64),
});
export type SheetDraftInput = z.infer<typeof SheetDraftInput>;

/** Voids a sheet and issues one of the same two weighings in its stead: both, or neither. */
export const ReissueInput = z.strictObject({
  id: Uuid,
  reason: RequiredText(500),
  ...Terms,
  operatorId: RequiredText(64),
});
export type ReissueInput = z.infer<typeof ReissueInput>;

export const PrintJob = z.strictObject({
  id: Uuid,
  sheetId: Uuid,
  sheetNumber: z.string(),
  /** The sheet itself, or the short slip for the gate; each counts its copies for itself. */
  kind: z.enum(['sheet', 'exit-slip']),
  /** 1 = the first copy; 2, 3 … are marked reprints. */
  copy: z.number().int().min(1),
  /** uncertain: the printer dropped off while bytes were on their way; nobody knows what is on the paper. */
  state: z.enum(['queued', 'printing', 'printed', 'uncertain', 'cancelled']),
  createdAt: Timestamp,
  /** A `printer.*` error code while it cannot be printed. */
  lastError: z.string().nullable(),
});
export type PrintJob = z.infer<typeof PrintJob>;

export const loadSheetCalls = {
  'loadSheet.issue': change({ input: IssueInput, output: LoadSheet, roles: EVERYONE }),
  'loadSheet.print': change({ input: z.strictObject({ id: Uuid }), output: PrintJob, roles: EVERYONE }),
  'loadSheet.void': change({
    input: z.strictObject({ id: Uuid, reason: RequiredText(500), operatorId: RequiredText(64) }),
    output: LoadSheet,
    roles: EVERYONE,
  }),
  'loadSheet.reissue': change({ input: ReissueInput, output: LoadSheet, roles: EVERYONE }),
  /** The newest jobs, at most 50: what waits for paper and what became of it. */
  'print.list': ask({ input: z.strictObject({}), output: z.array(PrintJob), roles: EVERYONE }),
};

export const loadSheetPushes = {
  'loadSheet.issued': push('all', LoadSheet),
  'print.changed': push('latest', z.array(PrintJob)),
};
