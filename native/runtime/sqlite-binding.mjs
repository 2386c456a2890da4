/**
 * better-sqlite3 for runtimes older than Node-API 10 (Node 20, Electron 33).
 *
 * The package's own binary needs Node-API 10 and ends an older runtime with a segmentation fault, not an error.
 * Its unmodified source, compiled against Node-API's experimental level, runs on Node 20, Node 24 and Electron 33
 * alike. The compile takes about two minutes, so the result is cached outside the work tree; the copy in
 * out/native/ is what the program loads.
 */
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.mjs';
import {
  PlainError,
  installedVersion,
  isStarted,
  ownNode,
  ownNodeHeaders,
  root,
  run,
  runMain,
  say,
} from './project.mjs';

/** Where the program finds the binding, beside its bundles. */
export const bindingInTree = join(root, 'out', 'native', 'better_sqlite3-napi9.node');

/**
 * Builds the binding when it is not in the cache, and puts it beside the bundles.
 * @returns {Promise<string>} its path in the tree
 */
export async function ensureSqliteBinding() {
  const version = installedVersion('better-sqlite3');
  const cached = join(cacheFolder(), `better-sqlite3-${version}-napi9-${process.platform}-${process.arch}.node`);
  if (existsSync(cached)) {
    say(`better-sqlite3 ${version} for Node-API 9 is already built.`);
  } else {
    say(`Building better-sqlite3 ${version} for Node-API 9 (about two minutes, once a machine).`);
    await build(cached);
  }
  if (!sameFile(cached, bindingInTree)) {
    mkdirSync(join(root, 'out', 'native'), { recursive: true });
    const part = `${bindingInTree}.${process.pid}`;
    copyFileSync(cached, part);
    renameSync(part, bindingInTree);
  }
  return bindingInTree;
}

/**
 * Size is enough to tell an up-to-date copy: the name in the cache carries the version, and the copy is made whole.
 * @param {string} from
 * @param {string} to
 */
function sameFile(from, to) {
  return existsSync(to) && statSync(to).size === statSync(from).size && statSync(to).mtimeMs >= statSync(from).mtimeMs;
}

/** @param {string} target where the finished binding goes, in one rename */
async function build(target) {
  mkdirSync(cacheFolder(), { recursive: true });
  const work = mkdtempSync(join(cacheFolder(), 'better-sqlite3-build-'));
  try {
    const source = join(root, 'node_modules', 'better-sqlite3');
    for (const part of ['binding.gyp', 'package.json', 'src', 'deps', 'lib']) {
      cpSync(join(source, part), join(work, part), { recursive: true });
    }
    cpSync(join(root, 'node_modules', 'node-addon-api'), join(work, 'node_modules', 'node-addon-api'), {
      recursive: true,
    });
    const { code, output } = await run(
      ownNode,
      [join(root, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js'), 'rebuild', '--release', '--force_build=1'],
      {
        cwd: work,
        keep: 'all',
        env: {
          ...process.env,
          CXXFLAGS:
            '-UNAPI_VERSION -DNAPI_EXPERIMENTAL -DNODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT -DNODE_API_EXPERIMENTAL_NO_WARNING',
          npm_config_nodedir: ownNodeHeaders(),
        },
      },
    );
    const built = join(work, 'build', 'Release', 'better_sqlite3.node');
    if (code !== 0 || !existsSync(built)) {
      throw new PlainError(`better-sqlite3 could not be built:\n${output.split('\n').slice(-30).join('\n')}`);
    }
    renameSync(built, target);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

if (isStarted(import.meta.url)) {
  await runMain(async () => {
    await ensureSqliteBinding();
  });
}
