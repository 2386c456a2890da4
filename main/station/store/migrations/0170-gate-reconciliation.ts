/**
 * To which weighing and sheet each gate pass belongs, what a person said of those that stand out, and what barriers were told
 * (product.md G2, G3). Matches change as more becomes known: the newest row counts, and none is ever taken away.
 */
import type { Migration } from '../migrate.ts';
import { appendOnly } from './0010-first.ts';
import { neverReplaced } from './0060-never-replaced.ts';

export const migration: Migration = {
  version: 170,
  name: 'gate-reconciliation',
  sql: `
-- plate and plateRear as they count now (of the tractor, of the trailer); unsure: read, but not surely enough.
ALTER TABLE gate_pass ADD COLUMN plateRear TEXT;
ALTER TABLE gate_pass ADD COLUMN unsure TEXT;
ALTER TABLE gate_pass ADD COLUMN barrier TEXT;
CREATE INDEX gate_pass_plate ON gate_pass (plate, passedAtMs) WHERE plate IS NOT NULL;
CREATE INDEX gate_pass_rear ON gate_pass (plateRear, passedAtMs) WHERE plateRear IS NOT NULL;

CREATE TABLE gate_match (
  id INTEGER PRIMARY KEY, passId TEXT NOT NULL, atMs INTEGER NOT NULL,
  matchedBy TEXT CHECK (matchedBy IN ('pair', 'front', 'rear')), weighingId TEXT, loadSheetId TEXT, suggestion TEXT,
  CHECK ((matchedBy IS NULL) = (weighingId IS NULL))
) STRICT;
CREATE INDEX gate_match_pass ON gate_match (passId, id);
CREATE INDEX gate_match_weighing ON gate_match (weighingId) WHERE weighingId IS NOT NULL;
${appendOnly('gate_match')}
${neverReplaced('gate_match', 'id')}

-- How an acknowledged matter of a gate was closed, beside who and when.
CREATE TABLE gate_closing (
  warningId TEXT PRIMARY KEY REFERENCES warning (id), how TEXT NOT NULL CHECK (how IN ('person', 'resolved')), reasonCode TEXT,
  CHECK ((how = 'person') = (reasonCode IS NOT NULL))
) STRICT;
${appendOnly('gate_closing')}
${neverReplaced('gate_closing', 'rowid', 'warningId')}

-- A barrier is told to open only once this row is on disk; what came of it follows. subjectId: a weighing, a pass or a notice.
CREATE TABLE barrier_order (
  id TEXT PRIMARY KEY, placeId TEXT NOT NULL, subjectId TEXT NOT NULL, at TEXT NOT NULL, atMs INTEGER NOT NULL,
  orderedBy TEXT, reason TEXT
) STRICT;
CREATE INDEX barrier_order_subject ON barrier_order (subjectId);
CREATE INDEX barrier_order_place ON barrier_order (placeId, atMs);
${appendOnly('barrier_order')}
${neverReplaced('barrier_order', 'rowid', 'id')}
CREATE TABLE barrier_outcome (
  orderId TEXT PRIMARY KEY REFERENCES barrier_order (id), at TEXT NOT NULL, trouble TEXT
) STRICT;
${appendOnly('barrier_outcome')}
${neverReplaced('barrier_outcome', 'rowid', 'orderId')}
`,
};
