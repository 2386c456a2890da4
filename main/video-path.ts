/** Where a recorded video lies: one rule for the station that writes it and for those that serve it (shell, headless). */
import { join } from 'node:path';

/** `<day>/<clip>-<nth>.mp4`: the day of its beginning in Beijing, the clip's id, the number of the file in the clip. */
const NAME = /^\d{4}-\d\d-\d\d\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-\d{1,6}\.mp4$/;

/**
 * The file of a recorded video, `video/<name>` below the data folder. What is being written has another name.
 * @param name as it came, from anyone
 * @returns null when it is no name of ours: nothing else may become part of a path
 */
export function videoPath(dataDir: string, name: string): string | null {
  return NAME.test(name) ? join(dataDir, 'video', ...name.split('/')) : null;
}
