/** How the program is started in development, in end-to-end tests and in measurements: one way for all. */
import { resolveElectron } from './electron-runtime.mjs';
import { root } from './project.mjs';

/**
 * The command that opens the program (the bundles in out/) in the resolved Electron.
 * @param {readonly string[]} [programArgs] arguments for the program itself
 * @param {{ app?: string }} [options] app: another app folder or script instead of this checkout
 * @returns {Promise<{ executablePath: string, args: string[], version: string, kind: 'official' | 'registry' }>}
 *   fit for Playwright's `_electron.launch` and for `spawn(executablePath, args)`
 */
export async function electronLaunch(programArgs = [], { app = root } = {}) {
  const { executablePath, version, kind } = await resolveElectron();
  // Chromium refuses to start its sandbox as root; everybody else keeps it.
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0;
  return { executablePath, args: [...(asRoot ? ['--no-sandbox'] : []), app, ...programArgs], version, kind };
}
