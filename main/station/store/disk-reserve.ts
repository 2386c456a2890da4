/**
 * Space held back in the data folder (`reserve.bin`), so that a full disk still lets the station finish what it began:
 * on a full disk not even a DELETE goes through (architecture.md §8).
 */
import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { open, rename, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { isDiskFull, storeError } from './store-error.ts';

const MEBIBYTE = 1024 * 1024;
const DEFAULT_BYTES = 16 * MEBIBYTE;
/** The reserve is only made while this many times its size is free: it must not be what fills the disk. */
const ROOM_FACTOR = 4;

export class DiskReserve {
  readonly #dataDir: string;
  readonly #file: string;
  readonly #bytes: number;
  #held = false;

  constructor(dataDir: string, bytes: number = DEFAULT_BYTES) {
    this.#dataDir = dataDir;
    this.#file = join(dataDir, 'reserve.bin');
    this.#bytes = bytes;
  }

  /** True while the reserve lies on disk in full, as far as {@link ensure} last saw. */
  get held(): boolean {
    return this.#held;
  }

  /**
   * Makes the reserve when it is missing and there is plenty of room. Call it at start and now and then.
   * @returns whether it is held
   * @throws CodedError store.failed when the folder cannot be written; a full disk is no error here, only `false`
   */
  async ensure(): Promise<boolean> {
    // Whatever hinders the look also hinders what follows, and is thrown there.
    const there = await stat(this.#file).catch(() => null);
    if (there?.size === this.#bytes) return (this.#held = true);
    this.#held = false;
    const disk = await statfs(this.#dataDir);
    if (disk.bavail * disk.bsize < this.#bytes * ROOM_FACTOR) return false;
    const part = `${this.#file}.part`;
    try {
      await writeRandom(part, this.#bytes);
      await rename(part, this.#file);
      return (this.#held = true);
    } catch (error) {
      await rm(part, { force: true });
      const stored = storeError(error);
      if (isDiskFull(stored)) return false;
      throw stored;
    }
  }

  /** Gives the space back at once; what is being finished may use it. */
  release(): void {
    rmSync(this.#file, { force: true });
    this.#held = false;
  }
}

/** Random bytes: a file system that packs zeros would give back less than was taken. */
async function writeRandom(file: string, bytes: number): Promise<void> {
  const block = randomBytes(Math.min(bytes, MEBIBYTE));
  const handle = await open(file, 'w', 0o600);
  try {
    for (let left = bytes; left > 0;) left -= (await handle.write(block, 0, Math.min(left, block.length))).bytesWritten;
    await handle.sync();
  } finally {
    await handle.close();
  }
}
