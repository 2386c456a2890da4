/** The vehicle files, by plate. What each said before is kept, with when and by whom. */
import type { Timestamp } from '../../../preload/contract/vocabulary.ts';
import type { Vehicle } from '../../../preload/contract/weighing.ts';
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

  /** Those of these plates that have a file. */
  knownAmong(plates: readonly string[]): ReadonlySet<string> {
    const rows = this.#db
      .prepare<{ plate: string }>('SELECT plate FROM vehicle WHERE plate IN (SELECT value FROM json_each(?))')
      .all(JSON.stringify(plates));
    return new Set(rows.map(({ plate }) => plate));
  }

  /** Replaces the file of that plate; inside the caller's transaction. The same content again leaves no trace. */
  put(vehicle: Vehicle, at: Timestamp, operatorId: string): Vehicle {
    const body = JSON.stringify(vehicle);
    const { plate } = vehicle;
    if (JSON.stringify(this.get(plate)) === body) return vehicle;
    this.#db
      .prepare('INSERT INTO vehicle_change (plate, body, at, operatorId) VALUES (?, ?, ?, ?)')
      .run(plate, body, at, operatorId);
    this.#db
      .prepare(
        `INSERT INTO vehicle (plate, body, updatedAt) VALUES (?, ?, ?)
         ON CONFLICT (plate) DO UPDATE SET body = excluded.body, updatedAt = excluded.updatedAt`,
      )
      .run(plate, body, at);
    return vehicle;
  }
}
