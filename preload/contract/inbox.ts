/**
 * The words that every warning shares, of the platform or of the site (platform-api/openapi.yaml, Warning; domain.md §4). What a
 * platform says is text and nothing else: it is shown as it came, and never read as anything.
 */
import './without-eval.ts';
import * as z from 'zod';

export const WarningLevel = z.enum(['info', 'medium', 'high', 'critical']);
export type WarningLevel = z.infer<typeof WarningLevel>;

/**
 * raised · acknowledged: somebody sees to it · rectified: the answer is signed and on its way · fed-back: the platform has it ·
 * returned: the platform is not content · closed. What was raised on site is only ever raised, acknowledged or closed.
 */
export const WarningState = z.enum(['raised', 'acknowledged', 'rectified', 'fed-back', 'returned', 'closed']);
export type WarningState = z.infer<typeof WarningState>;

/** How near its deadline is: soon: half of its time is gone; urgent: a quarter, or an hour, is left. */
export const WarningStage = z.enum(['calm', 'soon', 'urgent', 'overdue']);
export type WarningStage = z.infer<typeof WarningStage>;
