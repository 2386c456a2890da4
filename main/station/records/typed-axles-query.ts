/** Vehicles whose axles were only typed, each with the weighing that shows the vehicle (contract vehicle.unconfirmed). */
import type { Timestamp, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { UnconfirmedVehicle, Vehicle } from '../../../preload/contract/weighing.ts';
import { withTrailer, type PairFacts } from '../rules/vehicle-pair.ts';
import type { Reader } from '../store/reader.ts';

/** In these words of the indexes vehicle_typed and vehicle_pair_typed. */
const TYPED = "json_extract(body, '$.axleSource') = 'typed'";

/** Files, and pairs that the vehicle was in before: what it is in now stands in its file. */
const WAITING = `SELECT plate, body, NULL AS trailerPlate, NULL AS pair, updatedAt FROM vehicle INDEXED BY vehicle_typed WHERE ${TYPED}
  UNION ALL SELECT p.plate, v.body, p.trailerPlate, p.body, p.updatedAt
    FROM (SELECT * FROM vehicle_pair INDEXED BY vehicle_pair_typed WHERE ${TYPED}) p
    JOIN vehicle v ON v.plate = p.plate AND v.body ->> '$.trailerPlate' IS NOT p.trailerPlate`;

/** What was voided, or bears other plates by now, shows nothing of this vehicle. */
const UNCONFIRMED = `SELECT v.body, v.trailerPlate, v.pair, v.updatedAt, w.id, w.weighedAt, w.axleCount, w.frontSha256, w.operatorId
  FROM (SELECT * FROM (${WAITING}) WHERE @plate IS NULL OR plate = @plate
    ORDER BY updatedAt DESC, plate DESC, trailerPlate DESC LIMIT @limit) v
  LEFT JOIN weighing w ON w.id = coalesce(
    (SELECT m.id FROM weighing m WHERE m.id = json_extract(coalesce(v.pair, v.body), '$.axlesFrom.weighingId') AND m.plateFront = v.plate
      AND (v.pair IS NULL OR m.plateRear = v.trailerPlate)
      AND m.axleCount = json_extract(coalesce(v.pair, v.body), '$.axleCount') AND m.voidedById IS NULL),
    (SELECT n.id FROM weighing n WHERE n.plateFront = v.plate AND (v.pair IS NULL OR n.plateRear = v.trailerPlate)
      AND n.axleCount = json_extract(coalesce(v.pair, v.body), '$.axleCount') AND n.voidedById IS NULL ORDER BY n.sequence DESC LIMIT 1))
  ORDER BY v.updatedAt DESC, v.plate DESC, v.trailerPlate DESC`;

const COUNT = `SELECT count(*) AS count FROM (${WAITING})`;

interface Row {
  readonly body: string;
  /** Of a pair that is not what the file speaks of now. */
  readonly trailerPlate: string | null;
  readonly pair: string | null;
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
    const items = rows.map(({ body, pair, trailerPlate, updatedAt, id, ...weighed }) => ({
      vehicle: withTrailer(
        JSON.parse(body) as Vehicle,
        trailerPlate,
        pair === null ? null : (JSON.parse(pair) as PairFacts),
      ),
      updatedAt,
      weighing: id === null ? null : { id, ...weighed },
    }));
    return { count: counted?.count ?? 0, items };
  }
}
