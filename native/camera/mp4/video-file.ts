/**
 * A video on disk while it is being written, under the name `….part`, and under its own name once it is whole and flushed.
 * After kill -9 or a power cut the `….part` is still there; `salvage` cuts it after its last whole fragment.
 */
import { open, rename, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { indexFile } from './file-index.ts';

const PART = '.part';
/** Fifteen seconds of four fast cameras: a disk that is this far behind does not keep up. */
const MOST_WAITING = 64 * 1024 * 1024;

export class VideoFile {
  readonly path: string;
  readonly #handle: FileHandle;
  #tail: Promise<void> = Promise.resolve();
  #failed: Error | null = null;
  #waiting = 0;
  #length = 0;

  private constructor(path: string, handle: FileHandle) {
    this.path = path;
    this.#handle = handle;
  }

  /**
   * @param path of the finished file; its folder exists
   * @throws Error of the file system, also when the same file is being written already
   */
  static async create(path: string): Promise<VideoFile> {
    return new VideoFile(path, await open(path + PART, 'wx', 0o600));
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
      await this.#handle.sync();
    } finally {
      await this.#handle.close();
    }
    await publish(this.path);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    try {
      // Behind a failed write nothing is written: a file with a hole would look whole.
      if (this.#failed === null) await this.#handle.appendFile(bytes);
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
 * @returns its length, or null when not one fragment is whole; the `….part` is left as it is then
 */
export async function salvage(path: string): Promise<number | null> {
  const handle = await open(path + PART, 'r+');
  let wholeLength: number;
  try {
    const { size } = await handle.stat();
    const index = await indexFile(size, async (at, length) => {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await handle.read(bytes, 0, length, at);
      return bytes.subarray(0, bytesRead);
    });
    if (index === null || index.fragments.length === 0) return null;
    wholeLength = index.wholeLength;
    await handle.truncate(wholeLength);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await publish(path);
  return wholeLength;
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
