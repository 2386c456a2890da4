/** The records as a whole: how many and how much, where the pages of a long list begin, and lists taken away as files. */
import * as z from 'zod';
import { ask, change, EVERYONE } from './call.ts';
import { NoticeBody } from './documents.ts';
import { ExportFormat, ExportState } from './exports.ts';
import { PrintJob } from './load-sheet.ts';
import { DisplaySeen } from './readings.ts';
import { RecordFilter } from './records.ts';
import { Kg, Timestamp, UploadFate, Uuid, WeighingKind } from './vocabulary.ts';

/** Rows of one page of a long list. */
export const LONG_PAGE = 200;

export const RecordSummary = z.strictObject({
  count: z.number().int(),
  /** Of these, with a valid sheet; and what those weigh together. */
  sheets: z.number().int(),
  netKg: z.number().int(),
  /**
   * Counted from the oldest one, the first record of each page of {@link LONG_PAGE}: its time, and the cursor that pages the
   * page before it. null for a search by text, whose list is not one of time.
   */
  starts: z.array(z.strictObject({ atMs: z.number().int(), cursor: z.string() })).nullable(),
});
export type RecordSummary = z.infer<typeof RecordSummary>;

/** What became of one record since. */
export const RecordLife = z.strictObject({
  /** The document and each of its pictures on their way to the platform. */
  parts: z.array(
    z.strictObject({
      part: z.enum(['document', 'photo']),
      sha256: z.string().nullable(),
      state: UploadFate,
      attempts: z.number().int(),
      lastError: z.string().nullable(),
      receivedAt: Timestamp.nullable(),
      /** Received a minute or more after it was made: how late, and the longest time the line was down meanwhile. null: in time. */
      late: z
        .strictObject({
          ms: z.number().int(),
          /** Milliseconds since 1970; `untilMs` null: it still lasts. */
          outage: z.strictObject({ fromMs: z.number().int(), untilMs: z.number().int().nullable() }).nullable(),
        })
        .nullable(),
    }),
  ),
  /** Made of it, as gross or as tare; voided ones too. */
  sheets: z.array(
    z.strictObject({
      id: Uuid,
      number: z.string(),
      issuedAt: Timestamp,
      netKg: Kg,
      voided: z.boolean(),
      upload: UploadFate.nullable(),
    }),
  ),
  jobs: z.array(PrintJob.omit({ sheetId: true })),
  /** What was said of it, oldest first: corrections, voids. */
  notices: z.array(
    z.strictObject({
      kind: NoticeBody.shape.kind,
      at: Timestamp,
      text: z.string(),
      operatorId: z.string(),
      correction: NoticeBody.shape.correction,
    }),
  ),
  /** Every weighing of the same visit, this one among them: unloaded and weighed again, re-weighed. */
  visit: z.array(
    z.strictObject({
      id: Uuid,
      sequence: z.number().int(),
      kind: WeighingKind,
      weightKg: Kg,
      weighedAt: Timestamp,
      overKg: Kg.nullable(),
      voided: z.boolean(),
      replaced: z.boolean(),
    }),
  ),
  /** Passes of the same plates within twelve hours. */
  gates: z.array(
    z.strictObject({
      id: Uuid,
      direction: z.enum(['in', 'out']),
      gateId: z.string(),
      passedAt: Timestamp,
      plate: z.string().nullable(),
      sha256: z.string().nullable(),
    }),
  ),
  /** What was read of the big display, and where it stands in the pictures. */
  displays: z.array(DisplaySeen),
});
export type RecordLife = z.infer<typeof RecordLife>;

export const RecordFile = z.strictObject({
  /** On the station's computer. */
  file: z.string(),
  bytes: z.number().int(),
  pages: z.number().int(),
  /** Pictures that the record names and that are not here, or not as they were: said in the file, too. */
  picturesLacking: z.number().int(),
});
export type RecordFile = z.infer<typeof RecordFile>;

export const workbenchCalls = {
  'records.life': ask({ input: z.strictObject({ id: Uuid }), output: RecordLife, roles: EVERYONE }),
  /** The record with its evidence as a PDF of A4 pages, in Chinese as every paper. One at a time: export.running, record.print-failed, store.* */
  'records.print': ask({ input: z.strictObject({ id: Uuid }), output: RecordFile, roles: EVERYONE }),
  'records.summary': ask({ input: RecordFilter, output: RecordSummary, roles: EVERYONE }),
  /** Every kind of goods that a valid sheet names. */
  'records.goods': ask({
    input: z.strictObject({}),
    output: z.strictObject({ goods: z.array(z.string()) }),
    roles: EVERYONE,
  }),
  /** Begins to write what the filter finds; one at a time. export.running */
  'records.export': change({
    input: z.strictObject({
      filter: RecordFilter,
      format: ExportFormat,
      language: z.enum(['zh-CN', 'en']),
    }),
    output: ExportState,
    roles: EVERYONE,
  }),
  /**
   * Begins to write documents with all that speaks of them, their pictures and receipts, as a folder that proves itself
   * (`npm run verify`): what is named together. A filter of days alone takes every document of that time, any other the records
   * it finds. One at a time, together with records.export. export.running; while it is written: export.too-many-documents,
   * document.not-found, warning.not-found, store.disk-full
   */
  'records.exportEvidence': change({
    input: z
      .strictObject({
        ids: z.array(Uuid).min(1).max(1000).optional(),
        filter: RecordFilter.optional(),
        /** What the warning is about. */
        warningId: Uuid.optional(),
      })
      .refine((order) => Object.keys(order).length > 0),
    output: ExportState,
    roles: EVERYONE,
  }),
  /** How far the newest one is; null: there was none since the start. */
  'records.exporting': ask({
    input: z.strictObject({}),
    output: ExportState.nullable(),
    roles: EVERYONE,
  }),
  /** Ends it; nothing of it is left. One that is over stays as it is. */
  'records.cancelExport': change({
    input: z.strictObject({ id: Uuid }),
    output: ExportState.nullable(),
    roles: EVERYONE,
  }),
};
