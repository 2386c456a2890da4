/**
 * The one place outside the work tree where fetched and built runtimes are kept, so that several
 * checkouts share them and `git clean` does not throw them away.
 */
import { homedir } from 'node:os';
import { join } from 'node:path';

/** @returns {string} the folder, not yet made */
export function cacheFolder() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, 'weighbridge-office');
  if (process.platform === 'win32') {
    return join(LOCALAPPDATA || join(homedir(), 'AppData', 'Local'), 'weighbridge-office', 'cache');
  }
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'weighbridge-office');
  return join(homedir(), '.cache', 'weighbridge-office');
}
