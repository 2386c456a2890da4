/** The entry of the desktop program: `--config FILE --data DIR`, both optional; or `--verify FOLDER` (verify-command.ts). */
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { app, type BrowserWindow, ipcMain, Menu, protocol, safeStorage, session } from 'electron';
import { type OpenLog, openLog, standardError } from '../log.ts';
import { makeFolder } from '../make-folder.ts';
import { Supervisor } from '../supervisor/supervisor.ts';
import { PRIVILEGES, serveApp } from './app-protocol.ts';
import { DesktopKeys } from './desktop-calls.ts';
import { PaperPrinter } from './paper-printer.ts';
import { secureSession } from './security.ts';
import { StationLink } from './station-link.ts';
import { againWithoutScreen, runVerifier, verifyArguments } from './verify-command.ts';
import { utilityProcessStarter } from './station-process.ts';
import { openWindow } from './window.ts';

/** A station that takes longer to start does not hold the window up any further. */
const SPAWN_LIMIT_MS = 500;

/** Beside this bundle lie station.cjs, preload.cjs and the page. */
const here = __dirname;
const now = (): number => performance.now();

interface Places {
  readonly configFile: string;
  readonly dataDir: string;
}

function places(): Places {
  // Not strict: Chromium's own switches stand on the same line.
  const { values } = parseArgs({
    args: process.argv.slice(1),
    options: { config: { type: 'string' }, data: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  });
  const given = (value: unknown, otherwise: string): string =>
    typeof value === 'string' && value !== '' ? resolve(value) : join(app.getPath('userData'), otherwise);
  return { configFile: given(values['config'], 'config.json'), dataDir: given(values['data'], 'data') };
}

/** One program a data folder: Electron's lock lies in the window's own folder, so that goes into the data folder. */
function lock(dataDir: string): boolean {
  const folder = join(dataDir, 'window');
  makeFolder(folder);
  app.setPath('userData', folder);
  return app.requestSingleInstanceLock();
}

async function start({ configFile, dataDir }: Places, openedLog: OpenLog): Promise<void> {
  const { log } = openedLog;
  const devTools = !app.isPackaged;
  Menu.setApplicationMenu(null);
  secureSession(session.defaultSession, { devTools, log });
  serveApp(protocol, { renderer: join(here, 'renderer'), dataDir }, log);

  const keys = new DesktopKeys(safeStorage, process.platform, log);
  let onSpawn = (): void => {};
  const spawned = new Promise<void>((resolve) => (onSpawn = resolve));
  const supervisor = new Supervisor({
    starter: utilityProcessStarter({
      entry: join(here, 'station.cjs'),
      onSpawn,
      onStandardError: (chunk) => log.warn({ text: chunk.toString().slice(0, 4096) }, 'station, standard error'),
    }),
    start: {
      type: 'start',
      configFile,
      dataDir,
      version: app.getVersion(),
      form: 'desktop',
      canSeal: await keys.canSeal(),
    },
    log,
    now,
  });
  // The station first, for the weight is what people wait for: on two cores, a window that is made at the same time
  // holds it up more than it gains itself.
  supervisor.start();
  await Promise.race([spawned, delay(SPAWN_LIMIT_MS)]);
  const window = openWindow({ preload: join(here, 'preload.cjs'), devTools, log, now });
  const printer = new PaperPrinter({ renderer: join(here, 'renderer'), platform: process.platform, log });
  new StationLink({ window, ipc: ipcMain, supervisor, keys, printer, log }).start();
  endInOrder(window, supervisor, openedLog);
}

/** The station finishes what it writes before the program ends, however it is ended. */
function endInOrder(window: BrowserWindow, supervisor: Supervisor, openedLog: OpenLog): void {
  let ended = false;
  app.on('second-instance', () => {
    if (window.isDestroyed()) return;
    if (window.isMinimized()) window.restore();
    window.focus();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('before-quit', (event) => {
    if (ended) return;
    event.preventDefault();
    void supervisor.stop().then(() => {
      ended = true;
      openedLog.log.info({}, 'shell ends');
      openedLog.stop();
      app.quit();
    });
  });
}

async function main(): Promise<void> {
  // The data folder is made here when there is none: it is its user's alone (see station/run-station.ts).
  process.umask(0o077);
  protocol.registerSchemesAsPrivileged([PRIVILEGES]);
  // Chromium refuses its sandbox to root, who has to switch it off; everybody else keeps it for every page.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  const asked = verifyArguments(process.argv);
  if (asked !== undefined) {
    const code = againWithoutScreen();
    if (code !== undefined) return app.exit(code);
    await app.whenReady();
    app.exit(await runVerifier(join(here, 'verify.cjs'), asked));
    return;
  }
  const where = places();
  if (!lock(where.dataDir)) {
    app.quit();
    return;
  }
  const log = await openLog({
    name: 'shell',
    folder: join(where.dataDir, 'logs'),
    ...(app.isPackaged ? {} : { stream: standardError() }),
  });
  process.on('uncaughtException', (error) => {
    log.log.error({ err: error }, 'an exception that nobody caught');
    app.exit(1);
  });
  process.on('unhandledRejection', (error) => {
    log.log.error({ err: error }, 'a rejection that nobody handled');
    app.exit(1);
  });
  log.log.info({ version: app.getVersion(), electron: process.versions.electron }, 'shell starts');
  await app.whenReady();
  await start(where, log);
}

main().catch((error: unknown) => {
  // Before there is a log: without words for it, but never silent and never hanging.
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  app.exit(1);
});
