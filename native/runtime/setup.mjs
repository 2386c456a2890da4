/**
 * npm run setup: makes a fresh clone ready, on nothing but Node 20.18 or newer and npm.
 * Every step looks first whether it is already done, so running it again costs seconds.
 * It runs before anything is installed, hence plain JavaScript and built-in modules only.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDebianPackages } from './debian-packages.mjs';
import { PlainError, ownNode, root, run, runMain, say } from './project.mjs';

await runMain(async () => {
  await ensureDebianPackages();
  await ensurePackages();
  await ensureOwnNode();
  const runtime = JSON.parse(await runOwn('electron-runtime.mjs', '--setup'));
  if (runtime.napi < 10) await runOwn('sqlite-binding.mjs');
  else say('better-sqlite3: this Electron takes the binary of the package.');
  await runOwn('bundle.mjs', '--if-stale');
  say('Ready: npm start, npm test.');
});

/** `npm ci`, unless the last one was made from this very package-lock.json. */
async function ensurePackages() {
  const stamp = join(root, 'node_modules', '.setup-stamp');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) {
    say('npm packages: as in package-lock.json.');
    return;
  }
  say('npm packages: installing (about a minute).');
  // Electron's binary is fetched by electron-runtime.mjs, which gives up in time.
  // onnxruntime-node's script fetches CUDA, which no office computer has: its own processor binaries are in the package.
  const env = {
    ...process.env,
    ELECTRON_SKIP_BINARY_DOWNLOAD: '1',
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
    ONNXRUNTIME_NODE_INSTALL: 'skip',
  };
  const { code } = await run('npm', ['ci', '--no-progress', '--loglevel=error'], { env });
  if (code !== 0) {
    throw new PlainError('npm ci failed. Check the connection to the package registry and run "npm run setup" again.');
  }
  writeFileSync(stamp, wanted);
}

/** The dev dependency `node` gets its binary in an install script, which `npm ci --ignore-scripts` leaves out. */
async function ensureOwnNode() {
  let version = await ownNodeVersion();
  if (version === undefined) {
    say('Node 24: fetching its binary.');
    await run('npm', ['rebuild', 'node', '--loglevel=error']);
    version = await ownNodeVersion();
  }
  if (version === undefined) {
    throw new PlainError(
      'Node 24 could not be fetched ("npm rebuild node"). Check the connection to the package registry and run "npm run setup" again.',
    );
  }
  say(`Node ${version} runs our scripts.`);
}

/** @returns {Promise<string | undefined>} the version, if it is there and new enough */
async function ownNodeVersion() {
  if (!existsSync(ownNode)) return undefined;
  const { code, output } = await run(ownNode, ['-p', 'process.versions.node'], { keep: 'stdout' });
  return code === 0 && Number(output.split('.')[0]) >= 24 ? output.trim() : undefined;
}

/**
 * Runs one of the scripts beside this one on Node 24.
 * @param {string} script
 * @param {string[]} args
 * @returns {Promise<string>} what it wrote to stdout
 */
async function runOwn(script, ...args) {
  const { code, output } = await run(ownNode, [join(root, 'native', 'runtime', script), ...args], { keep: 'stdout' });
  // The script has said why.
  if (code !== 0) throw new PlainError('Set-up stopped; see above.');
  return output;
}
