/**
 * Up-time and faults of a month from the rows of runs and states (product.md M3). Only while the station ran did anybody look: a
 * device's time is counted within the station's runs, from the first row it has there. Pure; times are milliseconds.
 */
import type { DeviceState } from '../../../../preload/contract/vocabulary.ts';

export interface Run {
  readonly id: number;
  readonly startedAtMs: number;
  /** null: it lasts. */
  readonly endedAtMs: number | null;
  readonly clean: boolean | null;
}

export interface StateRow {
  readonly state: DeviceState;
  readonly detail: string | null;
  readonly atMs: number;
  readonly losses: number;
  readonly offlineMs: number;
}

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface Fault {
  readonly fromMs: number;
  readonly untilMs: number | null;
  readonly offlineMs: number;
  readonly times: number;
  readonly detail: string | null;
}

export interface DeviceTime {
  readonly observedMs: number;
  readonly offlineMs: number;
  readonly faults: number;
  /** Oldest first. */
  readonly list: readonly Fault[];
}

export interface StationTime {
  readonly runningMs: number;
  readonly stoppedMs: number;
  readonly starts: number;
  readonly uncleanEnds: number;
}

/**
 * @param runs oldest first, every one that overlaps the span
 * @param firstMs the first start on record: what was before is not counted as stopped
 */
export function stationTime(runs: readonly Run[], span: Span, nowMs: number, firstMs: number): StationTime {
  const toMs = Math.min(span.toMs, nowMs);
  const runningMs = runs.reduce((sum, run) => sum + overlap(run.startedAtMs, endOf(run, nowMs), span.fromMs, toMs), 0);
  const lookedMs = Math.max(0, toMs - Math.max(span.fromMs, firstMs));
  return {
    runningMs,
    stoppedMs: Math.max(0, lookedMs - runningMs),
    starts: runs.filter(({ startedAtMs }) => startedAtMs >= span.fromMs && startedAtMs < span.toMs).length,
    uncleanEnds: runs.filter(
      ({ clean, endedAtMs }) =>
        clean === false && endedAtMs !== null && endedAtMs >= span.fromMs && endedAtMs < span.toMs,
    ).length,
  };
}

interface Interval extends Span {
  readonly offlineMs: number;
  /** Times that it went away in it. */
  readonly losses: number;
  /** It was away already when the interval began. */
  readonly beganOffline: boolean;
  readonly detail: string | null;
  readonly lasts: boolean;
}

/** One device. @param rowsOf its rows in a run, in the order of writing */
export function deviceTime(
  runs: readonly Run[],
  rowsOf: (runId: number) => readonly StateRow[],
  span: Span,
  nowMs: number,
): DeviceTime {
  const toMs = Math.min(span.toMs, nowMs);
  const intervals = runs.flatMap((run) => intervalsOf(rowsOf(run.id), endOf(run, nowMs), run.endedAtMs === null));
  const seen = intervals.filter(({ fromMs, toMs: end }) => overlap(fromMs, end, span.fromMs, toMs) > 0);
  const shareOf = ({ fromMs, toMs: end }: Interval): number => overlap(fromMs, end, span.fromMs, toMs) / (end - fromMs);
  const list = faultsOf(seen);
  return {
    observedMs: seen.reduce((sum, one) => sum + overlap(one.fromMs, one.toMs, span.fromMs, toMs), 0),
    offlineMs: Math.round(seen.reduce((sum, one) => sum + one.offlineMs * shareOf(one), 0)),
    faults: list.reduce((sum, { times }) => sum + times, 0),
    list,
  };
}

function intervalsOf(rows: readonly StateRow[], endMs: number, lasts: boolean): Interval[] {
  return rows.flatMap((row, index): Interval[] => {
    const next = rows[index + 1];
    const toMs = next?.atMs ?? endMs;
    // A clock that was set back: what lies between has no length.
    if (toMs <= row.atMs) return [];
    const away = row.state === 'offline';
    return [
      {
        fromMs: row.atMs,
        toMs,
        offlineMs: next?.offlineMs ?? (away ? toMs - row.atMs : 0),
        losses: next?.losses ?? 0,
        beganOffline: away,
        detail: away ? row.detail : (next?.detail ?? null),
        lasts: lasts && next === undefined,
      },
    ];
  });
}

/** Stretches in which it was away follow on one another without a break: one fault. */
function faultsOf(intervals: readonly Interval[]): Fault[] {
  const faults: Fault[] = [];
  let before: Interval | null = null;
  for (const one of intervals) {
    const goesOn = before !== null && before.offlineMs > 0 && before.toMs === one.fromMs;
    before = one;
    if (one.offlineMs === 0) continue;
    const last = goesOn ? faults.pop() : undefined;
    faults.push({
      fromMs: last?.fromMs ?? one.fromMs,
      untilMs: one.lasts && one.beganOffline ? null : one.toMs,
      offlineMs: (last?.offlineMs ?? 0) + one.offlineMs,
      // The last change of an interval may be the one that begins the next: it is told by its row.
      times: (last?.times ?? (one.beganOffline ? 1 : 0)) + one.losses,
      detail: last?.detail ?? one.detail,
    });
  }
  return faults;
}

const endOf = ({ endedAtMs }: Run, nowMs: number): number => endedAtMs ?? nowMs;

const overlap = (fromMs: number, toMs: number, spanFrom: number, spanTo: number): number =>
  Math.max(0, Math.min(toMs, spanTo) - Math.max(fromMs, spanFrom));
