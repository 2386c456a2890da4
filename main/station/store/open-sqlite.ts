/** The only door to better-sqlite3: opens a file with the binding that fits this runtime. */
import Database from 'better-sqlite3';
import { nativeBinding } from './native-binding.ts';

export type Sqlite = Database.Database;

/**
 * @param timeoutMs how long a statement waits for another connection's lock (blocks the thread)
 * @throws CodedError station.binding-missing; SqliteError as SQLite says
 */
export function openSqlite(
  file: string,
  options: { readonly binding?: string | undefined; readonly readonly?: boolean; readonly timeoutMs: number },
): Sqlite {
  const binding = nativeBinding(options.binding);
  return new Database(file, {
    timeout: options.timeoutMs,
    ...(options.readonly === true ? { readonly: true, fileMustExist: true } : {}),
    ...(binding === undefined ? {} : { nativeBinding: binding }),
  });
}

/** The code of an error that SQLite raised, e.g. `SQLITE_FULL`; undefined for any other error. */
export function sqliteCode(error: unknown): string | undefined {
  return error instanceof Database.SqliteError ? error.code : undefined;
}
