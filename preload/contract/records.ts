/** Looking things up that were recorded. */
import * as z from 'zod';
import { ask, EVERYONE } from './call.ts';
import { AnyDocument } from './documents.ts';
import { Kg, ScaleId, Text, Timestamp, UploadFate, UploadState, Uuid, WeighingKind } from './vocabulary.ts';

/** One line of the records list: the weighing with what became of it. */
export const RecordItem = z.strictObject({
  id: Uuid,
  sequence: z.number().int(),
  kind: WeighingKind,
  scaleId: ScaleId,
  caseId: Uuid.nullable(),
  weightKg: Kg,
  weighedAt: Timestamp,
  /** As it counts now, after corrections; the document itself never changes. */
  plateFront: z.string().nullable(),
  plateRear: z.string().nullable(),
  plateFrontAsWeighed: z.string().nullable(),
  plateRearAsWeighed: z.string().nullable(),
  axleCount: z.number().int().nullable(),
  limitKg: Kg.nullable(),
  overKg: Kg.nullable(),
  verdict: z.enum(['within-limit', 'over-limit', 'unknown']),
  evidenceState: z.enum(['complete', 'incomplete']),
  operatorId: z.string(),
  frontSha256: z.string().nullable(),
  rearSha256: z.string().nullable(),
  voided: z.boolean(),
  /** A later weighing that counts stands in its stead. */
  replaced: z.boolean(),
  sheet: z
    .strictObject({
      id: Uuid,
      number: z.string(),
      goods: z.string(),
      receiver: z.string(),
      tareKg: Kg,
      netKg: Kg,
      printed: z.number().int(),
    })
    .nullable(),
  upload: UploadFate,
});
export type RecordItem = z.infer<typeof RecordItem>;

/** Which records; each key narrows it. */
export const RecordFilter = z.strictObject({
  /** Part of a plate, or the end of a sheet's number. */
  text: Text(64).optional(),
  from: Timestamp.optional(),
  to: Timestamp.optional(),
  kind: WeighingKind.optional(),
  verdict: z.enum(['within-limit', 'over-limit', 'unknown']).optional(),
  scaleId: ScaleId.optional(),
  /** Of its valid sheet. */
  goods: Text(64).optional(),
  evidence: z.enum(['complete', 'incomplete']).optional(),
  upload: UploadState.optional(),
});
export type RecordFilter = z.infer<typeof RecordFilter>;

export const SearchInput = z.strictObject({
  ...RecordFilter.shape,
  cursor: z.string().max(64).optional(),
  /** A cursor from which the list is read upwards; `cursor` is then not looked at. */
  newerThan: z.string().max(64).optional(),
  limit: z.number().int().min(1).max(200).optional(),
});
export type SearchInput = z.infer<typeof SearchInput>;

export const SearchAnswer = z.strictObject({
  items: z.array(RecordItem),
  nextCursor: z.string().nullable(),
  /** For `newerThan`; null: the list begins here. */
  previousCursor: z.string().nullable(),
});
export type SearchAnswer = z.infer<typeof SearchAnswer>;

export const recordCalls = {
  'records.document': ask({ input: z.strictObject({ id: Uuid }), output: AnyDocument, roles: EVERYONE }),
  'records.search': ask({ input: SearchInput, output: SearchAnswer, roles: EVERYONE }),
};
