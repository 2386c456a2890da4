/** The one place where what SQLite or the file system says becomes a code of the closed list. */
import { CodedError } from '../../../preload/contract/errors.ts';
import { sqliteCode } from './open-sqlite.ts';

/** No room: on the disk (ENOSPC, SQLITE_FULL), in the user's share of it (EDQUOT), or for the WAL's index (SHMSIZE). */
const FULL = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE']);

/** Results of SQLite that speak of the machine, not of a defect in our SQL. Constraint violations are defects. */
const MACHINE = /^SQLITE_(IOERR|CORRUPT|NOTADB|READONLY|CANTOPEN|BUSY|LOCKED|NOMEM|PERM|AUTH|PROTOCOL)/;

/**
 * A failure of disk or database as store.disk-full or store.failed {reason}; anything else as it was.
 * The original stays as the cause.
 */
export function storeError(error: unknown): unknown {
  if (error instanceof CodedError) return error;
  const sqlite = sqliteCode(error);
  const reason = sqlite ?? systemCode(error);
  if (reason === undefined) return error;
  if (FULL.has(reason)) return new CodedError('store.disk-full', { reason }, { cause: error });
  if (sqlite !== undefined && !MACHINE.test(sqlite)) return error;
  return new CodedError('store.failed', { reason }, { cause: error });
}

/** True where the disk, not the program, is at fault and more room would help. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof CodedError && error.code === 'store.disk-full';
}

/** `ENOSPC` and its like; undefined for an error that no system call raised. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('syscall' in error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
