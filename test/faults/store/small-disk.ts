/** A real ext4 file system of fixed size in a file, mounted through a loop device. Needs root on Linux. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from '../../unit/store/temp-station.ts';

export class SmallDisk {
  readonly #folder = tempFolder('small-disk-');
  readonly path = join(this.#folder.path, 'mnt');
  readonly #filler = join(this.path, 'filler');

  /** @returns why there is none here, or null when it is mounted */
  mount(mebibytes: number): string | null {
    const image = join(this.#folder.path, 'disk.img');
    mkdirSync(this.path);
    writeFileSync(image, '');
    truncateSync(image, mebibytes * 1024 * 1024);
    const steps = [
      // No blocks held back for root: root would not see the disk full.
      ['mkfs.ext4', '-q', '-m', '0', image],
      ['mount', '-o', 'loop', image, this.path],
    ] as const;
    for (const [command, ...args] of steps) {
      const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
      if (status !== 0) return `${command}: ${error?.message ?? stderr.trim()}`;
    }
    return null;
  }

  get free(): number {
    const { bavail, bsize } = statfsSync(this.path);
    return bavail * bsize;
  }

  /** Fills it to the last block. */
  fill(): void {
    const file = openSync(this.#filler, 'a');
    try {
      for (const size of [1 << 20, 1 << 16, 1 << 12, 1]) while (tryWrite(file, size));
    } finally {
      closeSync(file);
    }
  }

  makeRoom(): void {
    rmSync(this.#filler);
  }

  end(): void {
    spawnSync('umount', [this.path]);
    this.#folder.remove();
  }
}

function tryWrite(file: number, size: number): boolean {
  try {
    return writeSync(file, Buffer.alloc(size, 0x55)) === size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') return false;
    throw error;
  }
}
