/** The entry of the headless form: `--config FILE --data DIR` (README, "Without a window"). */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { ConfigReason } from '../preload/contract/config-reasons.ts';
import { type Announcement, Headless } from './headless-form.ts';
import { openLog } from './log.ts';

/** Log lines that wait for a reader of standard error; more are dropped, so that nobody's pipe ever blocks the program. */
const MAX_UNREAD_LOG = 1024 * 1024;

/** The folder of this entry: out/ for the bundle, main/ for the sources. */
const here = dirname(resolve(process.argv[1] ?? ''));
const bundled = !process.argv[1]?.endsWith('.ts');

async function main(): Promise<void> {
  const tell = (line: Announcement): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
  // Whoever read the one line may close its end.
  process.stdout.on('error', () => {});
  const options = commandLine();
  if (options === null) {
    const params = { path: '--config FILE --data DIR', reason: 'command-line' satisfies ConfigReason };
    process.stderr.write(`${JSON.stringify({ name: 'headless', code: 'config.invalid', params })}\n`);
    tell({ ready: false, error: { code: 'config.invalid', params } });
    process.exitCode = 2;
    return;
  }
  const standardError = boundedStandardError();
  const log = await openLog({ name: 'headless', stream: { write: standardError } });
  const headless = new Headless({
    ...options,
    version: version(),
    stationEntry: bundled ? join(here, 'station.cjs') : join(here, 'station', 'station.ts'),
    log,
    tell,
    onStandardError: standardError,
    exit: (code) => process.exit(code),
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => void headless.stop());
  await headless.start();
}

function commandLine(): { configFile: string; dataDir: string } | null {
  try {
    const { values } = parseArgs({ options: { config: { type: 'string' }, data: { type: 'string' } }, strict: true });
    const { config, data } = values;
    return config && data ? { configFile: resolve(config), dataDir: resolve(data) } : null;
  } catch (error) {
    // parseArgs throws a TypeError for anything it was not told of.
    if (error instanceof TypeError) return null;
    throw error;
  }
}

function boundedStandardError(): (chunk: string | Buffer) => void {
  let dropped = 0;
  process.stderr.on('error', () => dropped++);
  return (chunk) => {
    if (process.stderr.writableLength > MAX_UNREAD_LOG) {
      dropped++;
      return;
    }
    if (dropped > 0) process.stderr.write(`${JSON.stringify({ name: 'headless', droppedLogChunks: dropped })}\n`);
    dropped = 0;
    process.stderr.write(chunk);
  };
}

/** package.json lies one folder above both the bundle and the sources. */
function version(): string {
  return (JSON.parse(readFileSync(join(here, '..', 'package.json'), 'utf8')) as { version: string }).version;
}

void main();
