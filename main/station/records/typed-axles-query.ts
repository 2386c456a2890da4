/** Vehicle files whose axles were only typed, each with the weighing that shows the vehicle (contract vehicle.unconfirmed). */
import type { Timestamp, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { UnconfirmedVehicle, Vehicle } from '../../../preload/contract/weighing.ts';
import type { Reader } from '../store/reader.ts';

/** In these words of index vehicle_typed. */
const TYPED = "json_extract(body, '$.axleSource') = 'typed'";

/** What was voided, or bears another plate by now, shows nothing of this vehicle. */
const UNCONFIRMED = `SELECT v.body, v.updatedAt, w.id, w.weighedAt, w.axleCount, w.frontSha256, w.operatorId
  FROM (SELECT plate, body, updatedAt FROM vehicle INDEXED BY vehicle_typed WHERE ${TYPED} AND (@plate IS NULL OR plate = @plate)
    ORDER BY updatedAt DESC, plate DESC LIMIT @limit) v
  LEFT JOIN weighing w ON w.id = coalesce(
    (SELECT m.id FROM weighing m WHERE m.id = json_extract(v.body, '$.axlesFrom.weighingId') AND m.plateFront = v.plate
      AND m.axleCount = json_extract(v.body, '$.axleCount') AND m.voidedById IS NULL),
    (SELECT n.id FROM weighing n WHERE n.plateFront = v.plate AND n.axleCount = json_extract(v.body, '$.axleCount')
      AND n.voidedById IS NULL ORDER BY n.sequence DESC LIMIT 1))
  ORDER BY v.updatedAt DESC, v.plate DESC`;

const COUNT = `SELECT count(*) AS count FROM vehicle INDEXED BY vehicle_typed WHERE ${TYPED}`;

interface Row {
  readonly body: string;
  readonly updatedAt: Timestamp;
  readonly id: Uuid | null;
  readonly weighedAt: Timestamp;
  readonly axleCount: number | null;
  readonly frontSha256: string | null;
  readonly operatorId: string;
}

/** Errors of every question: as {@link Reader.all}. */
export class TypedAxlesQuery {
  readonly #reader: Pick<Reader, 'all'>;

  constructor(reader: Pick<Reader, 'all'>) {
    this.#reader = reader;
  }

  /**
   * The most recently changed first; how many there are in all.
   * @param plate null: every vehicle
   */
  async list(limit: number, plate: string | null = null): Promise<{ count: number; items: UnconfirmedVehicle[] }> {
    const [counted] = await this.#reader.all<{ count: number }>(COUNT);
    const rows = await this.#reader.all<Row>(UNCONFIRMED, [{ limit, plate }]);
    const items = rows.map(({ body, updatedAt, id, ...weighed }) => ({
      vehicle: JSON.parse(body) as Vehicle,
      updatedAt,
      weighing: id === null ? null : { id, ...weighed },
    }));
    return { count: counted?.count ?? 0, items };
  }
}
