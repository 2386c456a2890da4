/**
 * What three steps left out for rows of before, in every folder once: all that is known of a pair of tractor and trailer, when a
 * capture was saved, and for which vehicle a barrier was opened by hand. Some folders have it already: their steps wrote it.
 * And pairs whose axles were only typed are found: they wait for the manager whatever the tractor pulls meanwhile.
 */
import type { Migration } from '../migrate.ts';
import { appendOnly } from './0010-first.ts';
import { neverReplaced } from './0060-never-replaced.ts';

/** As the station reads it of a capture's id (records/weighing-store.ts); SQLite takes no hexadecimal text for a number. */
const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 13].map(
  (place, nth) => `((instr('0123456789abcdef', substr(id, ${place}, 1)) - 1) << ${44 - 4 * nth})`,
);

/** Those of its members that belong to the pair (rules/vehicle-pair.ts, as it was). */
const FACTS = `type <> 'null' AND key IN ('axleCount', 'axleSource', 'axlesBy', 'axlesFrom', 'vehicleType', 'driveAxles',
  'tyrePairsFewer', 'wideTyres', 'trailerSpacingMm', 'registeredTotalKg', 'approvedLoadKg')`;

export const migration: Migration = {
  version: 200,
  name: 'known-of-before',
  sql: `
-- A pair says what the file said when the pair was written: the file itself, or what is kept of it.
CREATE TEMP TABLE pair_said AS
  SELECT p.plate, p.trailerPlate, coalesce(
    (SELECT v.body FROM vehicle v WHERE v.plate = p.plate AND v.updatedAt = p.updatedAt AND v.body ->> '$.trailerPlate' = p.trailerPlate),
    (SELECT c.body FROM vehicle_change c WHERE c.plate = p.plate AND c.at = p.updatedAt AND c.body ->> '$.trailerPlate' = p.trailerPlate
      ORDER BY c.id DESC LIMIT 1)) AS body
  FROM vehicle_pair p;
UPDATE vehicle_pair SET body = s.known FROM (
  SELECT plate, trailerPlate,
    (SELECT json_group_object(key, json(p.body -> key)) FROM json_each(p.body) WHERE ${FACTS}) AS known
  FROM pair_said p WHERE body ->> '$.axleCount' IS NOT NULL
) s WHERE s.plate = vehicle_pair.plate AND s.trailerPlate = vehicle_pair.trailerPlate
  AND EXISTS (SELECT 1 FROM json_each(s.known) WHERE vehicle_pair.body -> key IS NULL);
DROP TABLE pair_said;
CREATE INDEX vehicle_pair_typed ON vehicle_pair (updatedAt) WHERE json_extract(body, '$.axleSource') = 'typed';

-- The vehicle at a gate that an opening by hand was for: one, and no second one.
CREATE TABLE IF NOT EXISTS barrier_claim (orderId TEXT PRIMARY KEY REFERENCES barrier_order (id), passId TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS barrier_claim_pass ON barrier_claim (passId);
DROP TRIGGER IF EXISTS barrier_claim_no_update;
DROP TRIGGER IF EXISTS barrier_claim_no_delete;
DROP TRIGGER IF EXISTS barrier_claim_no_replace;
${appendOnly('barrier_claim')}
${neverReplaced('barrier_claim', 'rowid', 'orderId')}

-- A capture's id of version 7 begins with the milliseconds of its row; another one does not tell.
UPDATE weighing SET savedAtMs = ${DIGITS.join(' + ')} WHERE savedAtMs IS NULL AND substr(id, 15, 1) = '7';
-- A shift is counted by it.
CREATE INDEX IF NOT EXISTS weighing_recorded ON weighing (recordedAtMs, sequence);
`,
};
