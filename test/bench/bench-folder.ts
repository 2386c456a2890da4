/** A folder for one measurement, inside the checkout: on its disk, and never on a temporary file system in memory. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';

const RESULTS = resolve(import.meta.dirname, '../../test-results');

/** Makes the folder, runs `use` and removes it, whatever happened. */
export async function inBenchFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(RESULTS, { recursive: true });
  const folder = await mkdtemp(join(RESULTS, 'bench-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
