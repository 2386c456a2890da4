/** Between the window and the supervised station: hands the page a port for every station, tells it how the station is. */
import { type BrowserWindow, type IpcMain, MessageChannelMain } from 'electron';
import { TO_PAGE, TO_SHELL } from '../../preload/contract/channels.ts';
import { PageMessage, type ShellMessage } from '../../preload/contract/shell.ts';
import type { Log } from '../log.ts';
import type { Phase } from '../supervisor/supervision.ts';
import type { StationMessage, Supervisor } from '../supervisor/supervisor.ts';
import type { DesktopKeys } from './desktop-calls.ts';
import type { PaperPrinter } from './paper-printer.ts';
import { ORIGIN } from './security.ts';

export interface StationLinkOptions {
  readonly window: BrowserWindow;
  readonly ipc: IpcMain;
  readonly supervisor: Supervisor;
  readonly keys: DesktopKeys;
  readonly printer: PaperPrinter;
  readonly log: Log;
}

/** Front and rear of the scale in front, both gates, and some to spare; each costs the station a camera's whole stream. */
const MOST_LIVE = 8;

const SHOWN = [
  ['hide', false],
  ['minimize', false],
  ['show', true],
  ['restore', true],
] as const;

export class StationLink {
  readonly #options: StationLinkOptions;
  /** The page's listener is attached. */
  #pageReady = false;
  #phase: Phase = 'stopped';
  #nextConnection = 1;
  /** Lines of live video that the page has not said to be over. */
  readonly #live = new Set<number>();

  constructor(options: StationLinkOptions) {
    this.#options = options;
  }

  start(): void {
    const { window, ipc, supervisor, log } = this.#options;
    const contents = window.webContents;
    // Not `did-start-navigation`: that one comes for refused navigations too.
    contents.on('did-navigate', () => this.#pageGone());
    contents.on('render-process-gone', () => this.#pageGone());
    for (const [name, shown] of SHOWN)
      // Each of them is an overload of its own.
      window.on(name as 'hide', () => {
        if (this.#pageReady) this.#toPage({ type: 'window-shown', shown });
      });
    ipc.on(TO_SHELL, ({ senderFrame }, raw: unknown) => {
      const message = PageMessage.safeParse(raw);
      const own = senderFrame === contents.mainFrame && senderFrame.url.startsWith(`${ORIGIN}/`);
      if (own && message.success) this.#fromPage(message.data);
      else log.warn({ own, url: senderFrame?.url.slice(0, 200) }, 'a message of the page was refused');
    });
    supervisor.onMessage((message) => void this.#fromStation(message));
    supervisor.onState((_status, phase) => this.#stationChanged(phase));
  }

  #fromPage(message: PageMessage): void {
    switch (message.type) {
      case 'window-ready':
        this.#pageReady = true;
        this.#tellStatus();
        this.#tellShown();
        if (this.#options.supervisor.serves) this.#handPort();
        return;
      case 'station-retry':
        this.#options.supervisor.retry();
        return;
      case 'live-open':
        this.#openLive(message);
        return;
      case 'live-close':
        this.#live.delete(message.ticket);
        return;
    }
  }

  async #fromStation(message: StationMessage): Promise<void> {
    const { keys, printer, supervisor, window } = this.#options;
    switch (message.type) {
      case 'seal':
      case 'unseal': {
        const { id, type } = message;
        const bytes = await (type === 'seal' ? keys.seal(message.bytes) : keys.unseal(message.bytes));
        supervisor.send({ type: 'sealed', id, bytes });
        return;
      }
      case 'find-printer':
        supervisor.send({ type: 'printer', id: message.id, ...(await printer.find(window, message.printer)) });
        return;
      case 'print':
        supervisor.send({ type: 'print-ended', id: message.id, ...(await printer.print(message)) });
        return;
      case 'frame':
      case 'disconnect':
        // Desktop lines are MessagePorts of their own.
        return;
    }
  }

  #stationChanged(phase: Phase): void {
    const started = phase === 'ready' && this.#phase !== 'slow' && this.#phase !== 'ready';
    // Its lines ended with it.
    if (started) this.#live.clear();
    this.#phase = phase;
    this.#tellStatus();
    if (started && this.#pageReady) this.#handPort();
  }

  /** The page's end of every line has gone with it, and the station notices by itself. */
  #pageGone(): void {
    this.#pageReady = false;
    this.#live.clear();
  }

  /** The video goes straight from the station to the page: nothing of it passes here. */
  #openLive({ cameraId, stream, ticket }: Extract<PageMessage, { type: 'live-open' }>): void {
    const { log, supervisor } = this.#options;
    const isFull = this.#live.size >= MOST_LIVE || this.#live.has(ticket);
    if (isFull || !supervisor.serves || !this.#pageReady) {
      if (isFull) log.warn({ cameraId, open: this.#live.size }, 'live video was refused: too much is open');
      this.#toPage({ type: 'live-refused', ticket });
      return;
    }
    const { port1, port2 } = new MessageChannelMain();
    this.#live.add(ticket);
    supervisor.send({ type: 'live', cameraId, stream }, { port: port1 });
    this.#toPage({ type: 'live-port', ticket }, [port2]);
  }

  /** A new line: one end to the station, the other to the page. */
  #handPort(): void {
    const { port1, port2 } = new MessageChannelMain();
    this.#options.supervisor.send({ type: 'connect', connection: this.#nextConnection++ }, { port: port1 });
    this.#toPage({ type: 'station-port' }, [port2]);
  }

  /** A page that is loaded anew in a hidden window decodes nothing. */
  #tellShown(): void {
    const { window } = this.#options;
    this.#toPage({ type: 'window-shown', shown: window.isVisible() && !window.isMinimized() });
  }

  #tellStatus(): void {
    if (this.#pageReady) this.#toPage({ type: 'station-status', ...this.#options.supervisor.status });
  }

  #toPage(message: ShellMessage, ports: Electron.MessagePortMain[] = []): void {
    const { window } = this.#options;
    if (!window.isDestroyed()) window.webContents.postMessage(TO_PAGE, message, ports);
  }
}
