/** Vehicles that passed a gate: first as rows (picture and moment), then as documents (product.md G1). */
import type { Migration } from '../migrate.ts';
import { appendOnly } from './0010-first.ts';
import { neverReplaced } from './0060-never-replaced.ts';

export const migration: Migration = {
  version: 70,
  name: 'gate-pass',
  sql: `
-- One row a passing vehicle: the moment, the picture or why there is none. Its document bears the same id.
CREATE TABLE gate_capture (id TEXT PRIMARY KEY, gateId TEXT NOT NULL, passedAt TEXT NOT NULL, body TEXT NOT NULL) STRICT;
CREATE INDEX gate_capture_gate ON gate_capture (gateId);
${appendOnly('gate_capture')}
${neverReplaced('gate_capture', 'rowid', 'id')}

-- Those whose document is still to be made.
CREATE TABLE open_gate_capture (captureId TEXT PRIMARY KEY REFERENCES gate_capture (id)) STRICT, WITHOUT ROWID;

CREATE TABLE gate_pass (
  id TEXT PRIMARY KEY REFERENCES document (id), sequence INTEGER NOT NULL, gateId TEXT NOT NULL, direction TEXT NOT NULL,
  passedAt TEXT NOT NULL, passedAtMs INTEGER NOT NULL, plate TEXT, sha256 TEXT, missing TEXT, trigger TEXT NOT NULL,
  weighingId TEXT, loadSheetId TEXT
) STRICT;
CREATE INDEX gate_pass_time ON gate_pass (passedAtMs, sequence);
`,
};
