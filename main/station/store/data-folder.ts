/** The station's data folder: that it can be used at all, and how its database is opened for writing. */
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../../../preload/contract/errors.ts';
import { makeFolder } from '../../make-folder.ts';
import { openSqlite, sqliteCode, type Sqlite } from './open-sqlite.ts';
import { storeError, systemCode } from './store-error.ts';

/** The one database file. */
export const databaseFile = (dataDir: string): string => join(dataDir, 'station.sqlite');

/** How long a write waits for another connection (a checkpoint, a backup) before it fails. */
const BUSY_TIMEOUT_MS = 5000;

/** Makes the folder when it is missing. @throws CodedError station.folder-unreadable {dataDir, reason} | store.disk-full */
export function useFolder(dataDir: string): void {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = systemCode(error) ?? String(error);
    if (reason === 'ENOSPC') throw storeError(error);
    throw new CodedError('station.folder-unreadable', { dataDir, reason }, { cause: error });
  }
}

/**
 * Opens the database for writing. WAL is a property of the file; the rest holds for this connection only and is set
 * each time: a reopened WAL database comes up with synchronous = NORMAL, which may lose the last commits in a power cut.
 * @throws CodedError station.folder-damaged | station.folder-unreadable | store.disk-full
 */
export function openForWriting(dataDir: string, binding?: string): Sqlite {
  let db: Sqlite | undefined;
  try {
    db = openSqlite(databaseFile(dataDir), { binding, timeoutMs: BUSY_TIMEOUT_MS });
    const mode = db.pragma('journal_mode = WAL', { simple: true });
    if (mode !== 'wal')
      throw new CodedError('station.folder-unreadable', { dataDir, reason: `journal ${String(mode)}` });
    db.pragma('synchronous = FULL');
    db.pragma('foreign_keys = ON');
    // INSERT OR REPLACE must meet the triggers that refuse a DELETE.
    db.pragma('recursive_triggers = ON');
    return db;
  } catch (error) {
    db?.close();
    throw folderError(error, dataDir);
  }
}

/** What a failure at the start says about the folder. */
export function folderError(error: unknown, dataDir: string): unknown {
  const code = sqliteCode(error) ?? '';
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code))
    return new CodedError('station.folder-damaged', { dataDir, reason: String(error) }, { cause: error });
  if (/^SQLITE_(CANTOPEN|READONLY|PERM|AUTH)/.test(code))
    return new CodedError('station.folder-unreadable', { dataDir, reason: code }, { cause: error });
  return storeError(error);
}

/**
 * Whether the folder was made for simulated devices; undefined for a new one.
 * @throws CodedError station.folder-simulated {folder, configuration} when the configuration says otherwise
 */
export function checkSimulated(db: Sqlite, simulated: boolean): boolean | undefined {
  const known = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'meta'").get() !== undefined;
  if (!known) return undefined;
  const row = db.prepare<[], { value: string }>("SELECT value FROM meta WHERE key = 'simulated'").get();
  if (row === undefined) return undefined;
  const folder = row.value === 'true';
  if (folder !== simulated) throw new CodedError('station.folder-simulated', { folder, configuration: simulated });
  return folder;
}

/** Reads the whole database for damage. May take minutes on a large one. @throws CodedError station.folder-damaged */
export function quickCheck(db: Sqlite, dataDir: string): void {
  const answer: unknown = db.pragma('quick_check(1)', { simple: true });
  if (answer !== 'ok') throw new CodedError('station.folder-damaged', { dataDir, reason: String(answer) });
}
