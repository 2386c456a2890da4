/** Up-time and faults of a month (contract ledger.availability), through the reader; counted by rules/ledger/availability.ts. */
import type { Availability, DeviceFault } from '../../../preload/contract/ledger.ts';
import { timestamp, type Clock, type DeviceKind, type EpochMs } from '../../../preload/contract/vocabulary.ts';
import { deviceTime, stationTime, type Run, type StateRow } from '../rules/ledger/availability.ts';
import type { Reader } from '../store/reader.ts';

const LISTED = 200;
/** Shorter ones are counted, and would only hide the others. */
const SHORTEST_MS = 10_000;
const BEIJING = '+08:00';

/** Exported for the test that looks at their plans. */
export const AVAILABILITY = {
  // A run that began before the span reaches into it where its end does: the newest before it, for runs follow one another.
  runs: `SELECT r.id, r.startedAtMs, e.endedAtMs, e.clean FROM station_run r LEFT JOIN station_run_end e ON e.runId = r.id
    WHERE r.startedAtMs < @toMs AND (r.startedAtMs >= @fromMs
      OR r.id = (SELECT MAX(b.id) FROM station_run b WHERE b.startedAtMs < @fromMs)) ORDER BY r.id`,
  first: 'SELECT MIN(startedAtMs) AS atMs FROM station_run',
  changes: `SELECT c.runId, c.deviceId, c.kind, c.state, c.detail, c.atMs, c.losses, c.offlineMs
    FROM device_change c WHERE c.runId BETWEEN @firstRun AND @lastRun ORDER BY c.runId, c.deviceId, c.id`,
} as const;

interface RunRow extends Omit<Run, 'clean'> {
  readonly clean: number | null;
}
interface ChangeRow extends StateRow {
  readonly runId: number;
  readonly deviceId: string;
  readonly kind: DeviceKind;
}

export class AvailabilityQuery {
  readonly #reader: Pick<Reader, 'all'>;
  readonly #clock: Clock;

  constructor(reader: Pick<Reader, 'all'>, clock: Clock) {
    this.#reader = reader;
    this.#clock = clock;
  }

  /** @param month yyyy-MM, in Beijing time. Errors as {@link Reader.all} */
  async of(month: string): Promise<Availability> {
    const span = spanOf(month);
    const nowMs = this.#clock.wall();
    const [rows, [first]] = await Promise.all([
      this.#reader.all<RunRow>(AVAILABILITY.runs, [span]),
      this.#reader.all<{ atMs: number | null }>(AVAILABILITY.first),
    ]);
    const newest = rows.at(-1)?.id;
    // Of two open ones only the newest lasts: the others wait for an end that a start was too late to write.
    const runs = rows.map((run): Run => ({
      ...run,
      endedAtMs: run.endedAtMs ?? (run.id === newest ? null : run.startedAtMs),
      clean: run.clean === null ? null : run.clean === 1,
    }));
    const changes =
      newest === undefined
        ? []
        : await this.#reader.all<ChangeRow>(AVAILABILITY.changes, [{ firstRun: rows[0]?.id ?? 0, lastRun: newest }]);
    const byDevice = grouped(changes, ({ deviceId }) => deviceId);
    const devices = [...byDevice].map(([deviceId, all]) => {
      const byRun = grouped(all, ({ runId }) => runId);
      const time = deviceTime(runs, (runId) => byRun.get(runId) ?? [], span, nowMs);
      return { deviceId, kind: all.at(-1)?.kind ?? 'indicator', ...time };
    });
    return {
      month,
      station: stationTime(runs, span, nowMs, first?.atMs ?? nowMs),
      devices: devices
        .filter(({ observedMs }) => observedMs > 0)
        .map(({ deviceId, faults, kind, observedMs, offlineMs }) => ({
          deviceId,
          kind,
          observedMs,
          offlineMs,
          faults,
        })),
      faults: devices
        .flatMap(({ deviceId, list }) =>
          list
            .filter(({ offlineMs, untilMs }) => untilMs === null || offlineMs >= SHORTEST_MS)
            .map(({ detail, fromMs, offlineMs, times, untilMs }): DeviceFault & { readonly fromMs: number } => ({
              deviceId,
              fromMs,
              from: timestamp(fromMs as EpochMs),
              until: untilMs === null ? null : timestamp(untilMs as EpochMs),
              offlineMs,
              times,
              detail,
            })),
        )
        .toSorted((a, b) => b.fromMs - a.fromMs)
        .slice(0, LISTED)
        .map(({ fromMs: _, ...fault }) => fault),
    };
  }
}

function grouped<K, T>(items: readonly T[], keyOf: (item: T) => K): ReadonlyMap<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** The month's first moment and the next one's, in Beijing time. */
function spanOf(month: string): { readonly fromMs: number; readonly toMs: number } {
  const [year = 0, nth = 1] = month.split('-').map(Number);
  const next = nth === 12 ? `${String(year + 1)}-01` : `${String(year)}-${String(nth + 1).padStart(2, '0')}`;
  return { fromMs: Date.parse(`${month}-01T00:00:00${BEIJING}`), toMs: Date.parse(`${next}-01T00:00:00${BEIJING}`) };
}
