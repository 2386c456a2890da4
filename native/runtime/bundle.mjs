/**
 * Makes the bundles in out/: what Electron and the headless station load.
 *
 *   node native/runtime/bundle.mjs [--only node|renderer] [--if-stale]
 *
 * The runtimes that start the program know no TypeScript (Electron 33 holds Node 20.18), so it is bundled: one script
 * per process or thread, CommonJS. Packages with a compiled part stay outside and are required at run time.
 * Everything is written beside its target and renamed, so that a running test never reads half a file.
 * Messages go to stderr: `npm run station` promises that stdout carries the program's line alone.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { PlainError, isStarted, root, runMain, say } from './project.mjs';

const out = join(root, 'out');

/** One bundle per process or worker thread. */
const ENTRIES = [
  { from: 'main/shell/app.ts', to: 'shell.cjs' },
  { from: 'preload/preload.ts', to: 'preload.cjs' },
  { from: 'main/station/station.ts', to: 'station.cjs' },
  { from: 'main/station/store/reader-worker.ts', to: 'reader-worker.cjs' },
  { from: 'main/station/video/thread/video-worker.ts', to: 'video-worker.cjs' },
  { from: 'main/station/recognition/recognition-worker.ts', to: 'recognition-worker.cjs' },
  { from: 'main/station/recognition/push/push-worker.ts', to: 'push-worker.cjs' },
  { from: 'main/station/spreadsheet/spreadsheet-worker.ts', to: 'spreadsheet-worker.cjs' },
  { from: 'main/station/pdf/pdf-worker.ts', to: 'pdf-worker.cjs' },
  { from: 'main/station/files/files-worker.ts', to: 'files-worker.cjs' },
  { from: 'main/station/proof/rows-worker.ts', to: 'proof-rows-worker.cjs' },
  { from: 'main/verify.ts', to: 'verify.cjs' },
  { from: 'main/headless.ts', to: 'headless.cjs' },
];

/**
 * What the program imports only when it needs it, `await import('package')`, is a bundle of its own in here: to read and
 * compile a megabyte takes 30 ms, and the station's first weight waits for its own code alone.
 */
const LATER = 'later';

/** The fonts that a PDF embeds (main/station/pdf/pdf-fonts.ts): of a hundred megabytes the two weights that are used. */
const FONTS = 'fonts';
const PDF_FONTS = [
  { folder: 'noto-sans-sc', files: /^(400|600)\.css$|^files[/\\]noto-sans-sc-[a-z0-9-]+-(400|600)-normal\.woff$/ },
  { folder: 'b612-mono', files: /^files[/\\]b612-mono-latin-(400|700)-normal\.woff$/ },
];

/** Required at run time: Electron itself, and packages with a compiled part (see package.mjs, which ships them). */
const EXTERNAL = [
  'electron',
  'better-sqlite3',
  '@serialport/bindings-cpp',
  '@julusian/jpeg-turbo',
  'onnxruntime-node',
  // Optional accelerators of ws, which it asks for in a try block.
  'bufferutil',
  'utf-8-validate',
];

/**
 * escpos asks for get-pixels when it is loaded, to print pictures: we print none, and get-pixels brings the whole of
 * `request` (1.2 MB, abandoned). A bundle that all the same comes to need it says so at that moment.
 * @type {import('esbuild').Plugin}
 */
const withoutGetPixels = {
  name: 'without-get-pixels',
  setup(build) {
    build.onResolve({ filter: /^get-pixels$/ }, ({ path }) => ({ path, namespace: 'left-out' }));
    build.onLoad({ filter: /.*/, namespace: 'left-out' }, ({ path }) => ({
      contents: `module.exports = () => { throw new Error('${path} was left out of this bundle'); };`,
    }));
  },
};

/** pino-roll rolls by size here; of date-fns (370 kB) it gets what it asks for by name, and not all of it. */
/** @type {import('esbuild').Plugin} */
const littleOfDateFns = {
  name: 'little-of-date-fns',
  setup(build) {
    build.onResolve({ filter: /^date-fns$/ }, ({ kind, resolveDir }) =>
      kind === 'require-call' ? { path: resolveDir, namespace: 'little-of-date-fns' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'little-of-date-fns' }, ({ path }) => ({
      contents: "export { addDays, addHours, format, isValid, parse } from 'date-fns';",
      resolveDir: path,
    }));
  },
};

/**
 * Makes packages that are imported with `import()` bundles of their own, and tells which.
 * @param {Set<string>} found the names of such packages
 * @returns {import('esbuild').Plugin}
 */
const apart = (found) => ({
  name: 'apart',
  setup(build) {
    build.onResolve({ filter: /^[^.]/ }, ({ kind, path }) => {
      if (kind !== 'dynamic-import' || path.startsWith('node:') || EXTERNAL.includes(path)) return undefined;
      found.add(path);
      return { path: `./${LATER}/${laterName(path)}`, external: true };
    });
  },
});

/** @param {string} specifier */
const laterName = (specifier) => `${specifier.replace(/\.js$/, '').replaceAll('/', '+')}.cjs`;

/** @type {Record<'node' | 'renderer', { sources: string[], make: () => Promise<string[]> }>} */
const PARTS = {
  node: {
    sources: ['main', 'native', 'preload', 'renderer/i18n', 'renderer/components/proof-lines.ts', 'package-lock.json'],
    make: makeNode,
  },
  renderer: {
    sources: ['renderer', 'preload/contract', 'preload/rpc', 'vite.config.ts', 'package-lock.json'],
    make: makeRenderer,
  },
};

/**
 * @param {{ only?: 'node' | 'renderer' | undefined, ifStale?: boolean }} [options]
 *   ifStale: leave a part alone whose sources did not change since it was made
 */
export async function bundle({ only, ifStale = false } = {}) {
  for (const part of /** @type {const} */ (['node', 'renderer'])) {
    if (only !== undefined && only !== part) continue;
    const fingerprint = fingerprintOf([...PARTS[part].sources, 'native/runtime/bundle.mjs']);
    if (ifStale && isFresh(part, fingerprint)) continue;
    const started = Date.now();
    const made = await PARTS[part].make().catch((/** @type {Error} */ error) => {
      throw new PlainError(`Bundling ${part} failed: ${error.message}`);
    });
    mkdirSync(out, { recursive: true });
    writeWhole(stampFile(part), JSON.stringify({ fingerprint, made }));
    say(`Bundled ${part}: ${made.join(', ')} (${Date.now() - started} ms).`);
  }
}

/** @returns {Promise<string[]>} what was made, below out/ */
async function makeNode() {
  /** @type {Set<string>} */
  const later = new Set();
  await Promise.all(ENTRIES.map(({ from, to }) => bundleNode(join(root, from), to, [apart(later)])));
  const names = [...later].sort();
  await Promise.all(names.map((name) => bundleNode(name, `${LATER}/${laterName(name)}`, [])));
  copyFonts();
  return [...ENTRIES.map(({ to }) => to), ...names.map((name) => `${LATER}/${laterName(name)}`), `${FONTS}/`];
}

/** Beside the bundles, because no package ships what only lies in the checkout's node_modules. */
function copyFonts() {
  for (const { files, folder } of PDF_FONTS) {
    const from = join(root, 'node_modules', '@fontsource', folder);
    for (const name of readdirSync(from, { recursive: true, encoding: 'utf8' }))
      if (files.test(name)) writeWhole(join(out, FONTS, folder, name), readFileSync(join(from, name)));
  }
}

/**
 * @param {string} entry a file, or a package by its name
 * @param {string} to below out/
 * @param {import('esbuild').Plugin[]} plugins
 */
async function bundleNode(entry, to, plugins) {
  const { build } = await import('esbuild');
  const options = nodeOptions(entry, join(out, to));
  const { outputFiles } = await build({ ...options, plugins: [...options.plugins, ...plugins] });
  for (const file of outputFiles) writeWhole(file.path, file.contents);
}

/**
 * How product code is bundled for Node 20.18 (Electron 33) and everything newer.
 * @param {string} entry
 * @param {string} outfile
 * @returns {import('esbuild').BuildOptions & { write: false, plugins: import('esbuild').Plugin[] }}
 */
export function nodeOptions(entry, outfile) {
  return {
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    write: false,
    platform: 'node',
    target: 'node20.18',
    format: 'cjs',
    sourcemap: 'linked',
    sourcesContent: false,
    external: EXTERNAL,
    plugins: [withoutGetPixels, littleOfDateFns],
    legalComments: 'none',
    logLevel: 'warning',
    // A CommonJS bundle has no import.meta: inside a bundle it names the bundle itself.
    define: {
      'import.meta.url': '__bundleUrl',
      'import.meta.dirname': '__dirname',
      'import.meta.filename': '__filename',
    },
    // The sandboxed preload script has a `url` of its own, without pathToFileURL, and no use for the line either.
    banner: { js: "const __bundleUrl = require('node:url').pathToFileURL?.(__filename).href;" },
  };
}

/** @returns {Promise<string[]>} */
async function makeRenderer() {
  const { build, createLogger } = await import('vite');
  const logger = createLogger('warn');
  logger.warn = say;
  logger.warnOnce = say;
  logger.error = say;
  const target = join(out, 'renderer');
  const fresh = `${target}.${process.pid}`;
  try {
    await build({
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'warn',
      customLogger: logger,
      build: { outDir: fresh, emptyOutDir: true },
    });
    const old = `${target}.old.${process.pid}`;
    if (existsSync(target)) renameSync(target, old);
    renameSync(fresh, target);
    rmSync(old, { recursive: true, force: true });
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return ['renderer/'];
}

/** @param {'node' | 'renderer'} part */
function stampFile(part) {
  return join(out, `.made-${part}.json`);
}

/**
 * @param {'node' | 'renderer'} part
 * @param {string} fingerprint
 */
function isFresh(part, fingerprint) {
  if (!existsSync(stampFile(part))) return false;
  const stamp = JSON.parse(readFileSync(stampFile(part), 'utf8'));
  return (
    stamp.fingerprint === fingerprint && stamp.made.every((/** @type {string} */ file) => existsSync(join(out, file)))
  );
}

/**
 * The state of the sources by name, size and time of change: a new or deleted file counts too.
 * @param {readonly string[]} sources files and folders, relative to the root
 */
function fingerprintOf(sources) {
  const hash = createHash('sha256');
  const visit = (/** @type {string} */ path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return;
    if (stat.isDirectory()) {
      for (const name of readdirSync(path).sort()) visit(join(path, name));
    } else {
      hash.update(`${relative(root, path).split(sep).join('/')} ${stat.size} ${stat.mtimeMs}\n`);
    }
  };
  for (const source of sources) visit(join(root, source));
  return hash.digest('hex');
}

/**
 * @param {string} path
 * @param {string | Uint8Array} contents
 */
function writeWhole(path, contents) {
  mkdirSync(dirname(path), { recursive: true });
  const part = `${path}.${process.pid}`;
  writeFileSync(part, contents);
  renameSync(part, path);
}

if (isStarted(import.meta.url)) {
  await runMain(async () => {
    const given = process.argv.slice(2);
    const at = given.indexOf('--only');
    const only = at < 0 ? undefined : given[at + 1];
    if (only !== undefined && only !== 'node' && only !== 'renderer') {
      throw new PlainError('--only takes "node" or "renderer".');
    }
    await bundle({ only, ifStale: given.includes('--if-stale') });
  });
}
