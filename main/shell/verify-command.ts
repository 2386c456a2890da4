/**
 * `--verify FOLDER …` of the desktop program: the verifier without a window, with its own exit code. With the released fuses the
 * binary is no Node, so the same bundle that `npm run verify` runs is forked as a utility process.
 */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { app, utilityProcess } from 'electron';

const LAST_WORDS_MS = 2000;

/**
 * What stands behind `--verify`, for the verifier; undefined when it is not there.
 * @param argv of the process; Chromium's own switches may stand among them
 */
export function verifyArguments(argv: readonly string[]): readonly string[] | undefined {
  const at = argv.indexOf('--verify');
  return at < 0 ? undefined : argv.slice(at + 1);
}

/**
 * Starts the program once more where it would look for a screen, and waits for that one: Chromium asks before it has heard anything
 * of this script, and a server has none.
 * @returns its exit code; undefined where this process is the one that needs none
 */
export function againWithoutScreen(): number | undefined {
  if (process.platform !== 'linux' || app.commandLine.hasSwitch('ozone-platform')) return undefined;
  const { status } = spawnSync(
    process.execPath,
    ['--ozone-platform=headless', '--disable-gpu', ...process.argv.slice(1)],
    {
      stdio: 'inherit',
    },
  );
  // Ended by a signal: nothing was proved.
  return status ?? 2;
}

/** @returns its exit code, once all that it said is passed on */
export async function runVerifier(entry: string, args: readonly string[]): Promise<number> {
  const child = utilityProcess.fork(entry, [...args], { serviceName: 'verify', stdio: ['ignore', 'pipe', 'pipe'] });
  const passed = [passOn(child.stdout, process.stdout), passOn(child.stderr, process.stderr)];
  const code = await new Promise<number>((resolve) => child.once('exit', resolve));
  // Its end may be heard before its last words.
  await Promise.race([Promise.all(passed), delay(LAST_WORDS_MS)]);
  return code;
}

async function passOn(from: NodeJS.ReadableStream | null, to: NodeJS.WritableStream): Promise<void> {
  if (from === null) return;
  from.on('data', (chunk: Buffer) => void to.write(chunk));
  await once(from, 'end');
}
