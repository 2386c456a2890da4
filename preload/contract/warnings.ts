/** What the station noticed by itself and a person has to look at. Open until somebody says what it was. */
import * as z from 'zod';
import { ask, change, EVERYONE, push } from './call.ts';
import { GateMatterKind } from './gate.ts';
import { Acknowledgement, PassSummary } from './curves.ts';
import { LedgerMatter } from './ledger.ts';
import { VideoProof } from './video.ts';
import { Kg, RequiredText, ScaleId, Timestamp, Uuid } from './vocabulary.ts';

const COMMON = { id: Uuid, raisedAt: Timestamp, acknowledged: Acknowledgement.nullable() };

/** pass-unrecorded: a truck was on the deck and nothing was saved. pass-curve: its weight curve shows something else. */
export const PassWarning = z.strictObject({
  ...COMMON,
  kind: z.enum(['pass-unrecorded', 'pass-curve']),
  scaleId: ScaleId,
  /** The pass that it is about. */
  pass: PassSummary,
});
export type PassWarning = z.infer<typeof PassWarning>;

/** No picture of a camera or recorder channel could be had: the county would not see it either. */
export const VideoWarning = z.strictObject({
  ...COMMON,
  kind: z.literal('video-unproven'),
  /** The trial that failed. */
  proof: VideoProof,
});
export type VideoWarning = z.infer<typeof VideoWarning>;

/** The plate of a record does not fit what is known of its vehicle: back too soon, or of other axles. */
export const PlateWarning = z.strictObject({
  ...COMMON,
  kind: z.literal('plate-doubt'),
  scaleId: ScaleId,
  /** Of the document, as it was signed. */
  weighing: z.strictObject({
    id: Uuid,
    plate: z.string().nullable(),
    weightKg: Kg,
    weighedAt: Timestamp,
    axleCount: z.number().int().nullable(),
    repeats: z.strictObject({ weighingId: Uuid, reason: z.string() }).nullable(),
    otherAxles: z
      .strictObject({
        fileAxleCount: z.number().int(),
        reason: z.string(),
        /** More than the file's, and no manager stood for it. */
        saidAxleCount: z.number().int().optional(),
        managerId: z.string().optional(),
      })
      .nullable(),
  }),
});
export type PlateWarning = z.infer<typeof PlateWarning>;

/** A vehicle at a gate that a person has to explain; closed on the gate's screen (gate.close), or by what becomes known later. */
export const GateWarning = z.strictObject({
  ...COMMON,
  kind: GateMatterKind,
  gate: z.strictObject({
    passId: Uuid,
    gateId: z.string(),
    direction: z.enum(['in', 'out']),
    passedAt: Timestamp,
    plate: z.string().nullable(),
    plateRear: z.string().nullable(),
  }),
});
export type GateWarning = z.infer<typeof GateWarning>;

/** A certificate, a seal or a device of the ledgers: closed by the entry that explains it, or by a person's words. */
export const LedgerWarning = z.strictObject({ ...COMMON, kind: z.literal('ledger'), ledger: LedgerMatter });
export type LedgerWarning = z.infer<typeof LedgerWarning>;

export const SiteWarning = z.discriminatedUnion('kind', [
  PassWarning,
  VideoWarning,
  PlateWarning,
  GateWarning,
  LedgerWarning,
]);
export type SiteWarning = z.infer<typeof SiteWarning>;
export type WarningKind = SiteWarning['kind'];

export const OpenWarnings = z.strictObject({
  count: z.number().int(),
  /** The newest open one. */
  newest: SiteWarning.nullable(),
});
export type OpenWarnings = z.infer<typeof OpenWarnings>;

export const warningCalls = {
  'warnings.open': ask({ input: z.strictObject({}), output: OpenWarnings, roles: EVERYONE }),
  /** Newest first. Without `which` all of them. */
  'warnings.search': ask({
    input: z.strictObject({
      which: z.enum(['open', 'unrecorded']).optional(),
      cursor: z.string().max(64).optional(),
      limit: z.number().int().min(1).max(200).optional(),
    }),
    output: z.strictObject({ items: z.array(SiteWarning), nextCursor: z.string().nullable() }),
    roles: EVERYONE,
  }),
  /** A person says what it was. Once, and kept for ever. */
  'warnings.acknowledge': change({
    input: z.strictObject({ warningId: Uuid, reason: RequiredText(500), operatorId: RequiredText(64) }),
    output: SiteWarning,
    // Until sign-in exists whoever weighs also explains; the name is stored as given.
    roles: EVERYONE,
  }),
};

export const warningPushes = {
  'warnings.changed': push('latest', OpenWarnings),
};
