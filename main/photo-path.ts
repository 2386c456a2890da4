/** Where a picture lies: one rule for the station that stores it and for those that serve it (shell, headless). */
import { join } from 'node:path';

/**
 * The file of a picture, `photos/ab/<sha256>` below the data folder.
 * @param sha256 as it came, from anyone
 * @returns null when it is not 64 lower-case hex digits: nothing else may become part of a path
 */
export function photoPath(dataDir: string, sha256: string): string | null {
  return /^[0-9a-f]{64}$/.test(sha256) ? join(dataDir, 'photos', sha256.slice(0, 2), sha256) : null;
}
