/**
 * The program as it is shipped, in a folder of its own: for tests that take one of its files away. The bundles of the checkout
 * belong to the tests beside it.
 */
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../../native/runtime/project.mjs';

export interface OwnCopy {
  /** What Electron is given as the program. */
  readonly app: string;
  /** A file of it, by its path from the root. */
  file(path: string): string;
  /** As it was shipped. */
  restore(path: string): Promise<void>;
  remove(): Promise<void>;
}

const PARTS = ['package.json', 'out', join('native', 'plate-model', 'model')];

export async function ownCopy(): Promise<OwnCopy> {
  const app = await mkdtemp(join(tmpdir(), 'own-copy-'));
  for (const part of PARTS)
    await cp(join(root, part), join(app, part), { recursive: true, filter: (path) => !path.endsWith('.map') });
  await symlink(join(root, 'node_modules'), join(app, 'node_modules'));
  return {
    app,
    file: (path) => join(app, path),
    restore: (path) => cp(join(root, path), join(app, path)),
    remove: () => rm(app, { recursive: true, force: true }),
  };
}
