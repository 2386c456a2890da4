/** Vehicles passing the gates (product.md G1; station-contract.md). A gate is known by the id of its camera. */
import * as z from 'zod';
import { ask, change, EVERYONE, push } from './call.ts';
import { GatePass, GateTrigger } from './documents.ts';
import { ErrorCode } from './errors.ts';
import { RequiredText, Sha256, Timestamp, UploadState, Uuid } from './vocabulary.ts';

export const GatePassItem = z.strictObject({
  id: Uuid,
  sequence: z.number().int(),
  gateId: z.string(),
  direction: z.enum(['in', 'out']),
  passedAt: Timestamp,
  plate: z.string().nullable(),
  sha256: Sha256.nullable(),
  /** Why there is no picture. */
  missing: ErrorCode.nullable(),
  trigger: GateTrigger,
  /** What it was matched to, as far as that was known. */
  weighingId: Uuid.nullable(),
  loadSheetId: Uuid.nullable(),
  upload: UploadState,
});
export type GatePassItem = z.infer<typeof GatePassItem>;

export const gateCalls = {
  'gate.list': ask({
    input: z.strictObject({
      from: Timestamp.optional(),
      to: Timestamp.optional(),
      cursor: z.string().max(64).optional(),
      limit: z.number().int().min(1).max(200).optional(),
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
};

export const gatePushes = {
  'gate.passed': push('all', GatePass),
};
