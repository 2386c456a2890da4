/**
 * A county platform that speaks openapi.yaml on a real socket, verifies everything it is sent, and misbehaves on demand.
 * It shares nothing with the product: own JCS, jose for signatures, the contract's own schemas.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpServer, type HttpServerOptions } from '../http-server.ts';
import { EventFeed, type PlatformEvent } from './event-feed.ts';
import { FaultBoard, misbehave, type Fault, type FaultScope, type Subject } from './faults.ts';
import { chainFaults, gaps, type Json } from './judge.ts';
import { Ledger, parse, problem, type HeldDocument, type Reply, type Station } from './ledger.ts';
import { DOCUMENT_SCHEMAS, Schemas } from './schemas.ts';

export interface PlatformSimulatorOptions extends HttpServerOptions {
  /** Codes that installers may hold; default: one, `TEST-CODE`. */
  readonly codes?: readonly string[];
  readonly now?: () => Date;
  /** Also keeps everything as files here. */
  readonly folder?: string;
  readonly keepPictures?: boolean;
  /** Larger bodies are answered 413. */
  readonly maxBytes?: number;
  readonly keepAliveMs?: number;
}

/** One request as it was met, for tests of order and number. */
export interface Met {
  readonly atMs: number;
  readonly method: string;
  readonly subject: Subject | 'unknown';
  /** Document id, picture hash, … */
  readonly id: string;
  /** The status answered, or the fault met. */
  readonly result: number | Fault['kind'];
}

export interface Verdict {
  readonly documents: number;
  /** Hash, signature, schema and chain faults, in words. */
  readonly faults: readonly string[];
  /** Sequences not there yet. */
  readonly gaps: readonly number[];
  /** Pictures that documents name and nobody sent. */
  readonly missingBlobs: readonly string[];
}

export interface ReceivedFilm {
  /** By `performance.now()`; null before. */
  readonly firstByteAtMs: number | null;
  readonly endedAtMs: number | null;
  /** It ended as it should. */
  readonly whole: boolean;
  readonly chunked: boolean;
  readonly contentType: string;
  bytes(): Buffer;
}

interface Route {
  readonly subject: Subject;
  readonly id: string;
  /** First path segment below /v1. */
  readonly path: string;
}
const MET_MAX = 100_000;

export class PlatformSimulator {
  readonly events: EventFeed;
  /** Heartbeats, the newest last. */
  readonly heartbeats: Json[] = [];
  readonly commandResults = new Map<string, Json[]>();
  readonly met: Met[] = [];
  /** What was sent for command.live and command.clip, by the last part of its address. */
  readonly films = new Map<string, ReceivedFilm>();
  /** Then the line of a film is cut. */
  cutFilmsAfterBytes = Infinity;
  readonly #schemas = new Schemas();
  readonly #faults = new FaultBoard();
  readonly #ledger: Ledger;
  readonly #options: PlatformSimulatorOptions;
  readonly #now: () => Date;
  readonly #server: HttpServer;

  constructor(options: PlatformSimulatorOptions = {}) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#server = new HttpServer(options, (request, response) => void this.#handle(request, response));
    this.#ledger = new Ledger({
      schemas: this.#schemas,
      codes: options.codes ?? ['TEST-CODE'],
      now: this.#now,
      ...(options.folder === undefined ? {} : { folder: options.folder }),
      ...(options.keepPictures === undefined ? {} : { keepPictures: options.keepPictures }),
    });
    this.events = new EventFeed(this.#now, options.keepAliveMs ?? 15_000);
  }

  /** Listens; a second start after {@link stop} or {@link refuseConnections} takes the same port and keeps all it holds. */
  start(): Promise<void> {
    return this.#server.start();
  }

  /** Closes the port and every socket; what it holds stays. */
  stop(): Promise<void> {
    return this.#server.stop();
  }

  /** From now on connections are refused, until {@link start}. */
  refuseConnections(): Promise<void> {
    return this.stop();
  }

  get port(): number {
    return this.#server.port;
  }

  /** What belongs into the configuration's platform.url. */
  get url(): string {
    return `${this.#server.origin}/api`;
  }

  /** Misbehaves until the returned function is called; see faults.ts for the kinds. */
  fail(fault: Fault, scope: FaultScope = {}): () => void {
    return this.#faults.set(fault, scope);
  }

  /** Ends every fault and listens again. */
  async heal(): Promise<void> {
    this.#faults.clear();
    await this.start();
  }

  /** No token is good any more. */
  revokeTokens(): void {
    this.#ledger.revoke();
  }

  /** Forgets a picture, as a platform after a disk loss would. */
  forgetBlob(sha256: string): void {
    this.#ledger.blobs.delete(sha256);
  }

  /** Where a command may want its film. */
  filmUrl(name: string): string {
    return `${this.url}/films/${name}?key=1`;
  }

  pushEvent(event: PlatformEvent): string {
    return this.events.push(event);
  }

  stations(): readonly Station[] {
    return [...this.#ledger.stations.values()];
  }

  /** In order of arrival. */
  documents(): readonly HeldDocument[] {
    return [...this.#ledger.documents.values()];
  }

  document(id: string): HeldDocument | undefined {
    return this.#ledger.documents.get(id);
  }

  /** Pictures by hash. */
  blobs(): ReadonlyMap<string, Buffer> {
    return this.#ledger.blobs;
  }

  /** Judges everything it holds once more, from the stored bytes. */
  async verifyAll(): Promise<Verdict> {
    const documents = this.documents();
    const faults: string[] = [];
    for (const held of documents) {
      const station = this.#ledger.stations.get(held.stationId);
      const document = parse(held.bytes);
      const fault =
        station === undefined || document === null
          ? 'unknown station or unreadable bytes'
          : await this.#ledger.fault(station, held.path, held.id, document);
      if (fault !== null) faults.push(`${held.sequence} ${held.id}: ${fault}`);
    }
    const missing = new Set(documents.flatMap((held) => this.#ledger.missingBlobs(held)));
    const chains = this.stations().map((station) => this.#ledger.documentsOf(station.stationId));
    return {
      documents: documents.length,
      faults: [...faults, ...chains.flatMap(chainFaults)],
      gaps: chains.flatMap(gaps),
      missingBlobs: [...missing],
    };
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => response.destroy());
    try {
      const early = filmOf(request);
      if (early !== null) return await this.#film(early, request, response);
      const bytes = await bodyOf(request, this.#options.maxBytes ?? 64 * 1024 * 1024);
      const url = new URL(request.url ?? '/', 'http://simulator');
      const route = routeOf(url.pathname);
      const fault = route === null ? null : this.#faults.meet(route.subject, route.id);
      const note = (result: Met['result']): void => this.#note(request, route, result);
      if (fault !== null && (await misbehave(fault, request, response))) return note(fault.kind);
      if (route?.subject === 'events' && this.#station(request) !== null) {
        note(200);
        return this.events.answer(request, response, url.searchParams);
      }
      const reply =
        bytes === null
          ? problem(413, 'too large', 'the body is too large')
          : await this.#reply(request, route, url, bytes);
      note(fault?.kind ?? reply.status);
      if (fault?.kind === 'reset-after-commit') return void request.socket.resetAndDestroy();
      if (fault?.kind === 'half-reply') return halfReply(response, reply);
      send(response, reply, request.method === 'HEAD');
    } catch (error) {
      // A client that went away in the middle is none of our faults; anything else must be seen.
      if (request.complete) process.stderr.write(`platform simulator: ${(error as Error).stack ?? String(error)}\n`);
      response.destroy();
    }
  }

  /** A film is taken as it comes: when its first byte came, and how it ended, belong to it. */
  async #film(name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const note = (result: Met['result']): void =>
      this.#note(request, { subject: 'films', id: name, path: 'films' }, result);
    const fault = this.#faults.meet('films', name);
    if (fault !== null && (await misbehave(fault, request, response))) return note(fault.kind);
    if (this.#station(request) === null) {
      note(401);
      return send(response, problem(401, 'unauthorised', 'no token, or one that is not good'), false);
    }
    const pieces: Buffer[] = [];
    const film: { -readonly [K in keyof ReceivedFilm]: ReceivedFilm[K] } = {
      firstByteAtMs: null,
      endedAtMs: null,
      whole: false,
      chunked: request.headers['transfer-encoding'] === 'chunked',
      contentType: request.headers['content-type'] ?? '',
      bytes: () => Buffer.concat(pieces),
    };
    this.films.set(name, film);
    try {
      for await (const piece of request as AsyncIterable<Buffer>) {
        film.firstByteAtMs ??= performance.now();
        pieces.push(piece);
        if (pieces.reduce((sum, { length }) => sum + length, 0) > this.cutFilmsAfterBytes) {
          request.socket.resetAndDestroy();
          return;
        }
      }
      film.whole = true;
      send(response, { status: 201 }, false);
    } finally {
      film.endedAtMs = performance.now();
      note(film.whole ? 201 : 'reset-before');
    }
  }

  async #reply(request: IncomingMessage, route: Route | null, url: URL, bytes: Buffer): Promise<Reply> {
    if (route === null) return problem(404, 'not found', url.pathname);
    const { subject, id, path } = route;
    const call = `${request.method ?? ''} ${subject}`;
    if (call === 'POST enrolments') return this.#ledger.enrol(parse(bytes) ?? {});
    const station = this.#station(request);
    if (station === null) return problem(401, 'unauthorised', 'no token, or one that is not good');
    switch (call) {
      case 'PUT documents':
        return this.#ledger.putDocument(station, path, id, bytes);
      case 'PUT blobs':
        return this.#ledger.putBlob(id, bytes);
      case 'HEAD blobs':
        return { status: this.#ledger.blobs.has(id) ? 200 : 404 };
      case 'GET chain': {
        const limit = Number(url.searchParams.get('limit') ?? '1000');
        return this.#ledger.chain(station, Number(url.searchParams.get('from') ?? '1'), Math.min(1000, limit));
      }
      case 'POST heartbeat':
        return this.#heartbeat(parse(bytes));
      case 'PUT commands':
        return this.#commandResult(id, parse(bytes));
      default:
        return problem(405, 'method not allowed', call);
    }
  }

  #heartbeat(body: Json | null): Reply {
    const fault = this.#schemas.fault('Heartbeat', body);
    if (body === null || fault !== null) return problem(422, 'heartbeat refused', fault ?? 'not JSON');
    this.heartbeats.push(body);
    return { status: 200, body: { now: this.#now().toISOString() } };
  }

  /** started, then done or failed; or refused: it only moves forward. */
  #commandResult(id: string, body: Json | null): Reply {
    const order = ['started', 'done', 'failed', 'refused'];
    const rank = (status: unknown): number => (status === 'started' ? 0 : 1);
    if (body === null || !order.includes(String(body['status']))) return problem(422, 'refused', '/status');
    const results = this.commandResults.get(id) ?? [];
    const last = results.at(-1);
    if (last !== undefined && last['status'] !== body['status'] && rank(body['status']) <= rank(last['status']))
      return problem(409, 'conflict', 'a result may only move forward');
    this.commandResults.set(id, [...results, body]);
    return { status: 200 };
  }

  #station(request: IncomingMessage): Station | null {
    const token = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    const stationId = token === undefined ? undefined : this.#ledger.tokens.get(token);
    return (stationId === undefined ? undefined : this.#ledger.stations.get(stationId)) ?? null;
  }

  #note(request: IncomingMessage, route: Route | null, result: Met['result']): void {
    if (this.met.length >= MET_MAX) this.met.shift();
    const method = request.method ?? '';
    this.met.push({
      atMs: this.#now().getTime(),
      method,
      subject: route?.subject ?? 'unknown',
      id: route?.id ?? '',
      result,
    });
  }
}

/** `PUT /api/films/<name>`: where commands want their film; null for anything else. */
function filmOf({ method, url }: IncomingMessage): string | null {
  return method === 'PUT' ? (/^\/api\/films\/([\w-]+)(\?|$)/.exec(url ?? '')?.[1] ?? null) : null;
}

function routeOf(pathname: string): Route | null {
  const [path = '', id = '', more] = /^\/api\/v1\/(.+)$/.exec(pathname)?.[1]?.split('/') ?? [];
  if (Object.hasOwn(DOCUMENT_SCHEMAS, path) && UUID.test(id)) return { subject: 'documents', path, id };
  if (path === 'blobs' && /^[0-9a-f]{64}$/.test(id)) return { subject: 'blobs', path, id };
  if (path === 'commands' && more === 'result') return { subject: 'commands', path, id };
  if (id === '' && (path === 'enrolments' || path === 'heartbeat' || path === 'chain' || path === 'events'))
    return { subject: path, path, id };
  return null;
}
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The whole body; null when it is larger than `max` (read to its end all the same, so that the answer can be read). */
async function bodyOf(request: IncomingMessage, max: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength;
    if (size <= max) chunks.push(chunk);
  }
  return size <= max ? Buffer.concat(chunks) : null;
}

function textOf(reply: Reply): { text: string; type: string } {
  const type = reply.status >= 400 ? 'application/problem+json' : 'application/json';
  return { text: reply.body === undefined ? '' : JSON.stringify(reply.body), type };
}

function send(response: ServerResponse, reply: Reply, head: boolean): void {
  const { text, type } = textOf(reply);
  const headers = text === '' ? {} : { 'content-type': type };
  response.writeHead(reply.status, { ...headers, 'content-length': head ? 0 : Buffer.byteLength(text) });
  response.end(head ? undefined : text);
}

/** Promises the whole body, sends half of it (at least the head of it, where there is none) and cuts. */
function halfReply(response: ServerResponse, reply: Reply): void {
  const { text, type } = textOf(reply);
  const whole = Buffer.from(text === '' ? '{"stored":true}' : text);
  response.writeHead(reply.status, { 'content-type': type, 'content-length': whole.byteLength });
  response.write(whole.subarray(0, whole.byteLength >> 1), () => response.destroy());
}
