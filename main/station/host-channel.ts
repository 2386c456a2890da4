/**
 * The station's line to the process that holds it: the shell's utilityProcess, or the headless form's child process.
 * Which of the two is seen at start, and nowhere else (architecture.md §2).
 */
import * as z from 'zod';
import type { PrintHost } from '../../native/printer/desktop-printer.ts';
import type { Clock } from '../../preload/contract/vocabulary.ts';
import type { Port } from '../../preload/rpc/port.ts';
import { type FromStation, ToStation } from '../host-protocol.ts';
import type { LiveStream } from '../../preload/contract/live.ts';
import type { Log } from '../log.ts';
import type { Station } from './rpc-server.ts';
import type { Configuration } from './settings/configuration.ts';
import type { LiveLine } from './video/live-port.ts';

/** What only the host can do for the private key: wrap it for this computer's user (Electron's safeStorage). */
export interface KeyHost {
  /** False headless, and where the desktop has no key store worth the name (`basic_text`): then keys stay unwrapped. */
  readonly canSeal: boolean;
  /** The wrapped bytes, or null when it cannot be done here. */
  seal(plain: Uint8Array): Promise<Uint8Array | null>;
  /** The plain bytes, or null when this host cannot open them. */
  unseal(sealed: Uint8Array): Promise<Uint8Array | null>;
}

export interface ComposeOptions {
  readonly configuration: Configuration;
  /** Where it was read from; only the listening writes to it. */
  readonly configFile: string;
  readonly dataDir: string;
  readonly version: string;
  readonly keyHost: KeyHost;
  /** Printing by the desktop; null headless. */
  readonly printHost: PrintHost | null;
  /** Tells how far a long step of the start is; may be called from a loop that blocks. */
  progress(step: string, done: number, of: number): void;
  /** Asks the host to stop this station in order and to start it anew. */
  renew(): void;
  readonly log: Log;
  readonly clock: Clock;
}

/** `main/station/compose.ts` exports it. Throws a CodedError when the station cannot start. */
export type Compose = (options: ComposeOptions) => Promise<Station>;

/** A message of the host; `port` beside `connect`. */
export type HostMessage = Exclude<ToStation, { type: 'frame' | 'disconnect' | 'live' }>;

export interface HostChannel {
  post(message: FromStation): void;
  onMessage(listener: (message: HostMessage, port: Port | null) => void): void;
  /** A camera is to be shown. Never called headless: video goes over no text line. */
  onLive(listener: (cameraId: string, stream: LiveStream, line: LiveLine) => void): void;
  /** The host is gone: this station is an orphan. */
  onClose(listener: () => void): void;
}

/** The port that Electron gives a utilityProcess (its documentation, `process.parentPort`). */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown; ports: ElectronPort[] }) => void): unknown;
}
interface ElectronPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

/**
 * Opens the channel of the process that this is. Throws when it was started by neither.
 * @param onUnread a message that is none of {@link ToStation}: nothing is done for it, and it ends no station
 */
export function openHostChannel(onUnread: (why: string) => void): HostChannel {
  const { parentPort } = process as unknown as { parentPort?: ParentPort };
  if (parentPort) return utilityProcessChannel(parentPort, onUnread);
  if (process.send) return childProcessChannel(onUnread);
  throw new Error('a station is started by the shell or by the headless form, never by itself');
}

function read(raw: unknown, onUnread: (why: string) => void): ToStation | null {
  const { data, error } = ToStation.safeParse(raw);
  if (error !== undefined) onUnread(z.prettifyError(error).slice(0, 500));
  return data ?? null;
}

function utilityProcessChannel(parentPort: ParentPort, onUnread: (why: string) => void): HostChannel {
  let onLive: Parameters<HostChannel['onLive']>[0] = (_cameraId, _stream, line) => line.close();
  return {
    post: (message) => parentPort.postMessage(message),
    onMessage: (listener) => {
      parentPort.on('message', ({ data, ports: [port] }) => {
        const message = read(data, onUnread);
        if (message === null || message.type === 'frame' || message.type === 'disconnect') return;
        const line = port === undefined ? null : electronPort(port);
        if (message.type !== 'live') listener(message, line);
        else if (line !== null) onLive(message.cameraId, message.stream, line);
      });
    },
    onLive: (listener) => (onLive = listener),
    // Chromium ends a utilityProcess together with its host; committed transactions are on disk by then.
    onClose: () => {},
  };
}

function electronPort(port: ElectronPort): Port & LiveLine {
  let open = true;
  return {
    post: (message: unknown) => {
      if (open) port.postMessage(message);
    },
    onMessage: (listener) => {
      port.on('message', ({ data }) => listener(data));
      port.start();
    },
    onClose: (listener) => {
      port.on('close', () => {
        open = false;
        listener();
      });
    },
    close: () => {
      open = false;
      port.close();
    },
  };
}

function childProcessChannel(onUnread: (why: string) => void): HostChannel {
  const lines = new Map<number, Line>();
  const post = (message: FromStation, sent: () => void = () => {}): void => {
    if (process.connected) process.send?.(message, undefined, undefined, sent);
    else sent();
  };
  return {
    post,
    onMessage: (listener) => {
      process.on('message', (raw) => {
        const message = read(raw, onUnread);
        switch (message?.type) {
          case undefined:
            return;
          case 'connect': {
            const { connection } = message;
            const line = new Line(connection, post, () => lines.delete(connection));
            lines.set(connection, line);
            listener(message, line);
            return;
          }
          case 'frame':
            lines.get(message.connection)?.receive(message.data);
            return;
          case 'disconnect':
            lines.get(message.connection)?.end();
            return;
          // Headless, nobody has a port to go with it.
          case 'live':
            return;
          case 'start':
          case 'sealed':
          case 'printer':
          case 'print-ended':
          case 'stop':
            listener(message, null);
            return;
        }
      });
    },
    onLive: () => undefined,
    onClose: (listener) => {
      process.on('disconnect', () => {
        for (const line of [...lines.values()]) line.end();
        listener();
      });
    },
  };
}

/** One of the connections that share the child-process channel. */
class Line implements Port {
  readonly #connection: number;
  readonly #send: (message: FromStation, sent: () => void) => void;
  readonly #ended: () => void;
  readonly #closeListeners: (() => void)[] = [];
  #listener: (data: unknown) => void = () => {};
  #open = true;
  #onTheWay = 0;

  constructor(connection: number, send: (message: FromStation, sent: () => void) => void, ended: () => void) {
    this.#connection = connection;
    this.#send = send;
    this.#ended = ended;
  }

  post(data: string): void {
    if (!this.#open) return;
    this.#onTheWay++;
    this.#send({ type: 'frame', connection: this.#connection, data }, () => this.#onTheWay--);
  }

  onMessage(listener: (data: unknown) => void): void {
    this.#listener = listener;
  }

  onClose(listener: () => void): void {
    this.#closeListeners.push(listener);
  }

  close(): void {
    if (!this.#open) return;
    this.#send({ type: 'disconnect', connection: this.#connection }, () => {});
    this.end();
  }

  backlog(): number {
    return this.#onTheWay;
  }

  receive(data: unknown): void {
    if (this.#open) this.#listener(data);
  }

  end(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#ended();
    for (const listener of this.#closeListeners) listener();
  }
}
