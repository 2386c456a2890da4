/**
 * Where the files beside this program lie. Bundled, everything is one CommonJS file in out/ (native/runtime/bundle.mjs
 * gives it import.meta's folder); un-bundled, the TypeScript sources run as they are under Node 24.
 */
import { join } from 'node:path';

const here = import.meta.dirname;
const bundled = import.meta.filename.endsWith('.cjs');

/** The script of the store's worker threads. */
export const WORKER_FILE = bundled ? join(here, 'reader-worker.cjs') : join(here, 'reader-worker.ts');

/** The build of better-sqlite3 for runtimes older than Node-API 10. */
export const OLD_RUNTIME_BINDING = bundled
  ? join(here, 'native', 'better_sqlite3-napi9.node')
  : join(here, '..', '..', '..', 'out', 'native', 'better_sqlite3-napi9.node');
