/**
 * The signed documents as the platform contract fixes them (platform-api/openapi.yaml, components.schemas).
 * Loose objects: members not named here are allowed, hashed and kept. Absent is absent, never undefined or null
 * unless the contract allows null.
 */
import * as z from 'zod';
import {
  Direction,
  ImageRole,
  Kg,
  PlateColor,
  PlateSource,
  ScaleId,
  Sha256,
  Timestamp,
  Uuid,
  VehicleType,
  WeighingKind,
} from './vocabulary.ts';

/** What every document carries besides its body. `hash` and `signature` cover the rest (openapi.yaml, info). */
export const Envelope = z.looseObject({
  id: Uuid,
  stationId: Uuid,
  simulated: z.literal(true).optional(),
  sequence: z.number().int().min(1),
  createdAt: Timestamp,
  prevHash: Sha256,
  hash: Sha256,
  signature: z.string(),
});
export type Envelope = z.infer<typeof Envelope>;

export const Plate = z.looseObject({
  text: z.string().nullable(),
  color: PlateColor.optional(),
  source: PlateSource,
  recognisedText: z.string().nullable().optional(),
  correctedBy: z.string().optional(),
  correctedAt: Timestamp.optional(),
  confidence: z.number().min(0).max(1).nullable().optional(),
});
export type Plate = z.infer<typeof Plate>;

export const Image = z.looseObject({
  role: ImageRole,
  sha256: Sha256,
  bytes: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  takenAt: Timestamp,
  cameraId: z.string(),
  displayReadingKg: Kg.nullable().optional(),
  displayConfidence: z.number().nullable().optional(),
});
export type Image = z.infer<typeof Image>;

/** A picture that is not there, and why; `code` is a `camera.*` error code. */
export const MissingImage = z.looseObject({ cameraId: z.string().optional(), role: z.string(), code: z.string() });
export type MissingImage = z.infer<typeof MissingImage>;

export const Stability = z.looseObject({
  windowMs: z.number().int(),
  toleranceKg: Kg,
  samples: z.number().int(),
  spreadKg: Kg,
  indicatorFlag: z.boolean().nullable().optional(),
});
export type Stability = z.infer<typeof Stability>;

/** Readings from the truck's arrival to the capture; null = no valid frame in that interval; never interpolated. */
export const Trace = z.looseObject({
  startedAt: Timestamp,
  intervalMs: z.number().int().min(1),
  weightsKg: z.array(Kg.nullable()).max(3000),
});
export type Trace = z.infer<typeof Trace>;

export const CheckCode = z.enum([
  'display-matches',
  'plates-consistent',
  'within-limit',
  'trace-plausible',
  'images-complete',
  'camera-resolution',
  'clock-synchronised',
]);
export const Check = z.looseObject({
  code: CheckCode,
  result: z.enum(['pass', 'fail', 'unknown']),
  detail: z.string().optional(),
});
export type Check = z.infer<typeof Check>;

export const LimitInputs = z.looseObject({
  axleSource: z.enum(['file', 'typed', 'unknown']).optional(),
  driveAxles: z.number().int().nullable().optional(),
  tyres: z.string().optional(),
  airSuspension: z.boolean().optional(),
  registeredTotalKg: Kg.nullable().optional(),
  toleranceKg: Kg.optional(),
  // Ours; the contract allows more members and keeps them. What nobody knew is absent.
  tractorAxles: z.number().int().optional(),
  tyrePairsFewer: z.number().int().optional(),
  wideTyres: z.boolean().optional(),
  trailerSpacingMm: z.number().int().optional(),
  /** The rule set that was asked, also where it gave no limit. */
  ruleSet: z.string().optional(),
  /** LimitBasis and LimitCondition of mass-limit.ts, of the program that made the record. */
  basis: z.string().optional(),
  conditions: z.array(z.string()).optional(),
});
export type LimitInputs = z.infer<typeof LimitInputs>;

export const OtherAxles = z.looseObject({
  fileAxleCount: z.number().int(),
  reason: z.string(),
  /** What was said instead; the record's own count is the file's where that was more and no manager stood for it. */
  saidAxleCount: z.number().int().optional(),
  /** Who stood for more axles than the file says, as given. */
  managerId: z.string().optional(),
});
export type OtherAxles = z.infer<typeof OtherAxles>;

export const WeighingBody = z.looseObject({
  scaleId: ScaleId,
  kind: WeighingKind,
  direction: Direction.optional(),
  caseId: Uuid.optional(),
  weightKg: Kg,
  unit: z.literal('kg'),
  stable: z.literal(true),
  stability: Stability,
  zeroBeforeKg: Kg.nullable().optional(),
  weighedAt: Timestamp,
  plateFront: Plate,
  plateRear: Plate,
  axleCount: z.number().int().min(2).max(10).nullable().optional(),
  vehicleType: VehicleType.optional(),
  limitKg: Kg.nullable().optional(),
  limitRule: z.string().nullable().optional(),
  limitInputs: LimitInputs.optional(),
  overKg: Kg.nullable().optional(),
  overRatePct: z.number().nullable().optional(),
  images: z.array(Image),
  evidence: z.looseObject({
    state: z.enum(['complete', 'incomplete']),
    missing: z.array(MissingImage),
    reason: z.string().optional(),
    acceptedBy: z.string().optional(),
  }),
  trace: Trace,
  indicator: z.looseObject({ protocol: z.string(), rawFrame: z.string() }),
  operatorId: z.string(),
  checks: z.array(Check),
  replaces: z.looseObject({ weighingId: Uuid, reason: z.string() }).optional(),
  /** The weighing of this vehicle that was just before, and why it was weighed again so soon (domain.md W16, product.md P5). */
  repeats: z.looseObject({ weighingId: Uuid, reason: z.string() }).optional(),
  /** The axles that the vehicle's file said, and why others were said (product.md P5). */
  otherAxles: OtherAxles.optional(),
});
export type WeighingBody = z.infer<typeof WeighingBody>;
export const Weighing = z.looseObject({ ...Envelope.shape, ...WeighingBody.shape });
export type Weighing = z.infer<typeof Weighing>;

export const LoadSheetBody = z.looseObject({
  number: z.string(),
  status: z.enum(['issued', 'void']),
  voidReason: z.string().optional(),
  voids: Uuid.optional(),
  // Ours; the contract allows more members and keeps them.
  /** The sheet that was voided for this one, and why. */
  reissues: z.looseObject({ sheetId: Uuid, number: z.string(), reason: z.string() }).optional(),
  /** Papers that were missing or out of date, who let the vehicle be loaded all the same, and why (product.md L8). */
  override: z
    .looseObject({
      manager: z.string(),
      reason: z.string(),
      papers: z.array(z.looseObject({ kind: z.string(), fault: z.enum(['missing', 'expired']) })),
    })
    .optional(),
  caseId: Uuid.optional(),
  plate: z.string(),
  trailerPlate: z.string().nullable().optional(),
  driver: z.looseObject({ name: z.string().optional(), licence: z.string().optional() }).optional(),
  transportPermit: z.string().optional(),
  goods: z.looseObject({ name: z.string(), category: z.string().optional() }),
  grossKg: Kg,
  tareKg: Kg,
  netKg: Kg,
  limitKg: Kg,
  overKg: Kg,
  approvedLoadKg: Kg.nullable().optional(),
  overLoadKg: Kg.nullable().optional(),
  verdict: z.enum(['within-limit', 'over-limit', 'over-load']),
  grossWeighingId: Uuid,
  tareWeighingId: Uuid,
  tareSource: z.enum(['same-trip', 'stored']),
  tareWeighedAt: Timestamp,
  evidenceAccepted: z.string().optional(),
  sender: z.string(),
  receiver: z.string(),
  destination: z.string().optional(),
  operatorId: z.string(),
  consistency: z.array(
    z.looseObject({ field: z.string(), result: z.enum(['pass', 'fail']), detail: z.string().optional() }),
  ),
});
export type LoadSheetBody = z.infer<typeof LoadSheetBody>;
export const LoadSheet = z.looseObject({ ...Envelope.shape, ...LoadSheetBody.shape });
export type LoadSheet = z.infer<typeof LoadSheet>;

export const NoticeKind = z.enum([
  'suspension',
  'resumption',
  'maintenance',
  'calibration',
  'seal',
  'spare-device',
  'weighing-void',
  'correction',
  'manual-opening',
  'refused',
  'purge',
  'key-change',
  'outage',
]);
export const CorrectionField = z.enum([
  'plateFront',
  'plateRear',
  'gatePlate',
  'axleCount',
  'vehicleType',
  'driveAxles',
]);
export type CorrectionField = z.infer<typeof CorrectionField>;
export const NoticeBody = z.looseObject({
  kind: NoticeKind,
  subjectId: z.string().nullable().optional(),
  subjectSequence: z.number().int().optional(),
  subjectHash: Sha256.optional(),
  effectiveAt: Timestamp,
  text: z.string(),
  operatorId: z.string(),
  correction: z
    .looseObject({
      field: CorrectionField,
      from: z.union([z.string(), z.number().int(), z.null()]),
      to: z.union([z.string(), z.number().int(), z.null()]),
    })
    .optional(),
  /** Ours: who stood for more axles than the vehicle's file says, as given. */
  managerId: z.string().optional(),
  purged: z.looseObject({ count: z.number().int(), listSha256: Sha256 }).optional(),
});
export type NoticeBody = z.infer<typeof NoticeBody>;
export const Notice = z.looseObject({ ...Envelope.shape, ...NoticeBody.shape });
export type Notice = z.infer<typeof Notice>;

/** What began a gate pass: an event of the camera, motion that we saw in its pictures, or a person. */
export const GateTrigger = z.enum(['event', 'motion', 'person']);
export type GateTrigger = z.infer<typeof GateTrigger>;

export const GatePassBody = z.looseObject({
  gateId: z.string(),
  direction: z.enum(['in', 'out']),
  passedAt: Timestamp,
  plate: Plate,
  plateRear: Plate.optional(),
  images: z.array(Image),
  barrier: z
    .looseObject({
      command: z.enum(['opened', 'kept-closed', 'none']),
      openedBy: z.string().optional(),
      reason: z.string().optional(),
    })
    .optional(),
  weighingId: Uuid.nullable().optional(),
  loadSheetId: Uuid.nullable().optional(),
  // Ours; the contract allows more members and keeps them.
  /** Why there is no picture. */
  missing: z.array(MissingImage).optional(),
  trigger: GateTrigger.optional(),
  reason: z.string().optional(),
  operatorId: z.string().optional(),
});
export type GatePassBody = z.infer<typeof GatePassBody>;
export const GatePass = z.looseObject({ ...Envelope.shape, ...GatePassBody.shape });
export type GatePass = z.infer<typeof GatePass>;

export const RectificationBody = z.looseObject({
  warningId: z.string(),
  text: z.string().min(1).max(4000),
  images: z.array(Image),
  responsible: z.string(),
  finishedAt: Timestamp,
  /** Ours: who sent it, as given. */
  operatorId: z.string().optional(),
});
export type RectificationBody = z.infer<typeof RectificationBody>;
export const Rectification = z.looseObject({ ...Envelope.shape, ...RectificationBody.shape });
export type Rectification = z.infer<typeof Rectification>;

/** Kinds of document, and the path segment each has at the platform (`PUT /v1/<path>/{id}`). */
export const DocumentKind = z.enum([
  'weighing',
  'load-sheet',
  'gate-pass',
  'rectification',
  'notice',
  'acceptance-run',
]);
export type DocumentKind = z.infer<typeof DocumentKind>;

export const AnyDocument = z.union([Weighing, LoadSheet, Notice, GatePass, Rectification, Envelope]);
export type AnyDocument = z.infer<typeof AnyDocument>;
