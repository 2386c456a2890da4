/** A free name for a list in the data folder's `exports/`, and room for it: of its kind the newest fifty stay. */
import { existsSync } from 'node:fs';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../make-folder.ts';
import { beijingText } from '../spreadsheet/sheet.ts';

const KEPT = 50;

export interface ListName {
  /** What the file is called before its time. */
  readonly name: string;
  /** null: a folder. */
  readonly format: string | null;
  readonly atMs: number;
  /** Begins of names that are kept together with this one, as a regular expression. */
  readonly kin: string;
}

/**
 * By its time; with a number where two are of one second. The name is taken by its empty `.part`, which who writes the list
 * replaces, and takes away where nothing comes of it.
 * @throws what the file system says of the folder
 */
export async function freeName(folder: string, { atMs, format, kin, name }: ListName): Promise<string> {
  makeFolder(folder);
  const ours = new RegExp(`^(${kin})-\\d{8}-\\d{6}(-\\d+)?(\\.(xlsx|csv|pdf))?(\\.part)?$`);
  const names = await readdir(folder);
  await dropOldest(
    folder,
    names.filter((other) => ours.test(other)),
  );
  const stamp = beijingText(atMs, 'time').replaceAll(/[-:]/g, '').replace(' ', '-');
  for (let nth = 1; ; nth += 1) {
    const free = `${name}-${stamp}${nth === 1 ? '' : `-${nth}`}${format === null ? '' : `.${format}`}`;
    if (await taken(join(folder, free))) return join(folder, free);
  }
}

/**
 * Whether it was free: two that ask at once get two names. Looked for behind the `.part`: one that was just finished has its
 * name and no `.part` any more.
 */
async function taken(file: string): Promise<boolean> {
  const part = `${file}.part`;
  try {
    await (await open(part, 'wx', 0o600)).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
  if (!existsSync(file)) return true;
  await rm(part, { force: true });
  return false;
}

/** What a person takes away meanwhile is gone, and what he has open in Excel stays until the next list: neither is a reason to write none. */
async function dropOldest(folder: string, names: readonly string[]): Promise<void> {
  const aged = await Promise.all(
    names.map(async (name) => ({
      name,
      madeMs: (await stat(join(folder, name)).catch(() => null))?.mtimeMs ?? null,
    })),
  );
  const old = aged
    .filter((one): one is { name: string; madeMs: number } => one.madeMs !== null)
    .toSorted((a, b) => b.madeMs - a.madeMs)
    .slice(KEPT - 1);
  await Promise.all(
    old.map(({ name }) => rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined)),
  );
}
