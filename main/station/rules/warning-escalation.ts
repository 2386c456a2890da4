/**
 * How near a warning's deadline is, and when that is said aloud (domain.md §4: due times are the site's to set). Pure.
 * All times are milliseconds since 1970 by one clock, the platform's.
 */
import type { WarningLevel, WarningStage } from '../../../preload/contract/inbox.ts';
import type { EpochMs } from '../../../preload/contract/vocabulary.ts';

/** Points on the way from when it was raised to its deadline; `quarter` and `hour`: so much is left. */
export type Mark = 'raised' | 'half' | 'quarter' | 'hour' | 'overdue';

export interface Term {
  readonly raisedAtMs: EpochMs;
  /** null: it has none. */
  readonly dueAtMs: EpochMs | null;
}

const HOUR_MS = 3_600_000;
const MARKS: readonly Mark[] = ['raised', 'half', 'quarter', 'hour', 'overdue'];

/** When it comes to each of its marks. A term of an hour or less has no `hour`: it would be there from the start. */
function markTimes({ dueAtMs, raisedAtMs }: Term): ReadonlyMap<Mark, number> {
  const times = new Map<Mark, number>([['raised', raisedAtMs]]);
  if (dueAtMs === null) return times;
  const total = Math.max(0, dueAtMs - raisedAtMs);
  times.set('half', dueAtMs - total / 2);
  times.set('quarter', dueAtMs - total / 4);
  if (total > HOUR_MS) times.set('hour', dueAtMs - HOUR_MS);
  times.set('overdue', dueAtMs);
  return times;
}

/** The marks that it has come to. `raised` always: that it is here proves it, whatever the clocks say. */
export function marksReached(term: Term, nowMs: EpochMs): Mark[] {
  const times = markTimes(term);
  return MARKS.filter((mark) => mark === 'raised' || (times.get(mark) ?? Infinity) <= nowMs);
}

export function stageOf(term: Term, nowMs: EpochMs): WarningStage {
  const reached = marksReached(term, nowMs);
  if (reached.includes('overdue')) return 'overdue';
  if (reached.includes('quarter') || reached.includes('hour')) return 'urgent';
  return reached.includes('half') ? 'soon' : 'calm';
}

/** When it comes to its next mark; null: it has none before it. */
export function nextMarkMs(term: Term, nowMs: EpochMs): EpochMs | null {
  const ahead = [...markTimes(term)].filter(([mark, at]) => mark !== 'raised' && at > nowMs).map(([, at]) => at);
  return ahead.length === 0 ? null : (Math.ceil(Math.min(...ahead)) as EpochMs);
}

/** What may be heard: information never; what is of middling weight only when its time runs out. */
export function isAudible(level: WarningLevel, mark: Mark | 'returned'): boolean {
  switch (level) {
    case 'info':
      return false;
    case 'medium':
      return mark !== 'raised' && mark !== 'half';
    case 'high':
    case 'critical':
      return true;
  }
}

/** The deadline of what was raised on site. @param hours by level; null: none */
export function siteDueMs(
  raisedAtMs: EpochMs,
  level: WarningLevel,
  hours: Readonly<Record<WarningLevel, number | null>>,
): EpochMs | null {
  const term = hours[level];
  return term === null ? null : ((raisedAtMs + term * HOUR_MS) as EpochMs);
}
