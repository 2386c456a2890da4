/**
 * Searching and adding up a million records (product.md, F8): parts of plates by trigrams, what a valid sheet says beside its
 * weighing, and the list's filters in the index that the list walks. All of it follows from what was there, and is made from it.
 */
import type { Migration } from '../migrate.ts';

export const migration: Migration = {
  version: 180,
  name: 'record-search',
  sql: `
-- Of the valid sheet of a gross weighing; null: it has none.
ALTER TABLE weighing ADD COLUMN goods TEXT;
ALTER TABLE weighing ADD COLUMN netKg INTEGER;
UPDATE weighing SET (goods, netKg) = (
  SELECT s.goods, s.netKg FROM load_sheet s WHERE s.grossWeighingId = weighing.id AND s.status = 'issued' AND s.voidedById IS NULL
) WHERE id IN (SELECT grossWeighingId FROM load_sheet WHERE status = 'issued' AND voidedById IS NULL);

-- What the list is filtered by and what is added up stands in the index itself: a filter that fits few reads no row in vain.
DROP INDEX weighing_time;
CREATE INDEX weighing_time ON weighing (weighedAtMs, sequence, kind, scaleId, overKg, evidenceState, goods, netKg);
DROP INDEX weighing_over;
CREATE INDEX weighing_over ON weighing (weighedAtMs, sequence, kind, scaleId, evidenceState, goods, netKg, overKg)
  WHERE overKg > 0;
CREATE INDEX weighing_incomplete ON weighing (weighedAtMs, sequence, kind, scaleId, overKg, goods, netKg, evidenceState)
  WHERE evidenceState = 'incomplete';
CREATE INDEX weighing_goods ON weighing (goods, weighedAtMs, sequence) WHERE goods IS NOT NULL;

-- Every sheet of a gross weighing, voided ones too.
CREATE INDEX load_sheet_of ON load_sheet (grossWeighingId);

-- Where a plate was named, in order of time: as it counts now and as it was weighed.
DROP TABLE plate_mention;
CREATE TABLE plate_mention (
  plate TEXT NOT NULL, weighedAtMs INTEGER NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (plate, weighedAtMs, sequence)
) STRICT, WITHOUT ROWID;
INSERT INTO plate_mention
  SELECT plateFront, weighedAtMs, sequence FROM weighing WHERE plateFront IS NOT NULL
  UNION SELECT plateRear, weighedAtMs, sequence FROM weighing WHERE plateRear IS NOT NULL
  UNION SELECT plateFrontAsWeighed, weighedAtMs, sequence FROM weighing WHERE plateFrontAsWeighed IS NOT NULL
  UNION SELECT plateRearAsWeighed, weighedAtMs, sequence FROM weighing WHERE plateRearAsWeighed IS NOT NULL;

-- The end of every sheet's number, of its gross weighing, in order of time: the same serial comes every day.
CREATE TABLE sheet_mention (
  tail TEXT NOT NULL, weighedAtMs INTEGER NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (tail, weighedAtMs, sequence)
) STRICT, WITHOUT ROWID;
INSERT INTO sheet_mention
  SELECT DISTINCT substr(s.number, -4), w.weighedAtMs, w.sequence FROM load_sheet s JOIN weighing w ON w.id = s.grossWeighingId
  WHERE s.status = 'issued';

-- Every plate by each three characters that follow one another.
CREATE VIRTUAL TABLE plate_part USING fts5(text, tokenize = 'trigram');
INSERT INTO plate_part (text) SELECT text FROM plate;
CREATE TRIGGER plate_has_parts AFTER INSERT ON plate BEGIN INSERT INTO plate_part (text) VALUES (NEW.text); END;
`,
};
