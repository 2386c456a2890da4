/** The one window: sandboxed, confined, as large as the screen, back by itself after a crash of the page. */
import { BrowserWindow, nativeTheme } from 'electron';
import type { Log } from '../log.ts';
import { ReloadPlan } from './reload-plan.ts';
import { confine, ORIGIN } from './security.ts';

/** The smallest screen that the layout is made for (product.md, "The clerk's screen"). */
const MIN_SIZE = { minWidth: 1366, minHeight: 768 };
/** Grounds of the two themes (renderer/theme.ts): no white flash before the page has drawn. */
const GROUND = { day: '#E9EBEE', night: '#121518' };
/** A page that does not answer for so long is loaded anew. */
const UNRESPONSIVE_MS = 15_000;

export interface WindowOptions {
  readonly preload: string;
  readonly devTools: boolean;
  readonly log: Log;
  now(): number;
}

/** Opens the window; it is shown when the page has drawn itself once. */
export function openWindow({ preload, devTools, log, now }: WindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1920,
    height: 1080,
    useContentSize: true,
    ...MIN_SIZE,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: nativeTheme.shouldUseDarkColors ? GROUND.night : GROUND.day,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      // The dictionaries would be downloaded.
      spellcheck: false,
      // The weight must stay live while another window covers this one.
      backgroundThrottling: false,
      devTools,
    },
  });
  confine(window.webContents, log);
  window.once('ready-to-show', () => {
    window.maximize();
    window.show();
  });
  keepAlive(window, log, now);
  void load(window, log);
  return window;
}

function keepAlive(window: BrowserWindow, log: Log, now: () => number): void {
  const plan = new ReloadPlan();
  let timer: NodeJS.Timeout | null = null;
  const cancel = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
  const later = (ms: number, run: () => void): void => {
    cancel();
    timer = setTimeout(run, ms);
  };
  window.on('closed', cancel);
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    const wait = plan.next(now());
    log.error({ reason, exitCode, waitMs: wait }, 'the page ended; it is loaded again');
    later(wait, () => void load(window, log));
  });
  // Chromium asks nobody before about:blank: an empty page is as dead as a crashed one.
  window.webContents.on('did-navigate', (_event, url) => {
    if (url.startsWith(`${ORIGIN}/`)) return;
    const wait = plan.next(now());
    log.error({ url: url.slice(0, 200), waitMs: wait }, 'the window shows another page; ours is loaded again');
    later(wait, () => void load(window, log));
  });
  window.on('unresponsive', () => {
    log.warn({}, 'the page does not answer');
    later(UNRESPONSIVE_MS, () => window.webContents.forcefullyCrashRenderer());
  });
  window.on('responsive', cancel);
}

async function load(window: BrowserWindow, log: Log): Promise<void> {
  if (window.isDestroyed()) return;
  try {
    await window.loadURL(`${ORIGIN}/`);
  } catch (error) {
    // Also when a reload overtakes a load; the page that is loading then is the one that counts.
    log.warn({ err: error }, 'the page was not loaded to its end');
  }
}
