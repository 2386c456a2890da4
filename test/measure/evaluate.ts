/**
 * npm run evaluate -- [--plates FOLDER] [--displays FOLDER] [--json FILE]
 *
 * Runs the program's own readers over folders of pictures with a labels.csv and prints what they read, beside other
 * programs on the same pictures. Without a folder: both kinds in the shared data. `--json` writes each picture and the totals.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { evaluateDisplays } from './evaluate-displays.ts';
import { evaluatePlates, platesTable } from './evaluate-plates.ts';

const SHARED = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

const { values } = parseArgs({
  options: { plates: { type: 'string' }, displays: { type: 'string' }, json: { type: 'string' } },
});
const both = values.plates === undefined && values.displays === undefined;
const folderOf = (kind: 'plates' | 'displays'): string | null => {
  const folder = values[kind] ?? (both ? join(SHARED, kind) : null);
  if (folder === null || existsSync(join(folder, 'labels.csv'))) return folder;
  process.stderr.write(`No labels.csv in ${folder}: name a folder with --${kind}.\n`);
  return process.exit(2);
};
const folders = { plates: folderOf('plates'), displays: folderOf('displays') };
const written: { plates?: object; displays?: object } = {};

if (folders.displays !== null) {
  const { table, ...judged } = await evaluateDisplays(folders.displays);
  process.stdout.write(`${table.join('\n')}\n`);
  written.displays = judged;
}
if (folders.plates !== null) {
  const judged = await evaluatePlates(folders.plates);
  process.stdout.write(`${platesTable(judged)}\n`);
  written.plates = judged;
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(written, null, 2)}\n`);
