/** Files that are either there as a whole or not at all: temporary name, fsync, rename, fsync of the folder. */
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { storeError } from './store-error.ts';

/**
 * Writes `bytes` to `file`; when this resolves they survive a power cut.
 * @param part the temporary name, on the same file system
 * @throws CodedError store.disk-full | store.failed; then nothing is left under either name
 */
export async function writeWhole(file: string, part: string, bytes: Uint8Array, mode = 0o600): Promise<void> {
  try {
    const handle = await open(part, 'w', mode);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, file);
    await syncFolder(dirname(file));
  } catch (error) {
    await rm(part, { force: true });
    throw storeError(error);
  }
}

/** Makes the names in a folder survive a power cut. Windows has no such call and needs none: NTFS logs its names. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
