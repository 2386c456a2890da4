/**
 * Reports (product.md M5): the moments of each weighing beside its row, so that how long trucks take is counted without opening
 * a document; what days and shifts are looked for by; and shifts that were handed over.
 */
import type { Migration } from '../migrate.ts';
import { appendOnly } from './0010-first.ts';
import { neverReplaced } from './0060-never-replaced.ts';

/** A Timestamp as milliseconds. */
const MS = (text: string): string => `CAST(round(unixepoch(${text}, 'subsec') * 1000) AS INTEGER)`;
/** Null where the document is damaged: that is the verifier's to say, and no reason not to start. */
const FROM_DOCUMENT = (member: string): string =>
  `CASE WHEN json_valid(CAST(d.bytes AS TEXT)) THEN json_extract(CAST(d.bytes AS TEXT), '$.${member}') END`;

export const migration: Migration = {
  version: 190,
  name: 'reports',
  sql: `
-- Follow from document, capture and pass. arrived: the truck came upon the deck. saved: its capture was on disk; null for rows of
-- before this step. recorded: its document was signed. left: the deck was empty again; null until then, and where nobody saw it.
ALTER TABLE weighing ADD COLUMN arrivedAtMs INTEGER;
ALTER TABLE weighing ADD COLUMN savedAtMs INTEGER;
ALTER TABLE weighing ADD COLUMN recordedAtMs INTEGER;
ALTER TABLE weighing ADD COLUMN leftAtMs INTEGER;
UPDATE weighing SET
  arrivedAtMs = (SELECT ${MS(FROM_DOCUMENT('trace.startedAt'))} FROM document d WHERE d.id = weighing.id),
  recordedAtMs = (SELECT d.createdAtMs FROM document d WHERE d.id = weighing.id),
  leftAtMs = (SELECT ${MS('p.endedAt')} FROM capture c JOIN pass p ON p.id = c.passId WHERE c.id = weighing.id);

-- Everything that is asked of the other weighings of a visit stands in the index itself.
DROP INDEX weighing_case;
CREATE INDEX weighing_case ON weighing (caseId, weighedAtMs, sequence, kind, weightKg, overKg, voidedById, replacedById);
CREATE INDEX load_sheet_time ON load_sheet (issuedAtMs, status, voidedById, goods, receiver, netKg);
CREATE INDEX document_time ON document (kind, createdAtMs);
CREATE INDEX pass_ended ON pass (endedAt);

-- A shift handed over. The next one begins at untilMs. body: the figures as they were.
CREATE TABLE handover (
  id TEXT PRIMARY KEY, fromMs INTEGER NOT NULL, untilMs INTEGER NOT NULL, handedBy TEXT NOT NULL, takenBy TEXT NOT NULL,
  note TEXT NOT NULL, operatorId TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
${appendOnly('handover')}
${neverReplaced('handover', 'rowid', 'id')}
`,
};
