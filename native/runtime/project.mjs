/**
 * What every script in this folder needs to know about the checkout it lies in.
 * Built-in modules only: set-up imports this before anything is installed.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * One plain line about what is being done. It goes to stderr, because stdout belongs to the program
 * that a script may start (`npm run station` promises one JSON line there).
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** A failure with a message written for a person: it is printed without a stack. */
export class PlainError extends Error {}

/**
 * Runs a script's main function: a plain message and exit code 1 when it fails.
 * @param {() => Promise<void>} main
 */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    say(error instanceof PlainError ? error.message : String(error instanceof Error ? error.stack : error));
    process.exitCode = 1;
  }
}

/**
 * @param {string} scriptUrl import.meta.url of the asking script
 * @returns {boolean} whether that script was started directly and not imported
 */
export function isStarted(scriptUrl) {
  const started = process.argv[1];
  return started !== undefined && existsSync(started) && realpathSync(started) === fileURLToPath(scriptUrl);
}

/**
 * Runs a command to its end.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, keep?: 'nothing' | 'stdout' | 'all' }} [options]
 *   keep: what is handed back instead of being shown; what is shown goes to stderr
 * @returns {Promise<{ code: number, output: string }>} code 127 when it could not be started
 */
export function run(command, args, { cwd = root, env = process.env, keep = 'nothing' } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: ['ignore', keep === 'nothing' ? 2 : 'pipe', keep === 'all' ? 'pipe' : 2],
      // npm is a .cmd file on Windows, which only a shell can start.
      shell: process.platform === 'win32' && command === 'npm',
    });
    let output = '';
    child.stdout?.on('data', (/** @type {Buffer} */ chunk) => (output += chunk.toString()));
    child.stderr?.on('data', (/** @type {Buffer} */ chunk) => (output += chunk.toString()));
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code, signal) => resolve({ code: code ?? 1, output: signal ? `${output}\n${signal}` : output }));
  });
}

/** The Node that all our scripts run on: the one from the dev dependency `node`. */
export const ownNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

/**
 * The folder of that Node's distribution, whose include/ folder serves node-gyp without a download.
 * @returns {string}
 */
export function ownNodeHeaders() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const candidates = [
    join(root, 'node_modules', 'node', 'node_modules', name),
    join(root, 'node_modules', name),
    dirname(dirname(process.execPath)),
  ];
  const found = candidates.find((folder) => existsSync(join(folder, 'include', 'node', 'node_api.h')));
  if (found === undefined) throw new PlainError('The headers of Node 24 are missing: run "npm rebuild node".');
  return found;
}

/**
 * @param {string} name
 * @returns {string} the version of an installed package
 */
export function installedVersion(name) {
  return JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
}
