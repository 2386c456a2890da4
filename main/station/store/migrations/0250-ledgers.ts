/**
 * The ledgers (product.md M3, M4) and what fills them by itself: the station's own starts and ends, the states of its devices,
 * their serial numbers, and what of it a person has to look at. All of it append-only.
 */
import type { Migration } from '../migrate.ts';
import { appendOnly } from './0010-first.ts';
import { neverReplaced } from './0060-never-replaced.ts';

export const migration: Migration = {
  version: 250,
  name: 'ledgers',
  sql: `
-- An entry bears the id of its Notice where it has one. ledger: the page it stands on. corrects: the entry whose place it takes;
-- body: text, details, pictures as the contract says them.
CREATE TABLE ledger_entry (
  id TEXT PRIMARY KEY, ledger TEXT NOT NULL, kind TEXT NOT NULL, atMs INTEGER NOT NULL, writtenAtMs INTEGER NOT NULL,
  operatorId TEXT NOT NULL, subjectId TEXT, corrects TEXT REFERENCES ledger_entry (id), body TEXT NOT NULL
) STRICT;
CREATE INDEX ledger_entry_time ON ledger_entry (ledger, atMs, id);
CREATE INDEX ledger_entry_kind ON ledger_entry (kind, subjectId, atMs);
CREATE UNIQUE INDEX ledger_entry_corrects ON ledger_entry (corrects) WHERE corrects IS NOT NULL;
${appendOnly('ledger_entry')}
${neverReplaced('ledger_entry', 'rowid', 'id', 'corrects')}

-- What was noticed, once for each key: a certificate's last month, a seal's picture, another serial number.
CREATE TABLE ledger_matter (
  id TEXT PRIMARY KEY, key TEXT NOT NULL UNIQUE, matter TEXT NOT NULL, subjectId TEXT NOT NULL, atMs INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX ledger_matter_of ON ledger_matter (matter, subjectId);
${appendOnly('ledger_matter')}
${neverReplaced('ledger_matter', 'rowid', 'id', 'key')}

-- The station's runs. A run without an end was ended by something else; the next start writes that end, unclean, at the last
-- minute in which the run is known to have lived.
CREATE TABLE station_run (id INTEGER PRIMARY KEY, startedAtMs INTEGER NOT NULL) STRICT;
CREATE INDEX station_run_time ON station_run (startedAtMs);
CREATE TABLE station_run_end (
  runId INTEGER PRIMARY KEY REFERENCES station_run (id), endedAtMs INTEGER NOT NULL, clean INTEGER NOT NULL
) STRICT;
${appendOnly('station_run')}
${neverReplaced('station_run', 'id')}
${appendOnly('station_run_end')}
${neverReplaced('station_run_end', 'runId')}

-- From atMs on the device is in this state. losses: how often it went offline among the changes that the row stands for (flapping
-- is grouped); offlineMs: how long of the time since the row before it the device was offline.
CREATE TABLE device_change (
  id INTEGER PRIMARY KEY, runId INTEGER NOT NULL REFERENCES station_run (id), deviceId TEXT NOT NULL, kind TEXT NOT NULL,
  state TEXT NOT NULL, detail TEXT, atMs INTEGER NOT NULL, losses INTEGER NOT NULL, offlineMs INTEGER NOT NULL
) STRICT;
CREATE INDEX device_change_run ON device_change (runId, deviceId, id);
${appendOnly('device_change')}
${neverReplaced('device_change', 'id')}

-- The serial number that a device, or the USB adapter of its wire, says it has; a row where it is another than before.
CREATE TABLE device_serial (
  id INTEGER PRIMARY KEY, deviceId TEXT NOT NULL, serial TEXT NOT NULL, model TEXT NOT NULL, atMs INTEGER NOT NULL
) STRICT;
CREATE INDEX device_serial_of ON device_serial (deviceId, id);
${appendOnly('device_serial')}
${neverReplaced('device_serial', 'id')}
`,
};
