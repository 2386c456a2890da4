/**
 * A video on disk while it is being written, under the name `….part`, and under its own name once it is whole and flushed.
 * After kill -9 or a power cut the `….part` is still there; `salvage` cuts it after its last whole fragment.
 */
import { mkdir, open, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { indexFile, type FileIndex } from './file-index.ts';

const PART = '.part';
/** Fifteen seconds of four fast cameras: a disk that is this far behind does not keep up. */
const MOST_WAITING = 64 * 1024 * 1024;

export class VideoFile {
  readonly path: string;
  #handle: FileHandle | null = null;
  #tail: Promise<void>;
  #failed: Error | null = null;
  #waiting = 0;
  #length = 0;

  private constructor(path: string) {
    this.path = path;
    this.#tail = this.#open();
  }

  /**
   * Begins a file and does not wait for the disk: a folder that cannot be made, or the same file being written already, is
   * said by the next `append`, or by `finish`.
   * @param path of the finished file; its folder and the one above are made where they are missing
   */
  static begin(path: string): VideoFile {
    return new VideoFile(path);
  }

  /** Bytes that are in the file or on their way into it. */
  get length(): number {
    return this.#length;
  }

  /**
   * Puts bytes at the end, in the order of the calls; does not wait for the disk.
   * @param bytes are not changed after the call
   * @throws Error that an earlier write met, or that the disk does not keep up: the file ends there and is still whole
   */
  append(bytes: Uint8Array): void {
    if (this.#failed !== null) throw this.#failed;
    if (this.#waiting + bytes.length > MOST_WAITING) throw new Error('the disk does not keep up with the video');
    this.#waiting += bytes.length;
    this.#length += bytes.length;
    this.#tail = this.#tail.then(() => this.#write(bytes));
  }

  /** Flushes the file and gives it its own name. @throws Error of the file system; the `….part` stays */
  async finish(): Promise<void> {
    await this.#tail;
    try {
      if (this.#failed !== null) throw this.#failed;
      await this.#handle?.sync();
    } finally {
      await this.#handle?.close();
    }
    await publish(this.path);
  }

  async #open(): Promise<void> {
    try {
      const folder = dirname(this.path);
      // Two levels and no `recursive`: on a folder that cannot be made Node goes up and down for ever.
      for (const level of [dirname(folder), folder]) await makeLevel(level);
      this.#handle = await open(this.path + PART, 'wx', 0o600);
    } catch (error) {
      this.#failed = error as Error;
    }
  }

  async #write(bytes: Uint8Array): Promise<void> {
    try {
      // Behind a failed write nothing is written: a file with a hole would look whole.
      if (this.#failed === null) await this.#handle?.appendFile(bytes);
    } catch (error) {
      this.#failed = error instanceof Error ? error : new Error(String(error));
    } finally {
      this.#waiting -= bytes.length;
    }
  }
}

/**
 * Makes a finished file of one that was left behind, as far as it is whole.
 * @param path of the finished file, without `.part`
 * @returns what is in it, or null when not one fragment is whole; the `….part` is left as it is then
 */
export async function salvage(path: string): Promise<FileIndex | null> {
  const handle = await open(path + PART, 'r+');
  let index: FileIndex | null;
  try {
    index = await indexOf(handle);
    if (index === null || index.fragments.length === 0) return null;
    await handle.truncate(index.wholeLength);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await publish(path);
  return index;
}

/** What is in an open file; null when it is none of ours. */
export async function indexOf(handle: FileHandle): Promise<FileIndex | null> {
  const { size } = await handle.stat();
  return await indexFile(size, async (at, length) => {
    const bytes = new Uint8Array(length);
    const { bytesRead } = await handle.read(bytes, 0, length, at);
    return bytes.subarray(0, bytesRead);
  });
}

async function makeLevel(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** The name is in the folder, and the folder is flushed, too. */
async function publish(path: string): Promise<void> {
  await rename(path + PART, path);
  // Windows opens no folders; its file system writes names in order.
  if (process.platform === 'win32') return;
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
