/**
 * Opens a data folder for reading without leaving a trace in it. SQLite makes two files beside a database in WAL mode even
 * for who only reads: so a folder that no station uses is copied to a temporary place first, its unfinished log included, and
 * the copy is read. While a station runs those files are there, and belong to it: then the database is read where it lies.
 */
import { copyFileSync, constants, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseFile, folderError } from './data-folder.ts';
import { openSqlite, sqliteCode, type Sqlite } from './open-sqlite.ts';

export interface Untouched {
  /** In one reading transaction: what it shows does not change. */
  readonly db: Sqlite;
  /** A station was using the folder. */
  readonly live: boolean;
  /** What is read, for a second connection: {@link openSnapshot}. */
  readonly file: string;
  close(): void;
}

/** How long a question waits while a station that runs checkpoints. */
const BUSY_TIMEOUT_MS = 5000;
/** A station that starts or ends while its files are copied. */
const TRIES = 3;

/**
 * @param place where the copy is made; the system's folder for temporary files when left out
 * @throws CodedError station.folder-unreadable | station.folder-damaged {dataDir, reason} | store.disk-full | store.failed
 */
export function openUntouched(dataDir: string, place = tmpdir()): Untouched {
  try {
    for (let left = TRIES; left > 0; left -= 1) {
      if (isInUse(dataDir)) return openLive(dataDir);
      const copied = copyAndOpen(dataDir, place);
      if (copied !== null) return copied;
    }
    return openLive(dataDir);
  } catch (error) {
    throw folderError(error, dataDir);
  }
}

/** Asked only where the files of a running station lie, so that a folder is never locked against one that starts. */
function isInUse(dataDir: string): boolean {
  const lock = join(dataDir, 'station.lock');
  if (!existsSync(`${databaseFile(dataDir)}-shm`) || !existsSync(lock)) return false;
  const db = openSqlite(lock, { readonly: true, timeoutMs: 0 });
  try {
    db.prepare('SELECT 1 FROM sqlite_schema').get();
    return false;
  } catch (error) {
    if (sqliteCode(error)?.startsWith('SQLITE_BUSY') === true) return true;
    throw error;
  } finally {
    db.close();
  }
}

function openLive(dataDir: string): Untouched {
  const file = databaseFile(dataDir);
  const db = openSnapshot(file);
  return { db, file, live: true, close: () => db.close() };
}

/** Read-only, in one reading transaction. Errors as SQLite says. */
export function openSnapshot(file: string): Sqlite {
  const db = openSqlite(file, { readonly: true, timeoutMs: BUSY_TIMEOUT_MS });
  try {
    begin(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** null: the files changed meanwhile. */
function copyAndOpen(dataDir: string, place: string): Untouched | null {
  const folder = mkdtempSync(join(place, 'weighbridge-verify-'));
  const away = (): void => rmSync(folder, { recursive: true, force: true });
  let db: Sqlite | undefined;
  try {
    const before = state(dataDir);
    for (const name of ['', '-wal']) {
      const from = `${databaseFile(dataDir)}${name}`;
      if (name === '' || existsSync(from))
        copyFileSync(from, `${databaseFile(folder)}${name}`, constants.COPYFILE_FICLONE);
    }
    if (state(dataDir) !== before) {
      away();
      return null;
    }
    const opened = openSqlite(databaseFile(folder), { timeoutMs: BUSY_TIMEOUT_MS });
    db = opened;
    begin(opened);
    return {
      db: opened,
      file: databaseFile(folder),
      live: false,
      close: () => {
        opened.close();
        away();
      },
    };
  } catch (error) {
    db?.close();
    away();
    throw error;
  }
}

/** By which a change is noticed. */
function state(dataDir: string): string {
  return ['', '-wal']
    .map((name) => statSync(`${databaseFile(dataDir)}${name}`, { throwIfNoEntry: name === '' }))
    .map((file) => (file === undefined ? '-' : `${file.size} ${file.mtimeMs}`))
    .join(' ');
}

/** Begins the one transaction, and reads, which is what takes the snapshot. */
function begin(db: Sqlite): void {
  // Temporary tables may stand in for stored ones, where no reference reaches; inside a transaction this says nothing.
  db.pragma('foreign_keys = OFF');
  db.exec('BEGIN');
  db.prepare('SELECT count(*) FROM sqlite_schema').get();
}
