/** The vehicle files, by plate, and what each is with its trailers. What each said before is kept, with when and by whom. */
import type { Timestamp } from '../../../preload/contract/vocabulary.ts';
import type { Vehicle } from '../../../preload/contract/weighing.ts';
import { pairFacts, withTrailer, type PairFacts } from '../rules/vehicle-pair.ts';
import type { Writer } from '../store/statement.ts';

export class VehicleStore {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  get(plate: string): Vehicle | null {
    const row = this.#db.prepare<{ body: string }>('SELECT body FROM vehicle WHERE plate = ?').get(plate);
    return row === undefined ? null : (JSON.parse(row.body) as Vehicle);
  }

  /**
   * As {@link get}, as far as axles and load go of this combination: a tractor pulls trailers of more than one kind. What counts for
   * a limit, a load, and what is asked about them: with a trailer that nobody has said anything of the axles are unknown.
   */
  ofPair(plate: string, trailerPlate: string | null): Vehicle | null {
    const file = this.get(plate);
    return file === null ? null : withTrailer(file, trailerPlate, this.#pair(plate, trailerPlate));
  }

  #pair(plate: string, trailerPlate: string | null): PairFacts | null {
    const row = this.#db
      .prepare<{ body: string }>('SELECT body FROM vehicle_pair WHERE plate = ? AND trailerPlate = ?')
      .get(plate, trailerPlate);
    return row === undefined ? null : (JSON.parse(row.body) as PairFacts);
  }

  /** Those of these plates that have a file. */
  knownAmong(plates: readonly string[]): ReadonlySet<string> {
    const rows = this.#db
      .prepare<{ plate: string }>('SELECT plate FROM vehicle WHERE plate IN (SELECT value FROM json_each(?))')
      .all(JSON.stringify(plates));
    return new Set(rows.map(({ plate }) => plate));
  }

  /**
   * Replaces the file of that plate; inside the caller's transaction. The same content again leaves no trace, but a pair that
   * is not kept yet is.
   */
  put(given: Vehicle, at: Timestamp, operatorId: string): Vehicle {
    const vehicle = given.axleSource === 'typed' ? withoutVoucher(given) : given;
    const { plate, trailerPlate = null } = vehicle;
    const body = JSON.stringify(vehicle);
    const paired = trailerPlate !== null && vehicle.axleCount != null;
    if (JSON.stringify(this.get(plate)) === body) {
      if (paired && this.#pair(plate, trailerPlate) === null) this.#keepPair(vehicle, trailerPlate, at);
      return vehicle;
    }
    this.#db
      .prepare('INSERT INTO vehicle_change (plate, body, at, operatorId) VALUES (?, ?, ?, ?)')
      .run(plate, body, at, operatorId);
    this.#db
      .prepare(
        `INSERT INTO vehicle (plate, body, updatedAt) VALUES (?, ?, ?)
         ON CONFLICT (plate) DO UPDATE SET body = excluded.body, updatedAt = excluded.updatedAt`,
      )
      .run(plate, body, at);
    if (paired) this.#keepPair(vehicle, trailerPlate, at);
    return vehicle;
  }

  /**
   * As {@link put}, of the vehicle with that trailer alone: a file that knows the axles of another one goes on speaking of that.
   * Inside the caller's transaction.
   */
  putPair(pair: Vehicle, at: Timestamp, operatorId: string): Vehicle {
    const file = this.get(pair.plate);
    const kept = this.put(pair, at, operatorId);
    if (file?.axleCount != null && file.trailerPlate !== pair.trailerPlate) this.put(file, at, operatorId);
    return kept;
  }

  #keepPair(vehicle: Vehicle, trailerPlate: string, at: Timestamp): void {
    this.#db
      .prepare(
        `INSERT INTO vehicle_pair (plate, trailerPlate, body, updatedAt) VALUES (?, ?, ?, ?)
         ON CONFLICT (plate, trailerPlate) DO UPDATE SET body = excluded.body, updatedAt = excluded.updatedAt`,
      )
      .run(vehicle.plate, trailerPlate, JSON.stringify(pairFacts(vehicle)), at);
  }
}

/** Nobody stands for axles that were typed again since. */
function withoutVoucher({ axlesBy: _, ...vehicle }: Vehicle): Vehicle {
  return vehicle;
}
