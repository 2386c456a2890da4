/** npm run verify -- FOLDER: the verifier, bundled, in this very process, so that its exit code is npm's. */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';
import { root, runMain } from './project.mjs';

await runMain(async () => {
  await bundle({ only: 'node', ifStale: true });
  const program = join(root, 'out', 'verify.cjs');
  // npm runs this in the project's folder; a name that was typed elsewhere means something there.
  process.chdir(process.env['INIT_CWD'] ?? process.cwd());
  process.argv[1] = program;
  createRequire(import.meta.url)(program);
});
