/** Brings the schema to its newest form, one transaction a step, forward only. */
import { CodedError } from '../../../preload/contract/errors.ts';
import type { Sqlite } from './open-sqlite.ts';
import { isDiskFull, storeError } from './store-error.ts';

/** One step of the schema, numbered in tens, never changed once released. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/** What the folder's schema is at; 0 for a new one. */
export function schemaVersion(db: Sqlite): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/**
 * Runs every step above the folder's version. A step that fails leaves nothing of itself behind.
 * @param migrations in ascending order
 * @throws CodedError station.folder-from-future {version, newest} | station.migration-failed {version, name} | store.disk-full
 */
export function migrate(
  db: Sqlite,
  migrations: readonly Migration[],
  onStep?: (done: number, of: number) => void,
): void {
  const version = schemaVersion(db);
  const newest = migrations.at(-1)?.version ?? 0;
  if (version > newest) throw new CodedError('station.folder-from-future', { version, newest });
  const open = migrations.filter((migration) => migration.version > version);
  if (open.length === 0) return;
  // A step may have to build a table anew; what it leaves is checked as a whole before it is committed.
  db.pragma('foreign_keys = OFF');
  try {
    for (const [done, migration] of open.entries()) {
      onStep?.(done, open.length);
      apply(db, migration);
    }
    onStep?.(open.length, open.length);
  } finally {
    db.pragma('foreign_keys = ON');
  }
}

function apply(db: Sqlite, { version, name, sql }: Migration): void {
  try {
    db.exec('BEGIN IMMEDIATE');
    db.exec(sql);
    const orphans = db.pragma('foreign_key_check') as unknown[];
    if (orphans.length > 0) throw new Error(`${orphans.length} rows point at nothing: ${JSON.stringify(orphans[0])}`);
    db.pragma(`user_version = ${version}`);
    db.exec('COMMIT');
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    const stored = storeError(error);
    if (isDiskFull(stored)) throw stored;
    throw new CodedError('station.migration-failed', { version, name, reason: String(error) }, { cause: error });
  }
}
