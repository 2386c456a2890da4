/** What screens ask about trucks (contract trucks.open, tare.list, vehicle.list), through the reader. */
import { timestamp, type EpochMs } from '../../../preload/contract/vocabulary.ts';
import type { OpenTruck, StoredTare, Vehicle } from '../../../preload/contract/weighing.ts';
import type { Reader } from '../store/reader.ts';
import { NEWEST_TARES, OPEN_TRUCK } from './weighing-store.ts';

const OPEN_TRUCKS = `SELECT w.id AS tareWeighingId, w.caseId, w.plateFront, w.plateRear, w.weightKg AS tareKg, w.weighedAt
  FROM weighing w WHERE ${OPEN_TRUCK} AND w.caseId IS NOT NULL ORDER BY w.weighedAtMs DESC, w.sequence DESC`;

const TARE = `SELECT w.id AS weighingId, w.plateFront, w.plateRear, w.weightKg AS tareKg, w.weighedAt, w.weighedAtMs`;
type TareRow = Omit<StoredTare, 'expiresAt' | 'expired'> & { readonly weighedAtMs: EpochMs };

/** Any part of a plate is looked for, so no index can serve; README.md says what the scan costs. */
const VEHICLES = `SELECT body FROM vehicle WHERE @text IS NULL OR instr(plate, @text) > 0
  ORDER BY @text IS NOT NULL AND substr(plate, -length(@text)) = @text DESC, updatedAt DESC, plate LIMIT @limit`;

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

  /**
   * Files whose plate ends in the text, then those that hold it elsewhere; the most recently changed first.
   * @param text normalised; null = all files
   */
  async vehicles(text: string | null, limit: number): Promise<Vehicle[]> {
    const rows = await this.#reader.all<{ body: string }>(VEHICLES, [{ text, limit }]);
    return rows.map(({ body }) => JSON.parse(body) as Vehicle);
  }
}
