/** How a set of warnings was answered. Pure; all times by the platform's clock or, within a second of it, our own. */
import type { WarningLevel } from '../../../preload/contract/inbox.ts';
import type { EpochMs } from '../../../preload/contract/vocabulary.ts';
import type { WarningFigures } from '../../../preload/contract/warnings.ts';

export interface Answered {
  readonly origin: 'platform' | 'site';
  readonly code: string;
  readonly level: WarningLevel;
  readonly raisedAtMs: EpochMs;
  readonly dueAtMs: EpochMs | null;
  /** When somebody first took it on. */
  readonly acknowledgedAtMs: EpochMs | null;
  /** When it was first rectified, explained, or closed by the platform without either; null: not yet. */
  readonly answeredAtMs: EpochMs | null;
}

const MINUTE_MS = 60_000;

export function figuresOf(warnings: readonly Answered[], nowMs: EpochMs): WarningFigures {
  const count = (which: (one: Answered) => boolean): number => warnings.filter(which).length;
  const due = ({ dueAtMs }: Answered): number => dueAtMs ?? Infinity;
  const minutes = (until: (one: Answered) => EpochMs | null): number | null =>
    median(
      warnings.flatMap((one) => {
        const at = until(one);
        return at === null ? [] : [Math.max(0, at - one.raisedAtMs) / MINUTE_MS];
      }),
    );
  return {
    raised: warnings.length,
    inTime: count((one) => one.answeredAtMs !== null && one.answeredAtMs <= due(one)),
    late: count((one) => one.answeredAtMs !== null && one.answeredAtMs > due(one)),
    overdue: count((one) => one.answeredAtMs === null && nowMs >= due(one)),
    open: count((one) => one.answeredAtMs === null && nowMs < due(one)),
    acknowledgeMinutes: minutes(({ acknowledgedAtMs }) => acknowledgedAtMs),
    answerMinutes: minutes(({ answeredAtMs }) => answeredAtMs),
  };
}

/** To a tenth. Of an even number the mean of the middle two; null: of none. */
function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  return upper === undefined || lower === undefined ? null : Math.round(5 * (upper + lower)) / 10;
}
