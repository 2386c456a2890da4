/**
 * The first schema. What is evidence (capture, retake, pass, document) is append-only: triggers refuse UPDATE and DELETE.
 * Everything derived from documents (weighing, load_sheet, notice) can be recomputed from them.
 */
import type { Migration } from '../migrate.ts';

/** Triggers for a table of evidence. What this says is part of released migrations: it never changes. */
export const appendOnly = (table: string): string => `
CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END;
`;

export const migration: Migration = {
  version: 10,
  name: 'first',
  sql: `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- A picture whose file is on disk under its hash.
CREATE TABLE photo (
  sha256 TEXT PRIMARY KEY, bytes INTEGER NOT NULL, width INTEGER NOT NULL, height INTEGER NOT NULL,
  mime TEXT NOT NULL, cameraId TEXT NOT NULL, takenAt TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One row a saved weight: weight, raw frame, stability, trace, pictures or why each is missing (architecture.md §5).
CREATE TABLE capture (
  id TEXT PRIMARY KEY, passId TEXT NOT NULL, caseId TEXT NOT NULL, scaleId TEXT NOT NULL,
  weightKg INTEGER NOT NULL, weighedAt TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX capture_pass ON capture (passId);
${appendOnly('capture')}

-- Captures whose document is still to be made: there is one row here exactly as long as no document bears the capture's id.
CREATE TABLE open_capture (captureId TEXT PRIMARY KEY REFERENCES capture (id)) STRICT, WITHOUT ROWID;

-- Pictures of a capture taken again before its document was made.
CREATE TABLE retake (
  id INTEGER PRIMARY KEY, captureId TEXT NOT NULL REFERENCES capture (id), takenAt TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX retake_capture ON retake (captureId);
${appendOnly('retake')}

-- The whole time of one truck on the deck, written when the deck is empty again. trace: deflated JSON, see pass-store.ts.
CREATE TABLE pass (
  id TEXT PRIMARY KEY, scaleId TEXT NOT NULL, startedAt TEXT NOT NULL, endedAt TEXT NOT NULL, body TEXT NOT NULL,
  trace BLOB NOT NULL
) STRICT;
${appendOnly('pass')}

-- Signed, chained documents: the very bytes that are uploaded.
CREATE TABLE document (
  sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, prevHash TEXT NOT NULL, hash TEXT NOT NULL UNIQUE,
  createdAt TEXT NOT NULL, createdAtMs INTEGER NOT NULL, bytes BLOB NOT NULL
) STRICT;
CREATE INDEX document_kind ON document (kind, sequence);
${appendOnly('document')}

-- The public half of every key that ever signed here; kid is its RFC 7638 thumbprint, so a row proves itself.
CREATE TABLE signing_key (kid TEXT PRIMARY KEY, publicJwk TEXT NOT NULL, firstSequence INTEGER NOT NULL) STRICT, WITHOUT ROWID;
${appendOnly('signing_key')}

CREATE TABLE weighing (
  id TEXT PRIMARY KEY REFERENCES document (id), sequence INTEGER NOT NULL, kind TEXT NOT NULL, scaleId TEXT NOT NULL,
  caseId TEXT, direction TEXT, weightKg INTEGER NOT NULL, weighedAt TEXT NOT NULL, weighedAtMs INTEGER NOT NULL,
  plateFront TEXT, plateRear TEXT, plateFrontAsWeighed TEXT, plateRearAsWeighed TEXT,
  axleCount INTEGER, vehicleType TEXT, driveAxles INTEGER, limitKg INTEGER, overKg INTEGER,
  evidenceState TEXT NOT NULL, evidenceReason TEXT, operatorId TEXT NOT NULL,
  frontSha256 TEXT, rearSha256 TEXT, replacesId TEXT, replacedById TEXT, voidedById TEXT
) STRICT;
CREATE UNIQUE INDEX weighing_sequence ON weighing (sequence);
CREATE INDEX weighing_time ON weighing (weighedAtMs, sequence);
CREATE INDEX weighing_kind ON weighing (kind, weighedAtMs, sequence);
CREATE INDEX weighing_over ON weighing (weighedAtMs, sequence) WHERE overKg > 0;
CREATE INDEX weighing_pair ON weighing (plateFront, plateRear, sequence);
CREATE INDEX weighing_rear ON weighing (plateRear, sequence) WHERE kind = 'tare';
CREATE INDEX weighing_tare ON weighing (plateFront, plateRear, sequence) WHERE kind = 'tare' AND voidedById IS NULL;
CREATE INDEX weighing_case ON weighing (caseId);

-- Every plate ever written on a weighing (few), and where: the search finds plates by their tail, then their weighings.
CREATE TABLE plate (text TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE plate_mention (
  plate TEXT NOT NULL, weighingId TEXT NOT NULL, PRIMARY KEY (plate, weighingId)
) STRICT, WITHOUT ROWID;

CREATE TABLE load_sheet (
  id TEXT PRIMARY KEY REFERENCES document (id), sequence INTEGER NOT NULL, number TEXT NOT NULL, status TEXT NOT NULL,
  plate TEXT NOT NULL, trailerPlate TEXT, goods TEXT NOT NULL, receiver TEXT NOT NULL,
  grossKg INTEGER NOT NULL, tareKg INTEGER NOT NULL, netKg INTEGER NOT NULL,
  grossWeighingId TEXT NOT NULL, tareWeighingId TEXT NOT NULL, issuedAt TEXT NOT NULL, issuedAtMs INTEGER NOT NULL,
  verdict TEXT NOT NULL, voidedById TEXT
) STRICT;
CREATE UNIQUE INDEX load_sheet_number ON load_sheet (number) WHERE status = 'issued';
CREATE UNIQUE INDEX load_sheet_gross ON load_sheet (grossWeighingId) WHERE status = 'issued' AND voidedById IS NULL;
CREATE INDEX load_sheet_tare ON load_sheet (tareWeighingId);
CREATE INDEX load_sheet_plate ON load_sheet (plate, issuedAtMs);
-- People look for a sheet by the end of its number.
CREATE INDEX load_sheet_serial ON load_sheet (substr(number, -4)) WHERE status = 'issued';

-- The last serial used, by unit, station number and Beijing day: numbers without gaps (openapi.yaml, LoadSheet.number).
CREATE TABLE sheet_number (
  prefix TEXT NOT NULL, day TEXT NOT NULL, serial INTEGER NOT NULL, PRIMARY KEY (prefix, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE notice (
  id TEXT PRIMARY KEY REFERENCES document (id), sequence INTEGER NOT NULL, kind TEXT NOT NULL, subjectId TEXT, effectiveAt TEXT NOT NULL
) STRICT;
CREATE INDEX notice_subject ON notice (subjectId);

CREATE TABLE vehicle (plate TEXT PRIMARY KEY, body TEXT NOT NULL, updatedAt TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE vehicle_change (
  id INTEGER PRIMARY KEY, plate TEXT NOT NULL, body TEXT NOT NULL, at TEXT NOT NULL, operatorId TEXT NOT NULL
) STRICT;
${appendOnly('vehicle_change')}

-- Calls with effects, by request id, so that a repeated one gives the stored answer (architecture.md §2). Kept 30 days.
CREATE TABLE request (
  requestId TEXT PRIMARY KEY, call TEXT NOT NULL, inputSha256 TEXT NOT NULL, answer TEXT NOT NULL, atMs INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX request_age ON request (atMs);

-- One row a part: the document, and each of its pictures. A part is done only by its receipt.
CREATE TABLE outbox (
  id INTEGER PRIMARY KEY, part TEXT NOT NULL CHECK (part IN ('document', 'photo')),
  documentId TEXT NOT NULL REFERENCES document (id), sequence INTEGER NOT NULL, sha256 TEXT,
  state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'parked', 'done')),
  createdAtMs INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, nextAttemptAtMs INTEGER NOT NULL DEFAULT 0,
  lastError TEXT, receivedAt TEXT,
  CHECK ((part = 'photo') = (sha256 IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX outbox_document ON outbox (documentId) WHERE part = 'document';
CREATE UNIQUE INDEX outbox_photo ON outbox (documentId, sha256) WHERE part = 'photo';
CREATE INDEX outbox_due ON outbox (state, part, nextAttemptAtMs, createdAtMs);
CREATE INDEX outbox_state ON outbox (state, createdAtMs);

CREATE TABLE print_job (
  id TEXT PRIMARY KEY, sheetId TEXT NOT NULL REFERENCES document (id), sheetNumber TEXT NOT NULL, copy INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'printing', 'printed', 'uncertain', 'cancelled')),
  createdAt TEXT NOT NULL, createdAtMs INTEGER NOT NULL, operatorId TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0, lastError TEXT, finishedAt TEXT
) STRICT;
CREATE UNIQUE INDEX print_job_copy ON print_job (sheetId, copy);
CREATE INDEX print_job_state ON print_job (state, createdAtMs);
`,
};
