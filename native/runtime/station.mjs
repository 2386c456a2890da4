/**
 * npm run station: the station without a window. The bundle runs in this very process, so that a signal reaches it
 * and stdout carries nothing but its one line of JSON.
 */
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';
import { PlainError, root, runMain } from './project.mjs';

await runMain(async () => {
  await bundle({ only: 'node', ifStale: true });
  const program = join(root, 'out', 'headless.cjs');
  if (!existsSync(program)) throw new PlainError('out/headless.cjs is missing: main/headless.ts does not exist yet.');
  process.argv[1] = program;
  createRequire(import.meta.url)(program);
});
