/**
 * npm run evaluate -- [--plates FOLDER] [--json FILE]
 *
 * Runs the program's own readers over folders of pictures with a labels.csv and prints what they read, beside other
 * programs on the same pictures. `--json` writes each picture and the totals.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { evaluatePlates, platesTable } from './evaluate-plates.ts';

const SHARED = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

const { values } = parseArgs({ options: { plates: { type: 'string' }, json: { type: 'string' } } });
const plates = values.plates ?? join(SHARED, 'plates');
if (!existsSync(join(plates, 'labels.csv'))) {
  process.stderr.write(`No labels.csv in ${plates}: name a folder with --plates.\n`);
  process.exit(2);
}
const judged = await evaluatePlates(plates);
process.stdout.write(`${platesTable(judged)}\n`);
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify({ plates: judged }, null, 2)}\n`);
