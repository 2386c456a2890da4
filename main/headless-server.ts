/**
 * The headless form's door: WebSocket and pictures on one loopback port, behind one token (architecture.md §2).
 * It understands no frame; it only carries them to the station and back.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { open } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Log } from './log.ts';
import { photoPath } from './photo-path.ts';

/** As preload/rpc/frames.ts, in bytes. */
const MAX_PAYLOAD = 12 * 1024 * 1024;
const MAX_CONNECTIONS = 32;
/** Frames of one connection that the station has not taken yet; then its socket is not read for a while. */
const MAX_ON_THE_WAY = 16;
/** What one connection may leave unread before it is closed: it connects anew and asks for a snapshot. */
const MAX_UNREAD_BYTES = 16 * 1024 * 1024;

/** WebSocket close codes (RFC 6455 §7.4.1 and its registry). */
export const GOING_AWAY = 1001;
export const SERVICE_RESTART = 1012;
export const TRY_AGAIN_LATER = 1013;

export interface HeadlessServerOptions {
  readonly token: string;
  readonly dataDir: string;
  readonly log: Log;
  /** Whether there is a station to carry frames to. */
  serves(): boolean;
  onConnect(connection: number): void;
  /** `data` is null for what was no text. `taken` is called when the station's channel has it. */
  onFrame(connection: number, data: string | null, taken: () => void): void;
  onDisconnect(connection: number): void;
}

export class HeadlessServer {
  readonly #options: HeadlessServerOptions;
  readonly #tokenHash: Buffer;
  readonly #http: Server;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD, perMessageDeflate: false });
  readonly #connections = new Map<number, WebSocket>();
  #nextConnection = 1;
  /** Connections closed because they did not read. */
  overflows = 0;

  constructor(options: HeadlessServerOptions) {
    this.#options = options;
    this.#tokenHash = sha256(options.token);
    this.#http = createServer({ maxHeaderSize: 8 * 1024 }, (request, response) => {
      this.#request(request, response).catch((error: unknown) => {
        options.log.warn({ err: error }, 'a request broke off');
        response.destroy();
      });
    });
    this.#http.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
    // Bytes that are no HTTP: Node's own answer is a 400; nothing to log, anyone on this machine can send them.
    this.#http.on('clientError', (_error, socket) => socket.destroy());
    this.#http.maxConnections = 4 * MAX_CONNECTIONS;
  }

  /** @returns the port, chosen by the system, on 127.0.0.1 only */
  start(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#http.once('error', reject);
      this.#http.listen(0, '127.0.0.1', () => resolve((this.#http.address() as AddressInfo).port));
    });
  }

  async stop(): Promise<void> {
    this.closeAll(GOING_AWAY);
    const closed = new Promise((resolve) => this.#http.close(resolve));
    this.#http.closeAllConnections();
    for (const socket of this.#connections.values()) socket.terminate();
    await closed;
  }

  send(connection: number, data: string): void {
    const socket = this.#connections.get(connection);
    if (socket === undefined) return;
    if (socket.bufferedAmount <= MAX_UNREAD_BYTES) {
      socket.send(data);
      return;
    }
    this.overflows++;
    this.#options.log.warn({ connection, overflows: this.overflows }, 'a connection that does not read was closed');
    socket.terminate();
  }

  close(connection: number, code: number): void {
    this.#connections.get(connection)?.close(code);
  }

  /** Tells everybody why, for example that the station restarts; they may connect again under the same address. */
  closeAll(code: number): void {
    for (const connection of [...this.#connections.keys()]) this.close(connection, code);
  }

  /** @returns null when the request may come in, else the status that refuses it */
  #refusal(request: IncomingMessage, url: URL | null): number | null {
    if (url === null) return 400;
    // Only browsers send it, and no page has any business here.
    if (request.headers.origin !== undefined) return 403;
    const token = url.searchParams.get('token') ?? '';
    return timingSafeEqual(sha256(token), this.#tokenHash) ? null : 401;
  }

  async #request(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = parseUrl(request);
    const refusal = this.#refusal(request, url);
    const sha = url?.pathname.match(/^\/photos\/([^/]+)$/)?.[1];
    const path = sha === undefined ? null : photoPath(this.#options.dataDir, sha);
    if (refusal !== null) return finish(response, refusal);
    if (path === null) return finish(response, 404);
    if (request.method !== 'GET') return finish(response, 405);
    const file = await openIfThere(path);
    if (file === null) return finish(response, 404);
    try {
      const { size } = await file.stat();
      response.writeHead(200, {
        'content-type': 'image/jpeg',
        'content-length': size,
        // Named by its hash: it never changes.
        'cache-control': 'private, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
      });
      await pipeline(file.createReadStream({ autoClose: false }), response);
    } finally {
      await file.close();
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // The other side may be gone before it is answered.
    socket.on('error', () => socket.destroy());
    const url = parseUrl(request);
    const refusal = this.#refusal(request, url) ?? this.#unavailable(url);
    if (refusal !== null) {
      socket.end(`HTTP/1.1 ${refusal} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (ws) => this.#connect(ws));
  }

  #unavailable(url: URL | null): number | null {
    if (url?.pathname !== '/rpc') return 404;
    return this.#options.serves() && this.#connections.size < MAX_CONNECTIONS ? null : 503;
  }

  #connect(socket: WebSocket): void {
    const connection = this.#nextConnection++;
    this.#connections.set(connection, socket);
    let onTheWay = 0;
    socket.on('message', (data: RawData, isBinary: boolean) => {
      onTheWay++;
      if (onTheWay >= MAX_ON_THE_WAY) socket.pause();
      this.#options.onFrame(connection, isBinary ? null : text(data), () => {
        onTheWay--;
        if (onTheWay < MAX_ON_THE_WAY && socket.isPaused) socket.resume();
      });
    });
    socket.on('error', (error) => this.#options.log.debug({ connection, err: error }, 'connection broken'));
    socket.on('close', () => {
      this.#connections.delete(connection);
      this.#options.onDisconnect(connection);
    });
    this.#options.onConnect(connection);
  }
}

function text(data: RawData): string {
  const bytes = Array.isArray(data) ? Buffer.concat(data) : Buffer.isBuffer(data) ? data : Buffer.from(data);
  return bytes.toString('utf8');
}

function sha256(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}

function parseUrl(request: IncomingMessage): URL | null {
  return URL.canParse(request.url ?? '', 'http://127.0.0.1') ? new URL(request.url ?? '', 'http://127.0.0.1') : null;
}

function finish(response: ServerResponse, status: number): void {
  response.writeHead(status, { 'content-length': 0 }).end();
}

async function openIfThere(path: string): Promise<Awaited<ReturnType<typeof open>> | null> {
  try {
    return await open(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
