/**
 * Takes in what smart cameras post (HTTP, plate JSON). Listens on one named network connection and nowhere else, to listed
 * addresses and to nobody else; everything is bounded and counted, and nothing of a body is told but its size. What a body
 * means is for others to say: here it is bytes, and an answer.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../../preload/contract/vocabulary.ts';
import type { Device, DeviceCondition } from '../../device.ts';
import { after, type After } from '../../reconnect.ts';
import { connectionAddress, type Interfaces } from './connection-address.ts';
import { forgetBody, readBody } from './read-body.ts';
import { MOST_BYTES, SourceGuard, type PushAuth, type Refusal } from './source-guard.ts';

export interface PushAnswer {
  readonly status: 200 | 400 | 403 | 422 | 503;
  /** JSON, as this kind of camera wants to be answered. */
  readonly body: string;
}

export interface PushReceiverOptions {
  readonly id: string;
  /** The network connection, by its name. */
  readonly connection: string;
  readonly port: number;
  readonly sources: readonly { readonly address: string; readonly auth: PushAuth }[];
  /** @param source its place among the sources. Never throws. */
  readonly take: (source: number, body: Uint8Array<ArrayBuffer>) => Promise<PushAnswer>;
  readonly clock: Clock;
  readonly log: { warn(fields: object, text: string): void };
  readonly after?: After;
  readonly interfaces?: () => Interfaces;
}

/** How often it is looked whether the connection is there, has the same address, and can be listened on. */
const LOOK_MS = 5000;
/** A camera posts on one connection, or two where it sends again. */
const MOST_CONNECTIONS = 16;
const MOST_CONNECTIONS_OF_ONE = 4;
/** A line on which nothing moves, a head, and a whole request may take so long: 4 MB at 10 Mbit/s take 3.4 s. */
const IDLE_MS = 3000;
const HEAD_MS = 2000;
const REQUEST_MS = 10_000;
const MOST_HEAD_BYTES = 8192;

export class PushReceiver implements Device {
  readonly id: string;
  readonly kind = 'plate-push';
  readonly #options: PushReceiverOptions;
  readonly #after: After;
  readonly #guards: readonly SourceGuard[];
  readonly #listeners = new Set<(condition: DeviceCondition) => void>();
  readonly #counts = new Map<string, number>();
  readonly #told = new Set<string>();
  /** Lines inside a request. */
  readonly #served = new WeakSet<Socket>();
  #condition: DeviceCondition;
  #server: Server | null = null;
  #address: string | null = null;
  #running = false;
  #callOffLook: (() => void) | null = null;

  constructor(options: PushReceiverOptions) {
    this.id = options.id;
    this.#options = options;
    this.#after = options.after ?? after;
    this.#guards = options.sources.map(({ address, auth }) => new SourceGuard(address, auth, options.clock));
    this.#condition = { state: 'offline', since: options.clock.wall(), detail: 'stopped' };
  }

  condition(): DeviceCondition {
    return this.#condition;
  }

  onCondition(listener: (condition: DeviceCondition) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** By the status it was answered with; `stranger`, `crowd`, `broken` and `silent`: it was closed without an answer. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#look();
  }

  async stop(): Promise<void> {
    if (!this.#running) return;
    this.#running = false;
    this.#callOffLook?.();
    await this.#close();
    this.#settle('offline', 'stopped');
  }

  /** Tries again for ever: a connection comes and goes with its cable. */
  #look(): void {
    const { connection, interfaces = networkInterfaces } = this.#options;
    this.#callOffLook = this.#after(LOOK_MS, () => this.#look());
    let address: string | null;
    try {
      address = connectionAddress(connection, interfaces());
    } catch (error) {
      // The system could not be asked: nobody knows whether it is still there, so what listens stays.
      if (this.#server === null) this.#settle('offline', `push.failed: ${(error as Error).message}`);
      return;
    }
    if (address === this.#address && this.#server !== null) return;
    void this.#close().then(() => {
      if (!this.#running) return;
      if (address === null) this.#settle('offline', `push.no-connection: ${connection}`);
      else this.#listen(address);
    });
  }

  #listen(address: string): void {
    if (this.#server !== null) return;
    const server = createServer({
      connectionsCheckingInterval: 500,
      headersTimeout: HEAD_MS,
      requestTimeout: REQUEST_MS,
      keepAliveTimeout: IDLE_MS,
      maxHeaderSize: MOST_HEAD_BYTES,
    });
    server.maxConnections = MOST_CONNECTIONS;
    const open = new Map<string, number>();
    server.on('connection', (socket) => {
      const from = socket.remoteAddress ?? '';
      if (!this.#guards.some((guard) => guard.address === from)) {
        this.#count('stranger', { from });
        return void socket.destroy();
      }
      const now = (open.get(from) ?? 0) + 1;
      open.set(from, now);
      socket.once('close', () => open.set(from, (open.get(from) ?? 1) - 1));
      if (now <= MOST_CONNECTIONS_OF_ONE) return;
      this.#count('crowd', { from });
      socket.destroy();
    });
    server.on('drop', () => this.#count('crowd', {}));
    server.setTimeout(IDLE_MS, (socket) => {
      // A line that is kept for the next push, and has none, is closed without a word.
      if (this.#served.has(socket)) this.#count('silent', { from: socket.remoteAddress });
      socket.destroy();
    });
    server.on('clientError', (error, socket) => this.#unreadable(error, socket));
    server.on('request', (request, response) => void this.#serve(request, response, false));
    server.on('checkContinue', (request, response) => void this.#serve(request, response, true));
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (this.#server !== server) return;
      this.#server = null;
      this.#settle('offline', troubleOf(error, address, this.#options.port));
    });
    server.once('listening', () => {
      if (this.#server === server) this.#settle('online', null);
    });
    this.#server = server;
    this.#address = address;
    server.listen({ host: address, port: this.#options.port, exclusive: true });
  }

  async #close(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    this.#address = null;
    if (server === null) return;
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse, waitsForWord: boolean): Promise<void> {
    const from = request.socket.remoteAddress ?? '';
    const index = this.#guards.findIndex((guard) => guard.address === from);
    const guard = this.#guards[index];
    // Its line broke before it was looked at.
    if (guard === undefined) return void request.socket.destroy();
    const { method = '', url = '' } = request;
    const refusal = guard.judge({ method, url, headers: request.headers });
    if (refusal !== null) return this.#refuse(request, response, refusal, from);
    const { socket } = request;
    this.#served.add(socket);
    response.once('close', () => this.#served.delete(socket));
    if (waitsForWord) response.writeContinue();
    try {
      const body = await readBody(request, MOST_BYTES);
      if (body === null) return this.#refuse(request, response, { status: 413 }, from);
      const bytes = body.byteLength;
      const answer = await this.#options.take(index, body);
      this.#count(String(answer.status), { from, bytes }, answer.status !== 200);
      end(response, answer.status, answer.body);
    } catch {
      this.#count('broken', { from });
      response.destroy();
    }
  }

  #refuse(request: IncomingMessage, response: ServerResponse, refusal: Refusal, from: string): void {
    const { status } = refusal;
    // To be asked for the password is how a digest begins.
    const challenges = refusal.status === 401 ? refusal.challenges : [];
    this.#count(String(status), { from }, challenges.length === 0 || request.headers.authorization !== undefined);
    if (challenges.length > 0) response.setHeader('WWW-Authenticate', [...challenges]);
    if (status === 405) response.setHeader('Allow', 'POST');
    if (status === 429) response.setHeader('Retry-After', '1');
    end(response, status, '{}');
    forgetBody(request);
  }

  /** What is no HTTP, or does not come to an end. */
  #unreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
    this.#count('broken', { why: error.code });
    if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
    const late = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
    socket.end(`HTTP/1.1 ${late ? '408 Request Timeout' : '400 Bad Request'}\r\nConnection: close\r\n\r\n`, () =>
      socket.destroy(),
    );
  }

  /** Each kind is told once of each source: what comes five times a second must not fill the log. */
  #count(what: string, { from, ...fields }: Fields, tell = true): void {
    this.#counts.set(what, (this.#counts.get(what) ?? 0) + 1);
    // Of strangers there may be any number.
    const kind = what === 'stranger' ? what : `${what} ${from ?? ''}`;
    if (!tell || this.#told.has(kind)) return;
    this.#told.add(kind);
    this.#options.log.warn(
      { what, from, ...fields },
      'a push of a camera was not taken; more like it are only counted',
    );
  }

  #settle(state: DeviceCondition['state'], detail: string | null): void {
    if (this.#condition.state === state && this.#condition.detail === detail) return;
    this.#condition = { state, since: this.#options.clock.wall(), detail };
    for (const listener of this.#listeners) listener(this.#condition);
  }
}

/** What is told of a push: whose it was, how large, why it could not be read. */
interface Fields {
  readonly from?: string | undefined;
  readonly bytes?: number;
  readonly why?: string | undefined;
}

function end(response: ServerResponse, status: number, body: string): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) });
  response.end(body);
}

/** The code, and behind it what an installer needs. */
const troubleOf = ({ code = '', message }: NodeJS.ErrnoException, address: string, port: number): string =>
  code === 'EADDRINUSE' ? `push.port-busy: ${address}:${port}` : `push.failed: ${code || message}`;
