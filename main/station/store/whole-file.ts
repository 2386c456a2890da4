/** Files that are either there as a whole or not at all: temporary name, fsync, rename, fsync of the folder. */
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { storeError } from './store-error.ts';

/**
 * Writes `bytes` to `file`; when this resolves they survive a power cut.
 * @param part the temporary name, on the same file system
 * @throws CodedError store.disk-full | store.failed; then nothing is left under either name that can be taken away
 */
export async function writeWhole(file: string, part: string, bytes: Uint8Array, mode = 0o600): Promise<void> {
  try {
    await writePart(part, bytes, mode);
    await namePart(part, file);
  } catch (error) {
    // Where it cannot be taken away the cause is still `error`.
    await rm(part, { force: true }).catch(() => undefined);
    throw storeError(error);
  }
}

/** The first half of {@link writeWhole}: the bytes survive under the temporary name. What fails leaves that to the caller. */
export async function writePart(part: string, bytes: Uint8Array, mode = 0o600): Promise<void> {
  const handle = await open(part, 'w', mode);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The second half: the name survives, too. */
export async function namePart(part: string, file: string): Promise<void> {
  // Opened meanwhile: on a busy machine each wait for the disk's threads is a turn among others.
  const folder = openFolder(dirname(file));
  folder.catch(() => undefined);
  try {
    await rename(part, file);
  } catch (error) {
    await (await folder.catch(() => null))?.close();
    throw error;
  }
  await flush(await folder);
}

/** Makes the names in a folder survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  await flush(await openFolder(folder));
}

/** Windows has no such call and needs none: NTFS logs its names. */
function openFolder(folder: string): Promise<FileHandle | null> {
  return process.platform === 'win32' ? Promise.resolve(null) : open(folder, 'r');
}

async function flush(folder: FileHandle | null): Promise<void> {
  try {
    await folder?.sync();
  } finally {
    await folder?.close();
  }
}
