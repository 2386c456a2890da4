/** The shipped bundles with a page of a bench's own beside them. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '..', '..');
const BUNDLES = [
  'shell.cjs',
  'preload.cjs',
  'station.cjs',
  'reader-worker.cjs',
  'video-worker.cjs',
  'recognition-worker.cjs',
  'push-worker.cjs',
  'spreadsheet-worker.cjs',
  'later',
  'native',
];
/** Where the recognition looks for our own network: beside the bundles' folder. */
const MODEL = join('native', 'plate-model', 'model');

/**
 * @param folder inside the checkout, so that packages are found
 * @param page a folder beside this file, with index.html
 */
export async function makeProgramWithPage(folder: string, page: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  for (const name of BUNDLES) cpSync(join(ROOT, 'out', name), join(folder, name), { recursive: true });
  cpSync(join(ROOT, MODEL), join(folder, '..', MODEL), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: page, version: '0.0.0', main: 'shell.cjs' }));
  await build({
    configFile: join(ROOT, 'vite.config.ts'),
    root: join(import.meta.dirname, page),
    logLevel: 'warn',
    build: { outDir: join(folder, 'renderer'), emptyOutDir: true },
  });
  return folder;
}
