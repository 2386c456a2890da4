/**
 * Printing by Chromium, where the system has no CUPS to speak to: a hidden page without scripts and without network, drawn
 * from the pages of the job, printed silently to a printer by its name. One job at a time, none longer than its limits.
 */
import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BrowserWindow, session, type Session, type WebContents } from 'electron';
import * as z from 'zod';
import type { Log } from '../log.ts';
import { MOST_DETAIL, type PrintedPages, type ToStation } from '../host-protocol.ts';
import { answer, NONCE_PLACEHOLDER, respond } from './app-protocol.ts';
import { paperPage } from './paper-page.ts';
import { confine, ORIGIN, printedPagePolicy, SCHEME, secureSession } from './security.ts';

/** Their sum is less than the station waits (main/station/print-host.ts). All in milliseconds. */
const LIMITS = { find: 8_000, load: 15_000, print: 30_000 };
const PAGE = `${ORIGIN}/paper.html`;
/** A world of our own scripts: those of the page stay off. */
const OWN_WORLD = 1001;
/** Fonts are only asked for when the page is laid out, and a page printed before they came is in the wrong ones. */
const FONTS_THAT_FAILED =
  'document.body.offsetHeight; document.fonts.ready.then((fonts) => [...fonts].filter(({ status }) => status === "error").length)';
const MICRONS_A_MM = 1000;

type Found = Omit<Extract<ToStation, { type: 'printer' }>, 'type' | 'id'>;
type Ended = Omit<Extract<ToStation, { type: 'print-ended' }>, 'type' | 'id'>;
type PrintJob = PrintedPages & { readonly printer: string };

/** As Electron lists it. Older ones tell a status; newer ones on Windows nothing at all. */
const Listed = z.object({
  name: z.string(),
  status: z.number().int().optional(),
  options: z.record(z.string(), z.unknown()).catch({}),
});

/** What Electron says of a job that it has not begun (shell/browser/api/electron_api_web_contents.cc). */
const UNKNOWN_PRINTER = /^Invalid deviceName/;
const NOT_BEGUN = /^(Invalid printer settings|Invalid pageSize|No printers? (available|found))/i;

export interface PaperPrinterOptions {
  /** The bundled pages. */
  readonly renderer: string;
  readonly platform: NodeJS.Platform;
  readonly log: Log;
}

export class PaperPrinter {
  readonly #options: PaperPrinterOptions;
  #session: Session | null = null;
  #html = '';
  #nonce = '';
  #busy = false;

  constructor(options: PaperPrinterOptions) {
    this.#options = options;
  }

  /** @param window any that is open: only a page can be asked for the system's printers */
  async find(window: BrowserWindow, name: string): Promise<Found> {
    const { log, platform } = this.#options;
    if (window.isDestroyed()) return { service: false, printer: null };
    try {
      const listed = await within(LIMITS.find, window.webContents.getPrintersAsync());
      const printer = z
        .array(Listed)
        .parse(listed)
        .find((each) => each.name === name);
      return {
        service: listed.length > 0,
        printer: printer === undefined ? null : found(printer, platform === 'win32' ? 'windows' : 'cups'),
      };
    } catch (error) {
      log.warn({ err: error }, 'the system did not tell its printers');
      return { service: false, printer: null };
    }
  }

  /** Never throws; after `given-up` and `no-answer` nobody knows what is on the paper. */
  async print(job: PrintJob): Promise<Ended> {
    if (this.#busy) return { end: 'not-begun', detail: 'another job is on its way' };
    this.#busy = true;
    let window: BrowserWindow | null = null;
    try {
      await this.#draw(job);
      window = this.#hiddenWindow();
      await within(LIMITS.load, show(window.webContents));
      const { detail, end } = await this.#send(window.webContents, job);
      // Chromium's own words, as long as they may be: a longer one the station would not read, and wait for in vain.
      return { end, detail: detail.slice(0, MOST_DETAIL) };
    } catch (error) {
      this.#options.log.error({ err: error }, 'a page to be printed could not be drawn');
      return { end: 'not-begun', detail: String(error).slice(0, MOST_DETAIL) };
    } finally {
      // A window that is left keeps the program from ending.
      window?.destroy();
      this.#html = '';
      this.#busy = false;
    }
  }

  async #draw(job: PrintJob): Promise<void> {
    this.#nonce = randomBytes(18).toString('base64');
    const template = await readFile(join(this.#options.renderer, 'paper.html'), 'utf8');
    this.#html = paperPage(template.replaceAll(NONCE_PLACEHOLDER, this.#nonce), job, this.#nonce);
  }

  #hiddenWindow(): BrowserWindow {
    this.#session ??= this.#ownSession();
    const window = new BrowserWindow({
      show: false,
      skipTaskbar: true,
      webPreferences: {
        session: this.#session,
        javascript: false,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        images: false,
        spellcheck: false,
        devTools: false,
        backgroundThrottling: false,
      },
    });
    confine(window.webContents, this.#options.log);
    return window;
  }

  /** A session of its own, in memory: the page knows nothing of the window, and the window nothing of it. */
  #ownSession(): Session {
    const { log, renderer } = this.#options;
    const own = session.fromPartition('paper', { cache: false });
    secureSession(own, { devTools: false, log });
    own.protocol.handle(SCHEME, (request) =>
      request.url === PAGE
        ? respond(this.#html, 'text/html; charset=utf-8', {
            'content-security-policy': printedPagePolicy(this.#nonce),
            'cache-control': 'no-store',
          })
        : answer(request, { renderer, dataDir: null }),
    );
    return own;
  }

  async #send(contents: WebContents, { paper: { form }, printer }: PrintJob): Promise<Ended> {
    const { log } = this.#options;
    const printing = new Promise<Ended>((resolve) => {
      contents.once('render-process-gone', (_event, { reason }) => resolve({ end: 'given-up', detail: reason }));
      contents.print(
        {
          silent: true,
          deviceName: printer,
          color: false,
          margins: { marginType: 'none' },
          pageSize: {
            width: Math.round(form.widthMm * MICRONS_A_MM),
            height: Math.round(form.heightMm * MICRONS_A_MM),
          },
        },
        (success, reason) => resolve(success ? { end: 'taken', detail: '' } : { end: endOf(reason), detail: reason }),
      );
    });
    const ended = await within(LIMITS.print, printing).catch((error: unknown): Ended => {
      // A page size that Electron refuses is thrown before anything is begun; a time that is over is not.
      const late = error instanceof TooLate;
      return { end: late ? 'no-answer' : 'not-begun', detail: String(error) };
    });
    if (ended.end !== 'taken') log.warn({ printer, ...ended }, 'a job was not printed');
    return ended;
  }
}

/** The page is there, and its fonts are. */
async function show(contents: WebContents): Promise<void> {
  await contents.loadURL(PAGE);
  const failed: unknown = await contents.executeJavaScriptInIsolatedWorld(OWN_WORLD, [{ code: FONTS_THAT_FAILED }]);
  if (failed !== 0) throw new Error(`${String(failed)} fonts could not be loaded`);
}

const endOf = (reason: string): Ended['end'] =>
  UNKNOWN_PRINTER.test(reason) ? 'unknown-printer' : NOT_BEGUN.test(reason) ? 'not-begun' : 'given-up';

function found({ options, status }: z.infer<typeof Listed>, kind: 'windows' | 'cups'): NonNullable<Found['printer']> {
  const said = (name: string): string => {
    const value = options[name];
    return typeof value === 'string' ? value : '';
  };
  const state = Number.parseInt(said('printer-state'), 10);
  return {
    kind,
    status: status ?? (Number.isNaN(state) ? null : state),
    reasons: said('printer-state-reasons')
      .slice(0, 2000)
      .split(',')
      .slice(0, 32)
      .map((reason) => reason.slice(0, 64)),
    accepts: said('printer-is-accepting-jobs') !== 'false',
  };
}

class TooLate extends Error {}

/** @throws TooLate */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TooLate(`not within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
