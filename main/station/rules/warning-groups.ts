/**
 * The alarm budget (ISA-18.2 and EEMUA 191 hold a handful an hour to be what one person can see to): of all that could be heard
 * one thing is, the worst, the same one not again within the hour, and never more than five in an hour. Pure.
 */
import type { WarningLevel } from '../../../preload/contract/inbox.ts';
import type { EpochMs } from '../../../preload/contract/vocabulary.ts';
import type { Mark } from './warning-escalation.ts';

export const SOUNDS_AN_HOUR = 5;
const HOUR_MS = 3_600_000;

export interface Audible {
  readonly warningId: string;
  readonly mark: Mark | 'returned';
  readonly level: WarningLevel;
  /** What happened, and to whom: a repeat of both is no second alarm. */
  readonly code: string;
  readonly subject: string;
}
export interface Sounded {
  readonly group: string;
  readonly atMs: EpochMs;
}

const LEVELS: readonly WarningLevel[] = ['info', 'medium', 'high', 'critical'];
const MARKS: readonly Audible['mark'][] = ['half', 'raised', 'returned', 'quarter', 'hour', 'overdue'];

/** Under which it is heard once an hour. */
export const groupOf = ({ code, mark, subject }: Audible): string => JSON.stringify([code, subject, mark]);

/**
 * What is heard now; null: nothing.
 * @param sounded what was heard lately. A clock that was set back makes some of it lie ahead: that counts as lately, for an hour.
 */
export function soundNow<One extends Audible>(
  candidates: readonly One[],
  sounded: readonly Sounded[],
  nowMs: EpochMs,
): One | null {
  const lately = sounded.filter(({ atMs }) => Math.abs(nowMs - atMs) < HOUR_MS);
  if (lately.length >= SOUNDS_AN_HOUR) return null;
  const heard = new Set(lately.map(({ group }) => group));
  const weight = ({ level, mark }: Audible): number => LEVELS.indexOf(level) * MARKS.length + MARKS.indexOf(mark);
  return candidates
    .filter((one) => !heard.has(groupOf(one)))
    .reduce<One | null>((worst, one) => (worst === null || weight(one) > weight(worst) ? one : worst), null);
}
