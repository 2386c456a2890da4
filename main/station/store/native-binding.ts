/** Which compiled half of better-sqlite3 this runtime may load. */
import { existsSync } from 'node:fs';
import { CodedError } from '../../../preload/contract/errors.ts';
import { OLD_RUNTIME_BINDING } from './worker-entry.ts';

/** better-sqlite3 13's own binary needs it; below, loading that binary ends the process with a segmentation fault. */
const PREBUILT_NEEDS_NAPI = 10;

/**
 * @param given a file named by the caller, used as it is
 * @returns the file to load, or undefined for the package's own binary
 * @throws CodedError station.binding-missing {file, napi} – instead of the crash that loading the wrong one would be
 */
export function nativeBinding(
  given?: string,
  napi = Number(process.versions.napi),
  fallback = OLD_RUNTIME_BINDING,
): string | undefined {
  if (given === undefined && napi >= PREBUILT_NEEDS_NAPI) return undefined;
  const file = given ?? fallback;
  if (!existsSync(file)) throw new CodedError('station.binding-missing', { file, napi });
  return file;
}
