/**
 * The first schema. What is evidence (capture, retake, pass, document) is append-only: triggers refuse UPDATE and DELETE.
 * Everything derived from documents (weighing, load_sheet, notice) can be recomputed from them.
 */
import type { Migration } from '../migrate.ts';

const appendOnly = (table: string): string => `
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

-- Pictures of a capture taken again before its document was made.
CREATE TABLE retake (
  id INTEGER PRIMARY KEY, captureId TEXT NOT NULL REFERENCES capture (id), takenAt TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
CREATE INDEX retake_capture ON retake (captureId);
${appendOnly('retake')}

-- The whole time of one truck on the deck, written when the deck is empty again.
CREATE TABLE pass (
  id TEXT PRIMARY KEY, scaleId TEXT NOT NULL, startedAt TEXT NOT NULL, endedAt TEXT NOT NULL, body TEXT NOT NULL
) STRICT;
${appendOnly('pass')}

-- Signed, chained documents: the very bytes that are uploaded.
CREATE TABLE document (
  sequence INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, prevHash TEXT NOT NULL, hash TEXT NOT NULL UNIQUE,
  createdAt TEXT NOT NULL, createdAtMs INTEGER NOT NULL, bytes BLOB NOT NULL
) STRICT;
CREATE INDEX document_kind ON document (kind, sequence);
${appendOnly('document')}

CREATE TABLE weighing (
  id TEXT PRIMARY KEY REFERENCES document (id), sequence INTEGER NOT NULL, kind TEXT NOT NULL, scaleId TEXT NOT NULL,
  caseId TEXT, direction TEXT, weightKg INTEGER NOT NULL, weighedAt TEXT NOT NULL, weighedAtMs INTEGER NOT NULL,
  plateFront TEXT, plateRear TEXT, plateFrontAsWeighed TEXT, plateRearAsWeighed TEXT,
  axleCount INTEGER, vehicleType TEXT, driveAxles INTEGER, limitKg INTEGER, overKg INTEGER,
  evidenceState TEXT NOT NULL, evidenceReason TEXT, operatorId TEXT NOT NULL,
  frontSha256 TEXT, rearSha256 TEXT, replacesId TEXT, voidedById TEXT
) STRICT;
CREATE INDEX weighing_sequence ON weighing (sequence DESC);
CREATE INDEX weighing_time ON weighing (weighedAtMs);
CREATE INDEX weighing_plate ON weighing (plateFront, weighedAtMs);
CREATE INDEX weighing_case ON weighing (caseId);

CREATE TABLE load_sheet (
  id TEXT PRIMARY KEY REFERENCES document (id), sequence INTEGER NOT NULL, number TEXT NOT NULL, status TEXT NOT NULL,
  plate TEXT NOT NULL, trailerPlate TEXT, goods TEXT NOT NULL, receiver TEXT NOT NULL,
  grossKg INTEGER NOT NULL, tareKg INTEGER NOT NULL, netKg INTEGER NOT NULL,
  grossWeighingId TEXT NOT NULL, tareWeighingId TEXT NOT NULL, issuedAt TEXT NOT NULL, issuedAtMs INTEGER NOT NULL, voidedById TEXT
) STRICT;
CREATE UNIQUE INDEX load_sheet_number ON load_sheet (number) WHERE status = 'issued';
CREATE UNIQUE INDEX load_sheet_gross ON load_sheet (grossWeighingId) WHERE status = 'issued' AND voidedById IS NULL;
CREATE INDEX load_sheet_tare ON load_sheet (tareWeighingId);
CREATE INDEX load_sheet_plate ON load_sheet (plate, issuedAtMs);

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
