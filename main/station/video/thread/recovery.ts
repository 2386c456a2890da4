/** Files that were being written when the power went, or the thread ended: made whole as far as they are, and told. */
import { readdirSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { indexOf } from '../../../../native/camera/mp4/video-file.ts';
import { clipFileNamed } from '../clip-file-name.ts';
import type { ClipFileName, FromRecorder, UnendedFile } from '../video-messages.ts';
import { hashOf, saved, systemCode, type Ended } from './open-file.ts';

const PART = '.part';
const DAY = /^\d{4}-\d\d-\d\d$/;

interface Found {
  readonly file: ClipFileName;
  /** Without `.part`. */
  readonly path: string;
  readonly isPart: boolean;
}

/**
 * @param named files whose end nobody knows
 * @param unnamed also takes up every other file that was being written
 */
export async function recover(
  folder: string,
  named: readonly UnendedFile[],
  unnamed: boolean,
  tell: (message: FromRecorder) => void,
): Promise<void> {
  // Looked at before anything is awaited: what is begun from now on is nobody's leftover.
  const found = leftovers(folder, named);
  for (const { fromMs, ...file } of named) {
    const one = found.find((candidate) => isSame(candidate.file, file));
    const ended = one === undefined ? ({ kind: 'lost', code: 'ENOENT' } as const) : await madeWhole(one, fromMs);
    if (ended.kind === 'lost') tell({ type: 'file-lost', file, code: ended.code });
    else tell({ type: 'file-closed', file, salvaged: ended.salvaged, closed: ended.closed });
  }
  if (unnamed)
    for (const one of found) {
      if (!one.isPart || named.some((file) => isSame(one.file, file))) continue;
      const ended = await madeWhole(one, null);
      if (ended.kind === 'lost') continue;
      const { closed, durationMs } = ended;
      tell({ type: 'file-found', file: one.file, fromMs: closed.toMs - durationMs, closed });
    }
  tell({ type: 'recovered' });
}

const isSame = (one: ClipFileName, other: ClipFileName): boolean => one.clip === other.clip && one.nth === other.nth;

/** Every `….part`, and of the named ones those that have their own name already. */
function leftovers(folder: string, named: readonly ClipFileName[]): Found[] {
  return namesIn(folder)
    .filter((day) => DAY.test(day))
    .flatMap((day) =>
      namesIn(join(folder, day)).flatMap((name): Found[] => {
        const isPart = name.endsWith(PART);
        const file = clipFileNamed(isPart ? name.slice(0, -PART.length) : name);
        if (file === null || !(isPart || named.some((one) => isSame(one, file)))) return [];
        return [{ file, isPart, path: join(folder, day, isPart ? name.slice(0, -PART.length) : name) }];
      }),
    );
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    // Not there yet, or no folder: nothing was left in it.
    return [];
  }
}

type Recovered =
  Extract<Ended, { kind: 'lost' }> | (Extract<Ended, { kind: 'closed' }> & { readonly durationMs: number });

/** @param fromMs null where nobody knows: then the file's own time says when it ended */
async function madeWhole({ isPart, path }: Found, fromMs: number | null): Promise<Recovered> {
  try {
    const { mtimeMs } = await stat(isPart ? path + PART : path);
    const ended: Ended = isPart
      ? await saved(path, '', 0)
      : {
          kind: 'closed',
          salvaged: false,
          closed: { bytes: (await stat(path)).size, sha256: await hashOf(path), toMs: 0 },
        };
    if (ended.kind === 'lost') return ended;
    const durationMs = await lengthOf(path);
    const toMs = fromMs === null ? Math.round(mtimeMs) : fromMs + durationMs;
    return { ...ended, closed: { ...ended.closed, toMs }, durationMs };
  } catch (error) {
    return { kind: 'lost', code: systemCode(error) };
  }
}

/** In milliseconds. */
async function lengthOf(path: string): Promise<number> {
  const handle = await open(path, 'r');
  try {
    return Math.round(((await indexOf(handle))?.duration90k ?? 0) / 90);
  } finally {
    await handle.close();
  }
}
