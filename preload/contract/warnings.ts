/**
 * The desk of who answers for the site (product.md M1, M2): what the station noticed by itself, open until somebody says what it
 * was, and what the platform warns of, open until the platform closes it.
 */
import * as z from 'zod';
import { ask, change, EVERYONE, push } from './call.ts';
import { GateMatterKind } from './gate.ts';
import { Acknowledgement, PassSummary } from './curves.ts';
import { DocumentKind, Image, Rectification } from './documents.ts';
import { WarningLevel, WarningStage, WarningState } from './inbox.ts';
import { LedgerMatter } from './ledger.ts';
import { VideoProof } from './video.ts';
import { ImageRole, Kg, RequiredText, ScaleId, Sha256, Timestamp, UploadFate, Uuid } from './vocabulary.ts';

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

/** The platform's own id, or that of a warning of the site: any text that can be written in a document. */
const WarningId = z
  .string()
  .min(1)
  .max(200)
  .refine((id) => id.isWellFormed());

/** What of the platform's warnings waits here, and how near the nearest deadline is. */
const Awaited = z.strictObject({
  count: z.number().int(),
  /** The most pressing one; its title cut to a line. */
  next: z
    .strictObject({
      warningId: WarningId,
      announcement: z.boolean(),
      code: z.string(),
      level: WarningLevel,
      title: z.string(),
      raisedAt: Timestamp,
      /** By the platform's clock. */
      dueAt: Timestamp.nullable(),
      stage: WarningStage,
    })
    .nullable(),
});

export const OpenWarnings = z.strictObject({
  /** Of the site. */
  count: z.number().int(),
  /** The newest open one. */
  newest: SiteWarning.nullable(),
  platform: Awaited,
  /** What was to be heard last; another key is another sound. null: nothing since the station started. */
  sound: z.strictObject({ key: z.string(), warningId: WarningId, mark: z.string() }).nullable(),
});
export type OpenWarnings = z.infer<typeof OpenWarnings>;

export const WarningItem = z.strictObject({
  warningId: WarningId,
  origin: z.enum(['platform', 'site']),
  /** Asks for nothing but to be read. */
  announcement: z.boolean(),
  /** The platform's, or the kind of what the station noticed. */
  code: z.string(),
  level: WarningLevel,
  /** The platform's words, cut to a line: text and nothing else. '' of the site's. */
  title: z.string(),
  raisedAt: Timestamp,
  /** By the platform's clock; of the site's by its own terms (configuration, `warnings.siteHours`). */
  dueAt: Timestamp.nullable(),
  state: WarningState,
  stage: WarningStage,
  owner: z.string().nullable(),
  site: SiteWarning.nullable(),
});
export type WarningItem = z.infer<typeof WarningItem>;

/** A record that belongs to a warning, with its pictures; `curveOf`: the weighing whose curve is to be looked at. */
export const WarningEvidence = z.strictObject({
  id: Uuid,
  kind: DocumentKind,
  /** named: by the warning itself. near: the same plate about that time. */
  why: z.enum(['named', 'near']),
  at: Timestamp,
  plate: z.string().nullable(),
  weightKg: Kg.nullable(),
  curveOf: Uuid.nullable(),
  images: z.array(Image),
});
export type WarningEvidence = z.infer<typeof WarningEvidence>;

export const WarningStep = z.strictObject({
  step: z.enum(['raised', 'acknowledged', 'rectified', 'returned', 'closed', 'read']),
  at: Timestamp,
  who: z.string().nullable(),
  text: z.string(),
  images: z.array(Image),
  /** Of a rectification: how far it got; `receivedAt` is the platform's receipt. */
  upload: UploadFate.nullable(),
  receivedAt: Timestamp.nullable(),
});
export type WarningStep = z.infer<typeof WarningStep>;

export const WarningDetail = z.strictObject({
  item: WarningItem,
  /** The platform's words, whole. */
  text: z.string(),
  evidence: z.array(WarningEvidence),
  /** Documents that it names and this station has not. */
  unknownIds: z.array(z.string()),
  history: z.array(WarningStep),
});
export type WarningDetail = z.infer<typeof WarningDetail>;

/** Somebody sees to it from now on. */
export const WarningTaken = z.strictObject({
  warningId: WarningId,
  state: WarningState,
  owner: z.string(),
  at: Timestamp,
});
export type WarningTaken = z.infer<typeof WarningTaken>;

export const WarningFigures = z.strictObject({
  raised: z.number().int(),
  /** Answered before its deadline, or that it had none. */
  inTime: z.number().int(),
  late: z.number().int(),
  /** Not answered, and its deadline is over. */
  overdue: z.number().int(),
  open: z.number().int(),
  /** Minutes, the median of those that were; null: none was. */
  acknowledgeMinutes: z.number().nullable(),
  answerMinutes: z.number().nullable(),
});
export type WarningFigures = z.infer<typeof WarningFigures>;

const OperatorId = RequiredText(64);
const Day = z.string().regex(/^\d{4}-\d\d-\d\d$/);
/** 8 MiB. */
export const MOST_ATTACHMENT_BYTES = 8 * 1024 * 1024;
const MOST_BASE64 = 4 * Math.ceil(MOST_ATTACHMENT_BYTES / 3);

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
  /** One inbox of both origins. awaited: to be done here, the nearest deadline first; sent: the platform's turn; others newest first. */
  'warnings.list': ask({
    input: z.strictObject({
      state: z.enum([...WarningState.options, 'awaited', 'sent']).optional(),
      cursor: z.string().max(4000).optional(),
      limit: z.number().int().min(1).max(200).optional(),
    }),
    output: z.strictObject({ items: z.array(WarningItem), nextCursor: z.string().nullable() }),
    roles: EVERYONE,
  }),
  'warnings.get': ask({ input: z.strictObject({ warningId: WarningId }), output: WarningDetail, roles: EVERYONE }),
  /**
   * Without a reason: somebody sees to it from now on; another one may take it over. An announcement is read with that, and closed.
   * With one: what a warning of the site was, once and for ever.
   */
  'warnings.acknowledge': change({
    input: z.strictObject({
      warningId: WarningId,
      reason: RequiredText(500).optional(),
      operatorId: OperatorId.optional(),
    }),
    output: z.union([SiteWarning, WarningTaken]),
    // Until sign-in exists whoever weighs also explains; the name is stored as given.
    roles: EVERYONE,
  }),
  /** The signed answer to a warning of the platform, on its way at once. A second one only after it was returned. */
  'warnings.rectify': change({
    input: z.strictObject({
      warningId: WarningId,
      text: RequiredText(4000),
      responsible: RequiredText(64),
      images: z.array(Sha256).max(20),
      operatorId: OperatorId.optional(),
    }),
    output: Rectification,
    roles: EVERYONE,
  }),
  /** Of warnings that were raised in these days; both ends are Beijing days, and count. */
  'warnings.statistics': ask({
    input: z.strictObject({ from: Day, to: Day }),
    output: z.strictObject({
      total: WarningFigures,
      byKind: z.array(WarningFigures.extend({ origin: z.enum(['platform', 'site']), code: z.string() })),
      byLevel: z.array(WarningFigures.extend({ level: WarningLevel })),
      byMonth: z.array(WarningFigures.extend({ month: z.string() })),
      /** More were raised than are counted at once. */
      cut: z.boolean(),
    }),
    roles: EVERYONE,
  }),
  /** A picture of a person: JPEG or PNG by its content, at most 8 MB, kept as it is. */
  'attachment.add': change({
    input: z.strictObject({ base64: z.string().max(MOST_BASE64), role: ImageRole }),
    output: Image,
    roles: EVERYONE,
  }),
};

export const warningPushes = {
  'warnings.changed': push('latest', OpenWarnings),
};
