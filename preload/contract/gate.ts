/** Vehicles passing the gates (product.md G1; station-contract.md). A gate is known by the id of its camera. */
import * as z from 'zod';
import { ask, change, EVERYONE, push } from './call.ts';
import { GatePass, GateTrigger, Notice } from './documents.ts';
import { ErrorCode } from './errors.ts';
import { Kg, RequiredText, Sha256, Text, Timestamp, UploadFate, Uuid, WeighingKind } from './vocabulary.ts';

/** What a person has to explain of a vehicle at a gate (domain.md §4: W03, W02, W04, W06, W05, W22). */
export const GateMatterKind = z.enum([
  'exit-unweighed',
  'exit-over-limit',
  'exit-no-sheet',
  'exit-plate',
  'exit-sheet-differs',
  'inside-too-long',
]);
export type GateMatterKind = z.infer<typeof GateMatterKind>;

/** What a person says that it was; `other` needs a text. */
export const GateReason = z.enum([
  'left-empty',
  'no-truck',
  'called-back',
  'reported',
  'sheet-later',
  'trailer-changed',
  'misread',
  'reissued',
  'still-inside',
  'left-unseen',
  'own-vehicle',
  'other',
]);
export type GateReason = z.infer<typeof GateReason>;

export const GateMatter = z.strictObject({
  kind: GateMatterKind,
  raisedAt: Timestamp,
  /** null: open. resolved: by itself, a weighing, a sheet or a pass that came to be known later explains it. */
  closed: z
    .strictObject({
      how: z.enum(['person', 'resolved']),
      at: Timestamp,
      operatorId: z.string(),
      reasonCode: GateReason.nullable(),
      text: z.string(),
    })
    .nullable(),
});
export type GateMatter = z.infer<typeof GateMatter>;

/** A weighing that may be this vehicle's after all: shown, never taken by the station. */
export const GateSuggestion = z.strictObject({
  weighingId: Uuid,
  plate: z.string(),
  end: z.enum(['front', 'rear']),
  why: z.enum(['other-trailer', 'other-tractor', 'look-alike', 'read-unsurely']),
});
export type GateSuggestion = z.infer<typeof GateSuggestion>;

export const GatePassItem = z.strictObject({
  id: Uuid,
  sequence: z.number().int(),
  gateId: z.string(),
  direction: z.enum(['in', 'out']),
  passedAt: Timestamp,
  /** As it counts now, after corrections. */
  plate: z.string().nullable(),
  /** Of the trailer. */
  plateRear: z.string().nullable(),
  /** What was read in its picture too unsurely to count. */
  unsure: z.string().nullable(),
  sha256: Sha256.nullable(),
  /** Why there is no picture. */
  missing: ErrorCode.nullable(),
  trigger: GateTrigger,
  /** What it is matched to now; its document says what was known when it passed. */
  weighingId: Uuid.nullable(),
  loadSheetId: Uuid.nullable(),
  matchedBy: z.enum(['pair', 'front', 'rear']).nullable(),
  weighing: z
    .strictObject({
      kind: WeighingKind,
      weightKg: Kg,
      weighedAt: Timestamp,
      plateFront: z.string().nullable(),
      plateRear: z.string().nullable(),
      overKg: Kg.nullable(),
    })
    .nullable(),
  sheetNumber: z.string().nullable(),
  suggestion: GateSuggestion.nullable(),
  /** Oldest first. */
  matters: z.array(GateMatter),
  /** null: no barrier stands there. */
  barrier: z.enum(['opened', 'kept-closed']).nullable(),
  upload: UploadFate,
});
export type GatePassItem = z.infer<typeof GatePassItem>;

export const gateCalls = {
  'gate.list': ask({
    input: z.strictObject({
      from: Timestamp.optional(),
      to: Timestamp.optional(),
      cursor: z.string().max(64).optional(),
      limit: z.number().int().min(1).max(200).optional(),
      /** Only those of which a person still has to say something. */
      open: z.literal(true).optional(),
    }),
    /** Newest first. */
    output: z.strictObject({ items: z.array(GatePassItem), nextCursor: z.string().nullable() }),
    roles: EVERYONE,
  }),
  /** How many passed in and out from a moment on. */
  'gate.counts': ask({
    input: z.strictObject({ from: Timestamp }),
    output: z.strictObject({ in: z.number().int(), out: z.number().int() }),
    roles: EVERYONE,
  }),
  /** A vehicle that the camera did not notice: a person says so, and a picture is taken where one can be had. */
  'gate.record': change({
    input: z.strictObject({
      gateId: RequiredText(64),
      direction: z.enum(['in', 'out']),
      plate: RequiredText(16).nullable(),
      reason: RequiredText(200),
    }),
    output: GatePass,
    roles: EVERYONE,
  }),
  /** A person says what it was: closes all that is open of this pass. gate.nothing-open: somebody or something else did. */
  'gate.close': change({
    input: z
      .strictObject({
        passId: Uuid,
        reasonCode: GateReason,
        text: Text(200).default(''),
        operatorId: RequiredText(64).optional(),
      })
      .refine(({ reasonCode, text }) => reasonCode !== 'other' || text !== '', { path: ['text'] }),
    output: z.strictObject({ closed: z.array(GateMatterKind) }),
    roles: EVERYONE,
  }),
  /** A person says which plate it was; null: nobody can read it. The Notice `correction` (gatePlate); matches follow. */
  'gate.correct': change({
    input: z.strictObject({
      passId: Uuid,
      plate: RequiredText(16).nullable(),
      reason: RequiredText(200),
      operatorId: RequiredText(64),
    }),
    output: Notice,
    roles: EVERYONE,
  }),
};

export const gatePushes = {
  'gate.passed': push('all', GatePass),
  /** A match or a matter of some pass changed: lists are asked again. */
  'gate.changed': push('latest', z.strictObject({ open: z.number().int() })),
};
