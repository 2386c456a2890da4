/**
 * Files of drivers, goods and receivers (product.md L6), each with every change of it; vehicle files by any part of the
 * plate; and what a vehicle is with each of its trailers. Filled from the vehicles and sheets that are there.
 */
import type { Migration } from '../migrate.ts';
import { appendOnly } from './0010-first.ts';
import { neverReplaced } from './0060-never-replaced.ts';

/** A plate without what stands last on trailers and the like: people say the figures before it. In an index, so it never changes. */
export const PLATE_CORE = "rtrim(plate, '挂学警港澳领使')";

export const migration: Migration = {
  version: 140,
  name: 'files',
  sql: `
-- One or two characters are too short for trigrams: what a plate ends with, and begins with after its province, newest first.
CREATE INDEX vehicle_updated ON vehicle (updatedAt DESC, plate);
CREATE INDEX vehicle_tail_1 ON vehicle (substr(${PLATE_CORE}, -1), updatedAt DESC);
CREATE INDEX vehicle_tail_2 ON vehicle (substr(${PLATE_CORE}, -2), updatedAt DESC);
CREATE INDEX vehicle_tail_3 ON vehicle (substr(${PLATE_CORE}, -3), updatedAt DESC);
CREATE INDEX vehicle_head_1 ON vehicle (substr(plate, 2, 1), updatedAt DESC);
CREATE INDEX vehicle_head_2 ON vehicle (substr(plate, 2, 2), updatedAt DESC);
CREATE INDEX vehicle_change_plate ON vehicle_change (plate, id);
CREATE VIRTUAL TABLE vehicle_text USING fts5 (plate, tokenize = 'trigram');
INSERT INTO vehicle_text (plate) SELECT plate FROM vehicle ORDER BY updatedAt;
CREATE TRIGGER vehicle_text_new AFTER INSERT ON vehicle BEGIN INSERT INTO vehicle_text (plate) VALUES (new.plate); END;

-- What is known of a vehicle with this trailer. Of before only where it never had another one: else a file's axles may be
-- those of the trailer before.
CREATE TABLE vehicle_pair (
  plate TEXT NOT NULL, trailerPlate TEXT NOT NULL, body TEXT NOT NULL, updatedAt TEXT NOT NULL, PRIMARY KEY (plate, trailerPlate)
) STRICT, WITHOUT ROWID;
INSERT INTO vehicle_pair (plate, trailerPlate, body, updatedAt)
  SELECT plate, body ->> '$.trailerPlate',
    json_patch('{}', json_object('axleCount', body ->> '$.axleCount', 'axleSource', body ->> '$.axleSource',
      'vehicleType', body ->> '$.vehicleType', 'driveAxles', body ->> '$.driveAxles')), updatedAt
  FROM vehicle v WHERE body ->> '$.trailerPlate' IS NOT NULL AND body ->> '$.axleCount' IS NOT NULL AND 1 >= (
    SELECT count(DISTINCT c.body ->> '$.trailerPlate') FROM vehicle_change c WHERE c.plate = v.plate);

-- mergedInto: another way to write that one; never more than one step. folded, initials: what is searched (files/name-keys.ts);
-- initials NULL: not looked for yet.
CREATE TABLE name_file (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL CHECK (kind IN ('driver', 'goods', 'receiver')), name TEXT NOT NULL,
  body TEXT NOT NULL, mergedInto INTEGER REFERENCES name_file (id), uses INTEGER NOT NULL, usedAtMs INTEGER NOT NULL,
  updatedAt TEXT NOT NULL, folded TEXT, initials TEXT
) STRICT;
CREATE UNIQUE INDEX name_file_name ON name_file (kind, name);
CREATE INDEX name_file_used ON name_file (kind, usedAtMs DESC, id DESC) WHERE mergedInto IS NULL;
CREATE INDEX name_file_merged ON name_file (mergedInto) WHERE mergedInto IS NOT NULL;
CREATE INDEX name_file_new ON name_file (id) WHERE initials IS NULL;
CREATE TABLE name_file_change (
  id INTEGER PRIMARY KEY, fileId INTEGER NOT NULL REFERENCES name_file (id), body TEXT NOT NULL, at TEXT NOT NULL,
  operatorId TEXT NOT NULL
) STRICT;
CREATE INDEX name_file_change_file ON name_file_change (fileId, id);
${appendOnly('name_file_change')}
${neverReplaced('name_file_change', 'rowid', 'id')}
-- Each one and two characters that follow one another in a name or its initials.
CREATE TABLE name_part (
  kind TEXT NOT NULL, part TEXT NOT NULL, fileId INTEGER NOT NULL REFERENCES name_file (id), PRIMARY KEY (kind, part, fileId)
) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE name_text USING fts5 (text, tokenize = 'trigram', content = '', contentless_delete = 1);

INSERT INTO name_file (kind, name, body, uses, usedAtMs, updatedAt)
  SELECT kind, name, json_object('kind', kind, 'name', name), sum(uses), max(usedAtMs), max(updatedAt) FROM (
    SELECT 'goods' AS kind, trim(goods) AS name, 1 AS uses, issuedAtMs AS usedAtMs, issuedAt AS updatedAt
      FROM load_sheet WHERE status = 'issued'
    UNION ALL SELECT 'receiver', trim(receiver), 1, issuedAtMs, issuedAt FROM load_sheet WHERE status = 'issued'
    UNION ALL SELECT 'driver', trim(CAST(bytes AS TEXT) ->> '$.driver.name'), 1, createdAtMs, createdAt
      FROM document WHERE kind = 'load-sheet' AND CAST(bytes AS TEXT) ->> '$.status' = 'issued'
    UNION ALL SELECT 'goods', trim(body ->> '$.goodsName'), 0, 0, updatedAt FROM vehicle
    UNION ALL SELECT 'receiver', trim(body ->> '$.receiver'), 0, 0, updatedAt FROM vehicle
    UNION ALL SELECT 'driver', trim(body ->> '$.driverName'), 0, 0, updatedAt FROM vehicle
  ) WHERE name IS NOT NULL AND name <> '' GROUP BY kind, name;
INSERT INTO name_file_change (fileId, body, at, operatorId) SELECT id, body, updatedAt, 'nobody' FROM name_file;
`,
};
