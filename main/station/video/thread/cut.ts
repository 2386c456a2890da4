/** Copies a recorded file, or what of it was recorded in a time: its beginning and whole fragments, from a key picture on. */
import { createHash } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import type { FileIndex, FragmentEntry } from '../../../../native/camera/mp4/file-index.ts';
import { indexOf } from '../../../../native/camera/mp4/video-file.ts';
import type { CutWindow, CutDone } from '../video-messages.ts';

const PIECE = 1024 * 1024;

/**
 * @param source a finished file, or one that is being written: then what of it is whole
 * @param window since the beginning of the file; null: all of it
 * @param target is there as a whole or not at all
 * @returns null when nothing was recorded in that time
 * @throws Error of the file system
 */
export async function cut(source: string, window: CutWindow | null, target: string): Promise<CutDone | null> {
  const from = await openEither(source);
  try {
    const index = await indexOf(from);
    const fragments = index === null ? [] : fragmentsIn(index, window);
    const [first] = fragments;
    const last = fragments.at(-1);
    if (index === null || first === undefined || last === undefined) return null;
    const { bytes, sha256 } = await copy(
      from,
      [
        { at: 0, length: index.initLength },
        { at: first.at, length: last.at + last.length - first.at },
      ],
      target,
    );
    return { bytes, sha256, fromMs: first.start90k / 90, toMs: (last.start90k + last.duration90k) / 90 };
  } finally {
    await from.close();
  }
}

/** The first begins with a key picture, at or before the beginning of the window. */
export function fragmentsIn({ fragments }: FileIndex, window: CutWindow | null): readonly FragmentEntry[] {
  if (window === null) return fragments;
  const end = fragments.findIndex(({ start90k }) => start90k >= window.toMs * 90);
  const before = end < 0 ? fragments : fragments.slice(0, end);
  const last = before.at(-1);
  // All of it is earlier.
  if (last === undefined || last.start90k + last.duration90k <= window.fromMs * 90) return [];
  const begin = before.findLastIndex(({ beginsWithKey, start90k }) => beginsWithKey && start90k <= window.fromMs * 90);
  return before.slice(Math.max(begin, 0));
}

async function openEither(source: string): Promise<FileHandle> {
  try {
    return await open(source, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return await open(`${source}.part`, 'r');
  }
}

async function copy(
  from: FileHandle,
  ranges: readonly { readonly at: number; readonly length: number }[],
  target: string,
): Promise<{ readonly bytes: number; readonly sha256: string }> {
  const part = `${target}.part`;
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const to = await open(part, 'w', 0o600);
    try {
      for (const { at, length } of ranges) {
        for (let done = 0; done < length;) {
          const piece = new Uint8Array(Math.min(PIECE, length - done));
          const { bytesRead } = await from.read(piece, 0, piece.length, at + done);
          if (bytesRead === 0) throw new Error('the file became shorter while it was copied');
          const read = piece.subarray(0, bytesRead);
          await to.appendFile(read);
          hash.update(read);
          done += bytesRead;
          bytes += bytesRead;
        }
      }
      await to.sync();
    } finally {
      await to.close();
    }
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  return { bytes, sha256: hash.digest('hex') };
}
