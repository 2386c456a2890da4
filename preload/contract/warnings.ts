/** What the station noticed by itself and a person has to look at. Open until somebody says what it was. */
import * as z from 'zod';
import { ask, change, EVERYONE, push } from './call.ts';
import { Acknowledgement, PassSummary } from './curves.ts';
import { RequiredText, ScaleId, Timestamp, Uuid } from './vocabulary.ts';

/** pass-unrecorded: a truck was on the deck and nothing was saved. pass-curve: its weight curve shows something else. */
export const WarningKind = z.enum(['pass-unrecorded', 'pass-curve']);
export type WarningKind = z.infer<typeof WarningKind>;

export const SiteWarning = z.strictObject({
  id: Uuid,
  kind: WarningKind,
  scaleId: ScaleId,
  raisedAt: Timestamp,
  /** The pass that it is about. */
  pass: PassSummary,
  acknowledged: Acknowledgement.nullable(),
});
export type SiteWarning = z.infer<typeof SiteWarning>;

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
