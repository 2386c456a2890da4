/**
 * Pictures as files named by their content, `photos/ab/<sha256>`: written under a temporary name, flushed, renamed, the
 * folder flushed. What has its name is whole; a file never changes.
 */
import { createHash, webcrypto } from 'node:crypto';
import { createReadStream, unlinkSync } from 'node:fs';
import { opendir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { EpochMs, Sha256 } from '../../../preload/contract/vocabulary.ts';
import { makeFolder } from '../../make-folder.ts';
import { photoPath } from '../../photo-path.ts';
import type { Writer } from '../store/statement.ts';
import { storeError, systemCode } from '../store/store-error.ts';
import { namePart, syncFolder, writePart } from '../store/whole-file.ts';
import { recordPhoto, type StoredPhoto } from './photo-row.ts';

const FOLDERS = 256;
/** The part of a round that one sweep does: some ten thousand names after years. */
const FOLDERS_A_SWEEP = 8;
/** A picture gets its row within seconds. A day leaves a person time to look at what a failure left. */
const SWEPT_AFTER_MS = 24 * 3_600_000;

const folderName = (nth: number): string => nth.toString(16).padStart(2, '0');

export class PhotoStore {
  readonly #dataDir: string;
  readonly #db: Writer;
  readonly #onDamaged: (sha256: Sha256) => void;
  /** Beside the final folders, so on the same file system, and easy to sweep. */
  readonly #incoming: string;
  #lastPart = 0;
  /** The folder that the next sweep begins with. */
  #sweepAt = 0;
  /**
   * What `put` has promised in this round of sweeps and in the one before: a row may be on its way to it. By rounds, not
   * by the files' times: an old file may be promised again, and a clock may jump.
   */
  #promised = new Set<Sha256>();
  #promisedBefore: ReadonlySet<Sha256> = new Set();

  constructor(options: {
    readonly dataDir: string;
    readonly db: Writer;
    /** A file that no longer equals its name was found; the right bytes were at hand and took its place. */
    readonly onDamaged?: (sha256: Sha256) => void;
  }) {
    this.#dataDir = options.dataDir;
    this.#db = options.db;
    this.#onDamaged = options.onDamaged ?? (() => undefined);
    this.#incoming = join(options.dataDir, 'photos', 'incoming');
  }

  /** Makes the folders and removes what an interrupted write left behind. @throws CodedError store.disk-full | store.failed */
  async start(): Promise<void> {
    try {
      makeFolder(this.#incoming);
      // All of them now, so that no picture of a truck waits for a folder to be made and flushed.
      for (let nth = 0; nth < FOLDERS; nth++) makeFolder(join(dirname(this.#incoming), folderName(nth)));
      await syncFolder(dirname(this.#incoming));
      await syncFolder(this.#dataDir);
      for (const name of await readdir(this.#incoming)) await rm(join(this.#incoming, name), { force: true });
    } catch (error) {
      throw storeError(error);
    }
  }

  /**
   * Stores a picture; when this resolves the file survives a power cut. The same bytes twice are one file. Hashing and
   * writing happen on the thread pool.
   * @throws CodedError store.disk-full | store.failed: then there is no file of that name, or the whole one from before
   */
  async put(bytes: Uint8Array): Promise<Sha256> {
    const part = join(this.#incoming, `${process.pid}.${++this.#lastPart}`);
    // Its name is what it holds: that is found out while it is on its way to the disk.
    const written = writePart(part, bytes);
    written.catch(() => undefined);
    try {
      const sha256 = await sha256Of(bytes);
      const file = this.#file(sha256);
      // Before the file is looked at: from here on no sweep takes it away.
      this.#promised.add(sha256);
      const state = await this.check(sha256);
      if (state === 'whole') {
        // Its writer may have been killed between the rename and the flush of the folder.
        await syncFolder(dirname(file));
        await this.#discard(part, written);
        return sha256;
      }
      if (state === 'damaged') this.#onDamaged(sha256);
      await written;
      await namePart(part, file);
      return sha256;
    } catch (error) {
      await this.#discard(part, written);
      throw storeError(error);
    }
  }

  /** However its writing ended: nothing is left of it. */
  async #discard(part: string, written: Promise<void>): Promise<void> {
    await written.catch(() => undefined);
    await rm(part, { force: true });
  }

  /** The picture's row; inside the caller's transaction. CaptureStore does it for its own pictures. */
  record(photo: StoredPhoto): void {
    recordPhoto(this.#db, photo);
  }

  get(sha256: Sha256): StoredPhoto | null {
    return this.#db.prepare<StoredPhoto>('SELECT * FROM photo WHERE sha256 = ?').get(sha256) ?? null;
  }

  /** The file's bytes; null where there is no such file. Not hashed again: see {@link check}. */
  async read(sha256: Sha256): Promise<Buffer | null> {
    try {
      return await readFile(this.#file(sha256));
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return null;
      throw storeError(error);
    }
  }

  /** Hashes the file again, as a stream. */
  async check(sha256: Sha256): Promise<'whole' | 'damaged' | 'missing'> {
    const file = this.#file(sha256);
    try {
      if (!(await stat(file)).isFile()) return 'damaged';
      const hash = createHash('sha256');
      await pipeline(createReadStream(file), hash);
      return hash.digest('hex') === sha256 ? 'whole' : 'damaged';
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return 'missing';
      throw storeError(error);
    }
  }

  /**
   * Removes pictures that no row names and that are older than a day: captures that never became a row (the truck moved,
   * the disk was full). Looks at a part of the folders, the next call at the next part.
   * @returns how many it removed
   * @throws CodedError store.failed
   */
  async sweep(now: EpochMs): Promise<number> {
    let removed = 0;
    for (let nth = 0; nth < FOLDERS_A_SWEEP; nth++) {
      const folder = join(dirname(this.#incoming), folderName(this.#sweepAt));
      this.#sweepAt = (this.#sweepAt + 1) % FOLDERS;
      if (this.#sweepAt === 0) {
        this.#promisedBefore = this.#promised;
        this.#promised = new Set();
      }
      try {
        for await (const { name } of await opendir(folder)) if (await this.#removeIfNobodys(name, now)) removed++;
      } catch (error) {
        if (systemCode(error) !== 'ENOENT') throw storeError(error);
      }
    }
    return removed;
  }

  async #removeIfNobodys(name: string, now: EpochMs): Promise<boolean> {
    const file = photoPath(this.#dataDir, name);
    const sha256 = name as Sha256;
    if (file === null || this.#isSomebodys(sha256)) return false;
    if (now - (await stat(file)).mtimeMs < SWEPT_AFTER_MS) return false;
    // Asked again, and removed in the same turn of the loop: nothing can be promised in between.
    if (this.#isSomebodys(sha256)) return false;
    unlinkSync(file);
    return true;
  }

  #isSomebodys(sha256: Sha256): boolean {
    return this.#promised.has(sha256) || this.#promisedBefore.has(sha256) || this.get(sha256) !== null;
  }

  #file(sha256: Sha256): string {
    const file = photoPath(this.#dataDir, sha256);
    if (file === null) throw new TypeError('not the hash of a picture');
    return file;
  }
}

async function sha256Of(bytes: Uint8Array): Promise<Sha256> {
  const digest = await webcrypto.subtle.digest('SHA-256', bytes);
  return Buffer.from(digest).toString('hex') as Sha256;
}
