/** The shipped bundles with a page of a bench's own beside them. */
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const ROOT = join(import.meta.dirname, '..', '..');
/** The page is the bench's own. */
const bundles = (): string[] =>
  readdirSync(join(ROOT, 'out')).filter((name) => name !== 'renderer' && !name.endsWith('.map'));
/** Where the recognition looks for our own network: beside the bundles' folder. */
const MODEL = join('native', 'plate-model', 'model');

/**
 * @param folder inside the checkout, so that packages are found
 * @param page a folder beside this file, with index.html
 */
export async function makeProgramWithPage(folder: string, page: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  for (const name of bundles()) cpSync(join(ROOT, 'out', name), join(folder, name), { recursive: true });
  cpSync(join(ROOT, MODEL), join(folder, '..', MODEL), { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: page, version: '0.0.0', main: 'shell.cjs' }));
  const root = join(import.meta.dirname, page);
  await build({
    configFile: join(ROOT, 'vite.config.ts'),
    root,
    logLevel: 'warn',
    build: { outDir: join(folder, 'renderer'), emptyOutDir: true },
    plugins: [
      {
        name: 'one-page',
        // Two configurations' inputs would be joined, and the program's own pages lie outside this root.
        config: ({ build: given }) => {
          for (const options of [given?.rollupOptions, given?.rolldownOptions])
            if (options !== undefined) options.input = join(root, 'index.html');
        },
      },
    ],
  });
  return folder;
}
