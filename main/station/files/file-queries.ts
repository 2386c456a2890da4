/**
 * The SQL of searching files, and which of it serves a text. Pure. Three and more characters go by trigrams (FTS5), one and two by
 * indexes of their own; the newest come first, and of very many hits only so many are looked at.
 */
import { PLATE_CORE } from '../store/migrations/0140-files.ts';

/** More hits than anybody reads; of these the best are given. */
const LOOKED_AT = 100;

const VEHICLE = 'plate, body, updatedAt';
const ordered = 'ORDER BY updatedAt DESC LIMIT @limit';
const tail = (length: 1 | 2): string =>
  `SELECT * FROM (SELECT ${VEHICLE}, 0 AS rank FROM vehicle INDEXED BY vehicle_tail_${length}
     WHERE substr(${PLATE_CORE}, -${length}) = @text ${ordered})`;
const head = (length: 1 | 2): string =>
  `SELECT * FROM (SELECT ${VEHICLE}, 1 AS rank FROM vehicle INDEXED BY vehicle_head_${length}
     WHERE substr(plate, 2, ${length}) = @text ${ordered})`;
/** The province with what follows it. */
const WHOLE_HEAD = `SELECT * FROM (SELECT ${VEHICLE}, 2 AS rank FROM vehicle
  WHERE plate >= @text AND plate < @text || char(1114111) LIMIT @limit)`;
const best = (...parts: readonly string[]): string =>
  `SELECT plate, body, updatedAt, min(rank) AS rank FROM (${parts.join(' UNION ALL ')})
   GROUP BY plate ORDER BY rank, updatedAt DESC, plate LIMIT @limit`;

const ANY_PART = `SELECT v.plate, v.body, v.updatedAt, 1 AS rank FROM vehicle_text t CROSS JOIN vehicle v ON v.plate = t.plate
  WHERE t.rowid IN (SELECT rowid FROM vehicle_text WHERE vehicle_text MATCH @phrase ORDER BY rowid DESC LIMIT ${LOOKED_AT})`;
const TAIL_OF_MORE = `SELECT * FROM (SELECT ${VEHICLE}, 0 AS rank FROM vehicle INDEXED BY vehicle_tail_3
  WHERE substr(${PLATE_CORE}, -3) = substr(@text, -3) AND substr(${PLATE_CORE}, -length(@text)) = @text ${ordered})`;

export const VEHICLES = {
  /** @before, @beforePlate: where the page before ended; '' at the start. */
  all: `SELECT plate, body, updatedAt FROM vehicle INDEXED BY vehicle_updated
    WHERE @before = '' OR updatedAt < @before OR (updatedAt = @before AND plate > @beforePlate)
    ORDER BY updatedAt DESC, plate LIMIT @limit`,
  one: best(tail(1), head(1), WHOLE_HEAD),
  two: best(tail(2), head(2), WHOLE_HEAD),
  more: best(TAIL_OF_MORE, ANY_PART),
} as const;

/** Every file once, whatever changes meanwhile: by the plate, by the number. */
export const EVERY = {
  vehicle: 'SELECT plate AS at, body FROM vehicle WHERE plate > @after ORDER BY plate LIMIT @limit',
  name: `SELECT id AS at, body FROM name_file WHERE kind = @kind AND mergedInto IS NULL AND id > @after
    ORDER BY id LIMIT @limit`,
  vehicles: 'SELECT count(*) AS count FROM vehicle',
  names: 'SELECT count(*) AS count FROM name_file WHERE kind = @kind AND mergedInto IS NULL',
} as const;

const NAME = 'k.id, k.name, k.body, k.uses, k.usedAtMs, k.updatedAt';
/** A name that begins so, or whose initials do, before one that holds it. */
const RANK = `CASE WHEN f.folded = @text THEN 0 WHEN instr(f.folded, @text) = 1 OR instr(' ' || f.initials, ' ' || @text) > 0
  THEN 1 ELSE 2 END`;
const named = (hits: string): string => `SELECT ${NAME}, f.name AS foundAs, min(${RANK}) AS rank
  FROM (${hits}) h CROSS JOIN name_file f ON f.id = h.id CROSS JOIN name_file k ON k.id = coalesce(f.mergedInto, f.id)
  WHERE f.kind = @kind GROUP BY k.id ORDER BY rank, k.usedAtMs DESC, k.id DESC LIMIT @limit`;

export const NAMES = {
  /** @beforeMs, @beforeId: where the page before ended. */
  all: `SELECT ${NAME}, k.name AS foundAs FROM name_file k INDEXED BY name_file_used
    WHERE k.kind = @kind AND k.mergedInto IS NULL AND (k.usedAtMs, k.id) < (@beforeMs, @beforeId)
    ORDER BY k.usedAtMs DESC, k.id DESC LIMIT @limit`,
  short: named(`SELECT fileId AS id FROM name_part WHERE kind = @kind AND part = @text ORDER BY fileId DESC LIMIT 500`),
  more: named('SELECT rowid AS id FROM name_text WHERE name_text MATCH @phrase ORDER BY rowid DESC LIMIT 1000'),
} as const;

export const NAME_BY_ID = `SELECT ${NAME} FROM name_file f JOIN name_file k ON k.id = coalesce(f.mergedInto, f.id)
  WHERE f.kind = @kind AND f.id = @id`;
export const NAME_OTHERS = 'SELECT name FROM name_file WHERE mergedInto = ? ORDER BY name';
/** Its own changes, and that others were merged into it. */
export const NAME_HISTORY = `SELECT body, at, operatorId, fileId FROM name_file_change
  WHERE fileId = @id ORDER BY id DESC LIMIT 201`;
export const VEHICLE_BY_PLATE = 'SELECT body FROM vehicle WHERE plate = ?';
export const VEHICLE_TRAILERS = 'SELECT trailerPlate AS name FROM vehicle_pair WHERE plate = ? ORDER BY updatedAt DESC';
export const VEHICLE_HISTORY = `SELECT body, at, operatorId FROM vehicle_change INDEXED BY vehicle_change_plate
  WHERE plate = ? ORDER BY id DESC LIMIT 201`;

export const vehiclesBy = (text: string): string => {
  const length = [...text].length;
  return length === 0 ? VEHICLES.all : length === 1 ? VEHICLES.one : length === 2 ? VEHICLES.two : VEHICLES.more;
};
export const namesBy = (text: string): string => {
  const length = [...text].length;
  return length === 0 ? NAMES.all : length < 3 ? NAMES.short : NAMES.more;
};
