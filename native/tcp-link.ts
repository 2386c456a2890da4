/** A TCP connection (a serial server beside the indicator) as a wire of bytes. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { CLOSED_BY_US, reasonOf } from './byte-link.ts';
import type { LinkEvents, WritableLink } from './byte-link.ts';

export interface TcpSettings {
  readonly host: string;
  readonly port: number;
}

/** A host that answers nothing at all would else hold the attempt for two minutes. */
const CONNECT_LIMIT_MS = 5000;
/** Finds a box that lost its power without a word; the silence watchdog of the driver is quicker where bytes are due. */
const KEEP_ALIVE_MS = 5000;

export class TcpLink implements WritableLink {
  readonly #settings: TcpSettings;
  readonly #events: LinkEvents;
  #socket: Socket | null = null;
  #ended = false;

  constructor(settings: TcpSettings, events: LinkEvents) {
    this.#settings = settings;
    this.#events = events;
  }

  open(): void {
    let socket: Socket;
    try {
      socket = connect({ ...this.#settings, noDelay: true, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MS });
    } catch (error) {
      this.#end(reasonOf(error));
      return;
    }
    this.#socket = socket;
    // These listeners live as long as the socket, which is never used again.
    socket.setTimeout(CONNECT_LIMIT_MS, () => this.#end('ETIMEDOUT'));
    socket.on('connect', () => {
      socket.setTimeout(0);
      if (!this.#ended) this.#events.onOpen();
    });
    socket.on('data', (bytes: Uint8Array) => {
      if (!this.#ended) this.#events.onBytes(bytes);
    });
    socket.on('error', (error) => this.#end(reasonOf(error)));
    socket.on('end', () => this.#end('closed by the other side'));
    socket.on('close', () => this.#end('closed by the other side'));
  }

  write(bytes: Uint8Array, sent?: () => void): boolean {
    const socket = this.#socket;
    if (socket === null || this.#ended || socket.readyState !== 'open' || socket.writableLength > 0) return false;
    // Whatever goes wrong comes as the event `error` or `close` and ends the link.
    socket.write(Uint8Array.from(bytes), (error) => {
      if (error == null) sent?.();
    });
    return true;
  }

  close(): void {
    this.#end(CLOSED_BY_US);
  }

  #end(reason: string): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#socket?.destroy();
    this.#events.onClose(reason);
  }
}
