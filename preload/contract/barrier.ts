/** Barriers and lights (product.md G3). A place is a scale or a gate, and bears its id. */
import * as z from 'zod';
import { ask, change, EVERYONE, push } from './call.ts';
import { Notice } from './documents.ts';
import { ErrorCode } from './errors.ts';
import { RequiredText, Timestamp } from './vocabulary.ts';

/**
 * What a vehicle still lacks before its barrier opens by itself. `empty`: nobody vouched for it that it is. `moved`: the deck does not
 * stand at the weight of the record. `unseen`: nobody looked for a while (no signal, a restart), and it may be another one by now.
 */
export const BarrierNeed = z.enum([
  'record',
  'evidence',
  'trial',
  'empty',
  'axles',
  'limit',
  'sheet',
  'plate',
  'weighing',
  'findings',
  'moved',
  'unseen',
]);
export type BarrierNeed = z.infer<typeof BarrierNeed>;

export const BarrierState = z.strictObject({
  /** Of the scale or the gate camera. */
  placeId: z.string(),
  /** Its relay board answers. */
  online: z.boolean(),
  /**
   * opening: the board was told, and has not confirmed it. open: confirmed, for as long as the light would be green. unknown: it was
   * told, did not confirm it, and may have opened.
   */
  arm: z.enum(['closed', 'opening', 'open', 'unknown']),
  light: z.enum(['red', 'green', 'none']),
  /** What the newest vehicle there lacks; null: nothing, or nobody is there. */
  need: BarrierNeed.nullable(),
  /** Why the newest order was not carried out; gone with the next one. */
  trouble: ErrorCode.nullable(),
  /** The newest opening that was confirmed. */
  openedAt: Timestamp.nullable(),
  /** Who opened it; null: the station. */
  openedBy: z.string().nullable(),
});
export type BarrierState = z.infer<typeof BarrierState>;

export const OpenedByHand = z.strictObject({
  /** On disk before anything moved. */
  notice: Notice,
  /** unknown: an answer was lost, the board's or ours, and nobody knows whether the arm went up. */
  result: z.enum(['opened', 'failed', 'unknown']),
  trouble: ErrorCode.nullable(),
});
export type OpenedByHand = z.infer<typeof OpenedByHand>;

export const barrierCalls = {
  'barrier.state': ask({ input: z.strictObject({}), output: z.array(BarrierState), roles: EVERYONE }),
  /** A person opens a barrier: the Notice `manual-opening` first, then the relay. `gateId`: of the gate or the scale. */
  'gate.open': change({
    input: z.strictObject({ gateId: RequiredText(64), reason: RequiredText(200), operatorId: RequiredText(64) }),
    output: OpenedByHand,
    roles: EVERYONE,
  }),
};

export const barrierPushes = {
  'barrier.changed': push('latest', BarrierState, ({ placeId }) => placeId),
};
