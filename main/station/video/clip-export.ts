/** Copies of recorded video for people who take them away: in the data folder's `support/`, the newest hundred kept. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { ExportedVideo } from '../../../preload/contract/video.ts';
import { timestamp, type EpochMs, type Sha256 } from '../../../preload/contract/vocabulary.ts';
import { makeFolder } from '../../make-folder.ts';
import { storeError } from '../store/store-error.ts';
import { pathOfClipFile } from './clip-file-name.ts';
import type { Span, StoredFile } from './clip-query.ts';
import type { Cutter } from './cutter.ts';

const KEPT = 100;
const NAME = /^video-.+\.mp4(\.part)?$/;

export interface ClipExportParts {
  /** Where video lies. */
  readonly folder: string;
  /** Where copies go. */
  readonly target: string;
  readonly cutter: Pick<Cutter, 'cut'>;
}

export class ClipExport {
  readonly #parts: ClipExportParts;
  /** One at a time: a disk reads two films more slowly than one after the other. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(parts: ClipExportParts) {
    this.#parts = parts;
  }

  /**
   * @param time null: all of them
   * @throws CodedError video.not-found when nothing of it is there, store.disk-full | store.failed, video.restarting
   */
  copy(files: readonly StoredFile[], time: Span | null): Promise<ExportedVideo[]> {
    const turn = this.#queue.then(() => this.#copy(files, time));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #copy(all: readonly StoredFile[], time: Span | null): Promise<ExportedVideo[]> {
    const { cutter, folder, target } = this.#parts;
    // One that is lost or purged keeps the others from nobody.
    const files = all.filter(({ state }) => state === 'open' || state === 'whole' || state === 'salvaged');
    const made: ExportedVideo[] = [];
    try {
      makeFolder(target);
      await this.#prune(KEPT - Math.min(files.length, KEPT));
    } catch (error) {
      throw storeError(error);
    }
    for (const { cameraId, clipId, fromMs, nth } of files) {
      const window = time === null ? null : { fromMs: Math.max(0, time.fromMs - fromMs), toMs: time.toMs - fromMs };
      const stamp = timestamp((fromMs + (window?.fromMs ?? 0)) as EpochMs)
        .replace(/\D/g, '')
        .slice(0, 17);
      const file = join(target, `video-${stamp.slice(0, 8)}-${stamp.slice(8)}-${fileName(cameraId)}-${nth}.mp4`);
      const done = await cutter.cut(join(folder, pathOfClipFile({ clip: clipId, nth }, fromMs)), window, file);
      if (done === null) continue;
      made.push({
        file,
        sha256: done.sha256 as Sha256,
        bytes: done.bytes,
        cameraId,
        from: timestamp(Math.round(fromMs + done.fromMs) as EpochMs),
        to: timestamp(Math.round(fromMs + done.toMs) as EpochMs),
      });
    }
    if (made.length === 0) throw new CodedError('video.not-found');
    return made;
  }

  /** Keeps the newest ones. */
  async #prune(kept: number): Promise<void> {
    const { target } = this.#parts;
    const names = (await readdir(target)).filter((name) => NAME.test(name));
    const aged = await Promise.all(
      names.map(async (name) => ({ name, madeMs: (await stat(join(target, name))).mtimeMs })),
    );
    const old = aged.toSorted((a, b) => b.madeMs - a.madeMs).slice(kept);
    await Promise.all(old.map(({ name }) => rm(join(target, name), { force: true })));
  }
}

/** An id is free text. */
const fileName = (id: string): string => id.replace(/[^\p{L}\p{N}_-]/gu, '_');
