/**
 * How long video is kept. What belongs to a truck's pass goes when its term is over, the platform has every part of its
 * records, and a Notice `purge` that lists it is acknowledged (product.md O4). What is recorded all the time goes by age,
 * and earlier when the disk gets full. When little is left, nothing more is recorded: the records need the disk.
 */
import { createHash } from 'node:crypto';
import { rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { timestamp, type Clock, type EpochMs, type Sha256, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { NoticeBody } from '../../../preload/contract/documents.ts';
import type { Writer } from '../store/statement.ts';
import { pathOfClipFile } from './clip-file-name.ts';
import type { ClipStore, PurgeableFile } from './clip-store.ts';

export interface VideoRetentionParts {
  readonly folder: string;
  readonly db: Writer;
  readonly store: ClipStore;
  readonly days: number;
  /** Below this what is recorded all the time goes; below a fifth of it nothing is recorded. */
  readonly minFreeBytes: number;
  /** null: the file system does not say. */
  readonly freeBytes: () => Promise<number | null>;
  /** Nobody acknowledges anything where there is no platform: there the term alone counts. */
  readonly hasPlatform: boolean;
  /** Whether documents can be made now. */
  readonly mayAppend: () => boolean;
  readonly publish: (id: Uuid, body: NoticeBody) => void;
  readonly setRoom: (room: boolean) => void;
  readonly clock: Clock;
  readonly newId: () => Uuid;
  readonly log: { info(fields: object, text: string): void; warn(fields: object, text: string): void };
}

export interface Purged {
  /** By age, by a full disk, and files that a notice announces. */
  readonly expired: number;
  readonly forRoom: number;
  readonly announced: number;
  readonly bytes: number;
}

const DAY_MS = 24 * 3_600_000;
/** At a time; the next turn takes the next ones. */
const MOST_FILES = 500;
/** One notice lists at most so many files: a day of four cameras. */
const MOST_ANNOUNCED = 2000;
/** Of the free space that is asked for: below, nothing more is recorded. */
const SHARE_FOR_RECORDS = 5;

export class VideoRetention {
  readonly #parts: VideoRetentionParts;
  #running: Promise<Purged> | null = null;

  constructor(parts: VideoRetentionParts) {
    this.#parts = parts;
  }

  /** One turn; a second call during it waits for the same. @throws CodedError store.* */
  run(): Promise<Purged> {
    this.#running ??= this.#run().finally(() => (this.#running = null));
    return this.#running;
  }

  async #run(): Promise<Purged> {
    const { clock, days, freeBytes, hasPlatform, log, minFreeBytes, setRoom, store } = this.#parts;
    const term = clock.wall() - days * DAY_MS;
    const announced = this.#announce(term);
    const expired = [...store.loose(term, MOST_FILES), ...store.announced(hasPlatform, MOST_FILES)];
    let bytes = await this.#remove(expired);
    let free = await freeBytes();
    let forRoom = 0;
    while (free !== null && free < minFreeBytes) {
      // The newest minutes are what somebody may be asking for just now.
      const next = store.loose(clock.wall() - DAY_MS / 24, 10);
      if (next.length === 0) break;
      const gone = await this.#remove(next);
      if (gone === 0) break;
      forRoom += next.length;
      bytes += gone;
      free = await freeBytes();
    }
    const room = free === null || free >= minFreeBytes / SHARE_FOR_RECORDS;
    if (!room) log.warn({ freeBytes: free, minFreeBytes }, 'the disk is nearly full: no video is recorded');
    setRoom(room);
    const purged = { expired: expired.length, forRoom, announced, bytes };
    if (purged.expired + forRoom + announced > 0) log.info(purged, 'video was purged');
    return purged;
  }

  /** @returns how many files the notice lists that was made now */
  #announce(term: number): number {
    const { clock, db, hasPlatform, mayAppend, newId, publish, store } = this.#parts;
    const files = store.tied(term, hasPlatform, MOST_ANNOUNCED);
    const [first] = files;
    const last = files.at(-1);
    if (first === undefined || last === undefined || !mayAppend()) return 0;
    const [from, to] = [first, last].map(({ fromMs }) => timestamp(fromMs as EpochMs).slice(0, 10));
    const id = newId();
    db.immediate(() => {
      store.announce(id, files);
      publish(id, {
        kind: 'purge',
        subjectId: null,
        effectiveAt: timestamp(clock.wall()),
        text: `video of weighings, ${from} to ${to}: past its term`,
        operatorId: 'nobody',
        purged: { count: files.length, listSha256: listHash(files) },
      });
    });
    return files.length;
  }

  /** First the file, then the row: a row without a file is put right by the next turn. @returns bytes that are free now */
  async #remove(files: readonly PurgeableFile[]): Promise<number> {
    const { clock, folder, log, store } = this.#parts;
    const gone: PurgeableFile[] = [];
    for (const file of files) {
      const path = join(folder, pathOfClipFile(file, file.fromMs));
      try {
        await rm(path, { force: true });
        gone.push(file);
        // The folder of a day goes with its last file.
        await rmdir(dirname(path)).catch(() => undefined);
      } catch (err) {
        log.warn({ err, path }, 'a file of video could not be removed');
      }
    }
    if (gone.length > 0) store.purged(gone, clock.wall());
    return gone.reduce((sum, { bytes }) => sum + bytes, 0);
  }
}

/** SHA-256 over the hashes of the files, each on a line of its own, in ascending order. */
export function listHash(files: readonly Pick<PurgeableFile, 'sha256'>[]): Sha256 {
  const lines = files.map(({ sha256 }) => `${sha256}\n`).sort();
  return createHash('sha256').update(lines.join('')).digest('hex') as Sha256;
}
