/** A simulated server's port: HTTP or HTTPS, taken again after it was closed, every socket cut when it closes. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';

export interface HttpServerOptions {
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  /** PEM texts: then it speaks https. */
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
}

export class HttpServer {
  readonly #options: HttpServerOptions;
  readonly #handle: (request: IncomingMessage, response: ServerResponse) => void;
  readonly #sockets = new Set<Socket>();
  #server: Server | null = null;
  #port = 0;

  constructor(options: HttpServerOptions, handle: (request: IncomingMessage, response: ServerResponse) => void) {
    this.#options = options;
    this.#handle = handle;
  }

  /** Listens; a second start after {@link stop} takes the same port. */
  async start(): Promise<void> {
    if (this.#server !== null) return;
    const { host = '127.0.0.1', port = 0, tls } = this.#options;
    const server = tls === undefined ? createServer(this.#handle) : createTlsServer(tls, this.#handle);
    server.on(tls === undefined ? 'connection' : 'secureConnection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      // Resets are part of the game.
      socket.on('error', () => this.#sockets.delete(socket));
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port || port, host, () => resolve());
    });
    this.#server = server;
    this.#port = (server.address() as AddressInfo).port;
  }

  /** Closes the port and every socket. */
  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const socket of this.#sockets) socket.destroy();
    if (server !== null) await new Promise<void>((resolve) => server.close(() => resolve()));
  }

  get port(): number {
    return this.#port;
  }

  /** Where it is reached from this computer, without a path. */
  get origin(): string {
    return `${this.#options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${this.#port}`;
  }
}
