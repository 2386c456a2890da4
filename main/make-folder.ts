/** Makes folders one level at a time. */
import { mkdirSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * Makes the folder and the levels above it that are missing.
 *
 * Not `mkdir` with `recursive`: on a file system that answers ENOENT to every mkdir (/proc, some network mounts) Node
 * goes up and down between the same two levels for ever. Here each level is made once and its error is final.
 * @throws Error of the file system, with its `code`
 */
export function makeFolder(folder: string): void {
  const missing: string[] = [];
  for (let level = resolve(folder); !isFolder(level); level = dirname(level)) {
    missing.unshift(level);
    // The top of a drive that is not there.
    if (level === dirname(level)) break;
  }
  for (const level of missing) makeLevel(level);
}

function makeLevel(level: string): void {
  try {
    mkdirSync(level);
  } catch (error) {
    // Shell and station may make the same folder at once.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || !isFolder(level)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
