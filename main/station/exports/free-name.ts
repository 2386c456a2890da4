/** Names of files that are taken away, in the data folder's `exports/`: the newest fifty of each list stay. */
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../make-folder.ts';
import { beijingText } from '../spreadsheet/sheet.ts';

const KEPT = 50;

/** By its time; with a number where two are of one second. Older ones above the bound go. */
export async function freeName(folder: string, list: string, format: string, atMs: number): Promise<string> {
  makeFolder(folder);
  const ours = new RegExp(`^${list}-\\d{8}-\\d{6}(-\\d+)?\\.(xlsx|csv|pdf)(\\.part)?$`);
  const names = (await readdir(folder)).filter((name) => ours.test(name));
  const aged = await Promise.all(
    names.map(async (name) => ({ name, madeMs: (await stat(join(folder, name))).mtimeMs })),
  );
  const old = aged.toSorted((a, b) => b.madeMs - a.madeMs).slice(KEPT - 1);
  await Promise.all(old.map(({ name }) => rm(join(folder, name), { force: true })));
  const stamp = beijingText(atMs, 'time').replaceAll(/[-:]/g, '').replace(' ', '-');
  let name = `${list}-${stamp}.${format}`;
  for (let nth = 2; names.includes(name); nth += 1) name = `${list}-${stamp}-${nth}.${format}`;
  return join(folder, name);
}
