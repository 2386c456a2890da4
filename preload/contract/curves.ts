/** The weight curve of a truck's pass over the scale, and what it shows (product.md W7, W8). */
import * as z from 'zod';
import { ask, EVERYONE } from './call.ts';
import { Kg, ScaleId, Timestamp, Uuid } from './vocabulary.ts';

/** What a curve may show that one truck, weighed at rest, does not. The same list as main/station/rules/curve. */
export const CurveCode = z.enum([
  'constant-across-trucks',
  'crossing-without-record',
  'half-on',
  'held-value',
  'jump-without-ramp',
  'ramp-without-axles',
  'replayed',
  'step-after-steady',
  'two-trucks',
  'zero-drift',
]);
export type CurveCode = z.infer<typeof CurveCode>;

export const Finding = z.strictObject({
  code: CurveCode,
  /** Where in the curve, in milliseconds since its first point. */
  atMs: z.number(),
  /** Weights in divisions of the scale (names end in `E`), times in milliseconds (`Ms`), counts. */
  detail: z.record(z.string(), z.number()),
});
export type Finding = z.infer<typeof Finding>;

/** One truck's time on the deck, without its curve. */
export const PassSummary = z.strictObject({
  id: Uuid,
  scaleId: ScaleId,
  divisionKg: Kg,
  startedAt: Timestamp,
  endedAt: Timestamp,
  /** As far as anybody had said when it ended. */
  plate: z.string().nullable(),
  topKg: Kg,
  /** What was saved of it, oldest first; empty for a crossing without a record. atMs: where in the curve; null = not in it. */
  saved: z.array(z.strictObject({ weighingId: Uuid, atMs: z.number().nullable(), weightKg: Kg })),
  findings: z.array(Finding),
});
export type PassSummary = z.infer<typeof PassSummary>;

export const Acknowledgement = z.strictObject({ at: Timestamp, operatorId: z.string(), reason: z.string() });
export type Acknowledgement = z.infer<typeof Acknowledgement>;

export const WeightCurve = z.strictObject({
  scaleId: ScaleId,
  /** The moment of `atMs` 0. */
  startedAt: Timestamp,
  /** The frames in their order, or in at most 3,000 of them; null = a frame without a weight. */
  points: z.strictObject({ atMs: z.array(z.number()).max(3000), weightKg: z.array(Kg.nullable()).max(3000) }),
  zeroBeforeKg: Kg.nullable(),
  /** null: the deck was not seen empty afterwards, or the truck is not gone yet. */
  zeroAfterKg: Kg.nullable(),
  divisionKg: Kg,
  saved: PassSummary.shape.saved,
  /** null: the pass has no end yet, or its row was lost; the curve is the one of the document, up to the saved weight. */
  pass: z
    .strictObject({
      id: Uuid,
      plate: z.string().nullable(),
      topKg: Kg,
      endedAt: Timestamp,
      /** False: the arrival was not seen, so that only little can be said of the curve. */
      judged: z.boolean(),
      findings: z.array(Finding),
      /** The matter that was made of the findings; null without any. */
      warningId: Uuid.nullable(),
      /** What a person said that it was; null while nobody did. */
      acknowledged: Acknowledgement.nullable(),
    })
    .nullable(),
});
export type WeightCurve = z.infer<typeof WeightCurve>;

export const curveCalls = {
  /** Of the pass in which this weighing was saved. */
  'records.curve': ask({ input: z.strictObject({ id: Uuid }), output: WeightCurve, roles: EVERYONE }),
  'passes.curve': ask({ input: z.strictObject({ id: Uuid }), output: WeightCurve, roles: EVERYONE }),
};
