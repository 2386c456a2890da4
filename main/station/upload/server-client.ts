/**
 * The one door to undici 7 for servers on the net: explicit time-outs, bounded answers, certificates always checked,
 * redirects never followed, plain http only to loopback. It knows HTTP and nothing of documents.
 * The library is loaded with the first request, not with the station.
 */
import { readFileSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Pool } from 'undici';
import type { ConfigReason } from '../../../preload/contract/config-reasons.ts';
import { CodedError } from '../../../preload/contract/errors.ts';

export interface ServerClientOptions {
  /** Base address; its path is put before every request's path. */
  readonly url: string;
  /** PEM file of the certificate authority to trust instead of the public ones; null = the public ones. */
  readonly caFile?: string | null;
  /** Sockets at once. */
  readonly connections: number;
  readonly userAgent: string;
  readonly connectTimeoutMs?: number;
  /** From the last sent byte to the answer's headers, besides what sending itself may take (see SLOWEST_LINE). */
  readonly headersTimeoutMs?: number;
  /** Silence within the answer's body. */
  readonly bodyTimeoutMs?: number;
  readonly maxAnswerBytes?: number;
}

export interface ServerRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  /** Starts with a slash; already encoded. */
  readonly path: string;
  readonly token?: string | null;
  readonly contentType?: string;
  /** Besides our own; lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | { readonly file: string };
}

/** `no-answer`: nothing usable came back, whether or not the request arrived. `unreadable`: the local file, not the line. */
export type ServerAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: Buffer;
    }
  | { readonly kind: 'no-answer'; readonly reason: 'unreachable' | 'timeout' | 'too-large'; readonly detail: string }
  | { readonly kind: 'unreadable'; readonly detail: string };

export interface Upload {
  /** As the other side named it, base path included; already encoded. */
  readonly path: string;
  readonly token: string | null;
  readonly contentType: string;
  /** Of no known length: sent in chunks as it comes. */
  readonly body: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}

export interface Listening {
  readonly path: string;
  readonly token: string | null;
  readonly accept: string;
  readonly headers: Readonly<Record<string, string>>;
  /** So long without a byte: the stream is given up. */
  readonly silenceMs: number;
  readonly signal: AbortSignal;
  /** It is one: what follows are its bytes. */
  onOpen(): void;
  onBytes(bytes: Uint8Array): void;
}

/** Bytes a second of the slowest line we still wait for (128 kbit/s): the time-out grows with what is sent. */
const SLOWEST_LINE = 16_000;
/** Pictures up to this size are read at once; larger ones are streamed, so that memory stays flat. */
const STREAM_FROM_BYTES = 1_048_576;
const TIMEOUTS: ReadonlySet<string> = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);

export class ServerClient {
  readonly #open: () => Promise<Pool>;
  #pool: Promise<Pool> | null = null;
  /** For what has no end that could be waited for; apart, so that it takes no socket of what has. */
  readonly #openStreams: () => Promise<Pool>;
  #streams: Promise<Pool> | null = null;
  readonly #prefix: string;
  readonly #userAgent: string;
  readonly #headersTimeoutMs: number;
  readonly #bodyTimeoutMs: number;
  readonly #maxAnswerBytes: number;

  /** @throws CodedError config.invalid when the address is neither https nor loopback, or the CA file cannot be read */
  constructor(options: ServerClientOptions) {
    const url = new URL(options.url);
    const caFile = options.caFile ?? null;
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
      throw new CodedError('config.invalid', { path: 'platform.url', reason: 'https-only' satisfies ConfigReason });
    this.#prefix = url.pathname.replace(/\/+$/, '');
    this.#userAgent = options.userAgent;
    this.#headersTimeoutMs = options.headersTimeoutMs ?? 15_000;
    this.#bodyTimeoutMs = options.bodyTimeoutMs ?? 15_000;
    this.#maxAnswerBytes = options.maxAnswerBytes ?? 1_048_576;
    const ca = caFile === null ? {} : { ca: readCa(caFile) };
    const open = async (connections: number, maxResponseSize: number): Promise<Pool> => {
      const { Pool } = await import('undici');
      return new Pool(url.origin, {
        connections,
        pipelining: 1,
        headersTimeout: this.#headersTimeoutMs,
        bodyTimeout: this.#bodyTimeoutMs,
        maxResponseSize,
        // Said aloud so that NODE_TLS_REJECT_UNAUTHORIZED in the environment cannot switch the check off.
        connect: { timeout: options.connectTimeoutMs ?? 10_000, rejectUnauthorized: true, ...ca },
      });
    };
    this.#open = () => open(options.connections, this.#maxAnswerBytes);
    this.#openStreams = () => open(MOST_STREAMS, -1);
  }

  /** One request, one answer; never throws for anything the line, the server or the local file did. */
  async send(request: ServerRequest): Promise<ServerAnswer> {
    const { body } = request;
    if (body === undefined || body instanceof Uint8Array)
      return this.#exchange(request, body ?? null, body?.byteLength ?? 0);
    let handle: FileHandle;
    try {
      handle = await open(body.file, 'r');
    } catch (error) {
      return { kind: 'unreadable', detail: codeOf(error) };
    }
    // Of a file that was only read nothing is lost when closing it fails.
    const close = (): Promise<void> => handle.close().catch(() => undefined);
    let closed: Promise<void> | null = null;
    try {
      const { size } = await handle.stat();
      if (size > STREAM_FROM_BYTES)
        return await this.#exchange(request, handle.createReadStream({ autoClose: false }), size);
      const content = await handle.readFile();
      // While it is being sent, not after the answer: nobody waits for it.
      closed = close();
      return await this.#exchange(request, content, content.byteLength);
    } catch (error) {
      return { kind: 'unreadable', detail: codeOf(error) };
    } finally {
      await (closed ?? close());
    }
  }

  /** A PUT whose body comes as it is made; never throws for anything the line, the server or the body did. */
  async upload({ body, contentType, path, signal, token }: Upload): Promise<ServerAnswer> {
    try {
      const streams = await (this.#streams ??= this.#openStreams());
      const answer = await streams.request({
        method: 'PUT',
        path,
        headers: { ...this.#headers(token), accept: 'application/json', 'content-type': contentType },
        body: Readable.from(body, { objectMode: true, highWaterMark: 1 }),
        headersTimeout: this.#headersTimeoutMs,
        signal,
      });
      const content = await bounded(answer.body, this.#maxAnswerBytes);
      if (content === null) return { kind: 'no-answer', reason: 'too-large', detail: '' };
      return { kind: 'answer', status: answer.statusCode, headers: flat(answer.headers), body: content };
    } catch (error) {
      return noAnswer(error, signal.aborted);
    }
  }

  /**
   * Listens to an answer without an end until it ends, falls silent or is called off. Never throws for anything the line or
   * the server did; what `onBytes` throws is a defect and goes through.
   */
  async listen({ accept, headers, onBytes, onOpen, path, signal, silenceMs, token }: Listening): Promise<ServerAnswer> {
    try {
      const streams = await (this.#streams ??= this.#openStreams());
      const answer = await streams.request({
        method: 'GET',
        path: this.#prefix + path,
        headers: { ...this.#headers(token), ...headers, accept },
        headersTimeout: this.#headersTimeoutMs,
        bodyTimeout: silenceMs,
        signal,
      });
      const flattened = flat(answer.headers);
      const isOne = answer.statusCode === 200 && (flattened['content-type'] ?? '').startsWith(accept);
      if (!isOne) {
        const content = await bounded(answer.body, this.#maxAnswerBytes);
        return { kind: 'answer', status: answer.statusCode, headers: flattened, body: content ?? Buffer.alloc(0) };
      }
      onOpen();
      for await (const bytes of answer.body as AsyncIterable<Uint8Array>) onBytes(bytes);
      return { kind: 'answer', status: 200, headers: flattened, body: Buffer.alloc(0) };
    } catch (error) {
      return noAnswer(error, signal.aborted);
    }
  }

  /** Ends what is under way and closes every socket. */
  async stop(): Promise<void> {
    await Promise.all([(await this.#pool)?.destroy(), (await this.#streams)?.destroy()]);
  }

  #headers(token: string | null): Record<string, string> {
    const authorization = token === null ? {} : { authorization: `Bearer ${token}` };
    return { 'user-agent': this.#userAgent, 'accept-encoding': 'identity', ...authorization };
  }

  async #exchange(
    request: ServerRequest,
    body: Buffer | Uint8Array | ReturnType<FileHandle['createReadStream']> | null,
    bytes: number,
  ): Promise<ServerAnswer> {
    const headersTimeout = this.#headersTimeoutMs + Math.ceil((bytes / SLOWEST_LINE) * 1000);
    // A server that drips one byte at a time never goes silent: the whole exchange has an end, too.
    const deadline = AbortSignal.timeout(headersTimeout + 2 * this.#bodyTimeoutMs);
    try {
      const pool = await (this.#pool ??= this.#open());
      const answer = await pool.request({
        method: request.method,
        path: this.#prefix + request.path,
        headers: {
          ...request.headers,
          'user-agent': this.#userAgent,
          accept: 'application/json, application/problem+json',
          'accept-encoding': 'identity',
          ...((request.token ?? null) === null ? {} : { authorization: `Bearer ${request.token}` }),
          ...(body === null ? {} : { 'content-type': request.contentType ?? 'application/octet-stream' }),
          ...(body === null ? {} : { 'content-length': String(bytes) }),
        },
        body,
        headersTimeout,
        signal: deadline,
      });
      const content = Buffer.from(await answer.body.arrayBuffer());
      return { kind: 'answer', status: answer.statusCode, headers: flat(answer.headers), body: content };
    } catch (error) {
      const code = codeOf(error);
      if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE') return { kind: 'no-answer', reason: 'too-large', detail: code };
      const timedOut = TIMEOUTS.has(code) || deadline.aborted;
      return { kind: 'no-answer', reason: timedOut ? 'timeout' : 'unreachable', detail: code };
    }
  }
}

/** The events, and two films. */
const MOST_STREAMS = 4;

function noAnswer(error: unknown, calledOff: boolean): ServerAnswer {
  const code = codeOf(error);
  return {
    kind: 'no-answer',
    reason: TIMEOUTS.has(code) ? 'timeout' : 'unreachable',
    detail: calledOff ? 'called off' : code,
  };
}

/** null when there is more of it. */
async function bounded(body: AsyncIterable<Uint8Array>, most: number): Promise<Buffer | null> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.length;
    if (bytes > most) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}

/** 127.0.0.0/8, ::1 and localhost. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function readCa(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason: ConfigReason = 'file-unreadable';
    throw new CodedError('config.invalid', { path: 'platform.caFile', reason }, { cause: error });
  }
}

/** The innermost code: Happy Eyeballs wraps the errors of all addresses in one AggregateError without a message. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  return code ?? (error.message || error.name);
}

function flat(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) result[name] = Array.isArray(value) ? (value[0] ?? '') : value;
  }
  return result;
}
