/**
 * npm run evaluate -- [--displays FOLDER] [--json FILE]
 *
 * Runs the program's own readers over folders of pictures with a labels.csv and prints what they read, beside other
 * programs on the same pictures. `--json` writes each picture and the totals.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { evaluateDisplays } from './evaluate-displays.ts';

const SHARED = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

const { values } = parseArgs({ options: { displays: { type: 'string' }, json: { type: 'string' } } });
const displays = values.displays ?? join(SHARED, 'displays');
if (!existsSync(join(displays, 'labels.csv'))) {
  process.stderr.write(`No labels.csv in ${displays}: name a folder with --displays.\n`);
  process.exit(2);
}
const judged = await evaluateDisplays(displays);
for (const line of judged.table) process.stdout.write(`${line}\n`);
if (values.json !== undefined) {
  const { table: _, ...written } = judged;
  writeFileSync(values.json, `${JSON.stringify({ displays: written }, null, 2)}\n`);
}
