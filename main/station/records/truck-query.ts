/** What screens ask about trucks (contract trucks.open, tare.list), through the reader. */
import { timestamp, type EpochMs, type Kg } from '../../../preload/contract/vocabulary.ts';
import type { OpenTruck, StoredTare, TareAnomaly } from '../../../preload/contract/weighing.ts';
import { tareDeviation, tareStatistics, type TareStatistics } from '../rules/tare-statistics.ts';
import type { Reader } from '../store/reader.ts';
import { NEWEST_TARES, OPEN_TRUCK, VALID_TARE } from './weighing-store.ts';

const OPEN_TRUCKS = `SELECT w.id AS tareWeighingId, w.caseId, w.plateFront, w.plateRear, w.weightKg AS tareKg, w.weighedAt
  FROM weighing w WHERE ${OPEN_TRUCK} AND w.caseId IS NOT NULL ORDER BY w.weighedAtMs DESC, w.sequence DESC`;

const TARE = `SELECT w.id AS weighingId, w.plateFront, w.plateRear, w.weightKg AS tareKg, w.weighedAt, w.weighedAtMs`;
type TareRow = Omit<StoredTare, 'expiresAt' | 'expired'> & { readonly weighedAtMs: EpochMs };

/** The last visits of one pair: enough for what is usual, few enough to follow a truck that was rebuilt. */
const HISTORY = 30;
const TARES_OF_PAIR = `SELECT weightKg AS tareKg FROM weighing INDEXED BY weighing_tare
  WHERE ${VALID_TARE} AND plateFront = @plateFront AND plateRear IS @plateRear ORDER BY sequence DESC LIMIT ${HISTORY}`;

/** The newest ones, and of those before them as many as a few months of a busy site make. */
const TARES_SINCE = `SELECT w.id AS weighingId, w.plateFront, w.plateRear, w.weightKg AS tareKg, w.weighedAt, w.weighedAtMs
  FROM weighing w WHERE ${VALID_TARE} AND w.weighedAtMs >= @sinceMs ORDER BY w.sequence DESC LIMIT 12000`;
type HistoricTare = Omit<TareAnomaly, 'deviationKg' | 'medianKg' | 'count'> & { readonly weighedAtMs: EpochMs };

/** Errors of every question: as {@link Reader.all}. */
export class TruckQuery {
  readonly #reader: Pick<Reader, 'all'>;

  constructor(reader: Pick<Reader, 'all'>) {
    this.#reader = reader;
  }

  /**
   * Trucks inside: tares since `sinceMs` that no valid sheet uses and that no later weighing of the same pair follows,
   * newest first.
   */
  openTrucks(sinceMs: EpochMs): Promise<OpenTruck[]> {
    return this.#reader.all(OPEN_TRUCKS, [{ sinceMs }]);
  }

  /**
   * The newest valid tare of each pair, newest first, at most 500.
   * @param plate normalised, front or rear; null = of all pairs
   * @param rule how long a tare holds; at the very end of that time it still does
   */
  async storedTares(
    plate: string | null,
    rule: { readonly validMs: number; readonly nowMs: EpochMs },
  ): Promise<StoredTare[]> {
    const rows = await (plate === null
      ? this.#reader.all<TareRow>(`${TARE} ${NEWEST_TARES.all}`)
      : this.#reader.all<TareRow>(`${TARE} ${NEWEST_TARES.ofPlate}`, [{ plate }]));
    return rows.map(({ weighedAtMs, ...tare }) => {
      const expiresAtMs = (weighedAtMs + rule.validMs) as EpochMs;
      return { ...tare, expiresAt: timestamp(expiresAtMs), expired: rule.nowMs > expiresAtMs };
    });
  }

  /** Of the pair's last {@link HISTORY} valid tares; null where there are too few. */
  async statistics(plateFront: string, plateRear: string | null): Promise<TareStatistics | null> {
    const rows = await this.#reader.all<{ tareKg: Kg }>(TARES_OF_PAIR, [{ plateFront, plateRear }]);
    return tareStatistics(rows.map(({ tareKg }) => tareKg));
  }

  /**
   * Tares out of the usual, newest first: each judged by the pair's tares before it.
   * @param from.historyMs tares from here on count as history
   * @param from.sinceMs tares from here on are listed
   */
  async anomalies(from: {
    readonly historyMs: EpochMs;
    readonly sinceMs: EpochMs;
    readonly divisionKg: Kg;
  }): Promise<TareAnomaly[]> {
    const rows = await this.#reader.all<HistoricTare>(TARES_SINCE, [{ sinceMs: from.historyMs }]);
    const before = new Map<string, Kg[]>();
    const found: TareAnomaly[] = [];
    // Oldest first, so that each is judged by those before it.
    for (const { weighedAtMs, ...tare } of rows.reverse()) {
      const pair = `${tare.plateFront} ${tare.plateRear ?? ''}`;
      const history = before.get(pair) ?? [];
      before.set(pair, history);
      const statistics = weighedAtMs < from.sinceMs ? null : tareStatistics(history.slice(-HISTORY));
      const deviationKg = statistics === null ? null : tareDeviation(tare.tareKg, statistics, from.divisionKg);
      if (statistics !== null && deviationKg !== null)
        found.unshift({ ...tare, deviationKg, medianKg: statistics.medianKg, count: statistics.count });
      history.push(tare.tareKg);
    }
    return found;
  }
}
