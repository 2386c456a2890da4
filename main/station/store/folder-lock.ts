/**
 * Two stations never share one data folder. The lock is an exclusive transaction on a second, empty SQLite file: SQLite
 * locks through the operating system on Linux, macOS and Windows alike, and such a lock dies with its process, so that
 * a kill or a power cut leaves nothing to clean up.
 */
import { join } from 'node:path';
import { CodedError } from '../../../preload/contract/errors.ts';
import { openSqlite, sqliteCode, type Sqlite } from './open-sqlite.ts';
import { storeError } from './store-error.ts';

export class FolderLock {
  readonly #file: Sqlite;

  private constructor(file: Sqlite) {
    this.#file = file;
  }

  /** @throws CodedError station.folder-in-use {dataDir} */
  static take(dataDir: string, binding?: string): FolderLock {
    let file: Sqlite | undefined;
    try {
      file = openSqlite(join(dataDir, 'station.lock'), { binding, timeoutMs: 0 });
      // The file stays empty: no journal, no byte, so that a full disk cannot stop it.
      file.exec('BEGIN EXCLUSIVE');
      return new FolderLock(file);
    } catch (error) {
      file?.close();
      if (sqliteCode(error)?.startsWith('SQLITE_BUSY') === true)
        throw new CodedError('station.folder-in-use', { dataDir }, { cause: error });
      throw storeError(error);
    }
  }

  release(): void {
    this.#file.close();
  }
}
