/** One TCP (or TLS) connection to one camera: requests and their responses, signed; media packets handed on. */
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import type { After } from '../../reconnect.ts';
import { CameraError, toCameraError } from '../camera-error.ts';
import { certificateFault, type CertificatePin } from '../certificate-pin.ts';
import { InterleavedSplitter } from './interleaved-splitter.ts';
import { RtspAuth } from './rtsp-auth.ts';
import { header, writeRequest, type RtspMessage, type RtspResponse } from './rtsp-message.ts';

export interface RtspConnectionOptions {
  readonly url: URL;
  readonly username: string | null;
  readonly password: string;
  readonly certificate: CertificatePin | null;
  readonly cnonce: () => string;
  readonly after: After;
}

export interface RtspConnectionEvents {
  /** @param bytes are overwritten after the call */
  onPacket(channel: number, bytes: Uint8Array): void;
  /** Called once, however it came; nothing is called after it. Not called for `close`. */
  onLost(error: CameraError): void;
}

const CONNECT_LIMIT_MS = 5000;
const ANSWER_LIMIT_MS = 5000;
/** How long a polite goodbye may take. */
const CLOSE_LIMIT_MS = 1000;
const KEEP_ALIVE_MS = 5000;
/** A camera that reads nothing any more: our requests and reports are a few hundred bytes each. */
const MOST_UNSENT = 64 * 1024;
/** First request, answer to its challenge, answer to a nonce that went stale in between. */
const MOST_ROUNDS = 3;
const USER_AGENT = 'weighbridge-office';

interface Waiting {
  readonly resolve: (response: RtspResponse) => void;
  readonly reject: (error: CameraError) => void;
}

export class RtspConnection {
  readonly #options: RtspConnectionOptions;
  readonly #events: RtspConnectionEvents;
  readonly #auth: RtspAuth;
  readonly #splitter: InterleavedSplitter;
  readonly #waiting = new Map<number, Waiting>();
  readonly #counters = { bytes: 0, requests: 0, strayResponses: 0, cameraRequests: 0 };
  #socket: Socket | null = null;
  #ended = false;
  #cseq = 0;

  constructor(options: RtspConnectionOptions, events: RtspConnectionEvents) {
    this.#options = options;
    this.#events = events;
    const { username, password, cnonce, url } = options;
    this.#auth = new RtspAuth({ username, password, cnonce, overTls: url.protocol === 'rtsps:' });
    this.#splitter = new InterleavedSplitter({
      onPacket: (channel, bytes) => {
        if (!this.#ended) this.#events.onPacket(channel, bytes);
      },
      onMessage: (message) => this.#take(message),
    });
  }

  /** Resolves when the wire stands. @throws CameraError; `onLost` has been called, too */
  async open(): Promise<void> {
    const { url } = this.#options;
    // An IPv6 address stands in brackets in an address, and without them everywhere else.
    const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
    const secure = url.protocol === 'rtsps:';
    const port = Number(url.port) || (secure ? 322 : 554);
    await new Promise<void>((resolve, reject) => {
      const opened = (): void => {
        callOff();
        const fault = certificateFault(this.#socket, this.#options.certificate);
        if (fault !== null) {
          this.#lose(fault);
          return;
        }
        this.#waiting.delete(0);
        resolve();
      };
      // Until it stands, whatever ends the connection ends this promise.
      this.#waiting.set(0, { resolve: opened, reject });
      const callOff = this.#options.after(CONNECT_LIMIT_MS, () => this.#lose(timeout('does not take the connection')));
      // Cameras sign their own certificates: one is known by its fingerprint, or not at all (../README.md, decisions).
      const socket = secure
        ? connectSecure({ host, port, rejectUnauthorized: false }, opened)
        : connectPlain({ host, port, noDelay: true }, opened);
      this.#socket = socket;
      // These listeners live as long as the socket, which is never used again.
      socket.setKeepAlive(true, KEEP_ALIVE_MS);
      socket.on('data', (bytes: Uint8Array) => this.#read(bytes));
      socket.on('error', (error) => {
        callOff();
        this.#lose(toCameraError(error));
      });
      socket.on('close', () => {
        callOff();
        this.#lose(new CameraError('camera.disconnected', 'closed by the camera'));
      });
    });
  }

  /** Up to this channel packets are found again after rubbish. */
  set highestChannel(channel: number) {
    this.#splitter.highestChannel = channel;
  }

  /**
   * Asks and waits for the answer, signing in on the way where the camera wants it.
   * @returns an answer with a status of 2xx
   * @throws CameraError; the connection stays as it is
   */
  async request(method: string, uri: string, fields: readonly (readonly [string, string])[]): Promise<RtspResponse> {
    let answered = false;
    for (let round = 0; round < MOST_ROUNDS; round += 1) {
      const authorization = this.#auth.authorization(method, uri);
      const response = await this.#ask(method, uri, [
        ...fields,
        ...(authorization === null ? [] : [['Authorization', authorization] as const]),
      ]);
      if (response.status !== 401) return judged(method, response);
      this.#auth.challenged(response.headers.get('www-authenticate') ?? [], answered);
      // From here on the answer is to a challenge of just now; what was remembered may have gone stale without a word.
      answered = true;
    }
    throw new CameraError('camera.unauthorised', 'every nonce was called stale');
  }

  /** Sends a report beside the stream. */
  sendPacket(channel: number, bytes: Uint8Array): void {
    const frame = new Uint8Array(4 + bytes.length);
    frame.set([0x24, channel, bytes.length >> 8, bytes.length & 0xff]);
    frame.set(bytes, 4);
    this.#write(frame);
  }

  /** Ends the connection at once, without a word to anybody. */
  close(): void {
    this.#end(new CameraError('camera.disconnected', 'closed'));
    this.#socket?.destroy();
  }

  /** Sends a last request whose answer nobody waits for, and resolves when the connection is closed. */
  async closeWith(method: string, uri: string, fields: readonly (readonly [string, string])[]): Promise<void> {
    const socket = this.#socket;
    if (socket === null || this.#ended || socket.connecting) {
      this.close();
      return;
    }
    const authorization = this.#auth.authorization(method, uri);
    const all = authorization === null ? fields : [...fields, ['Authorization', authorization] as const];
    this.#end(new CameraError('camera.disconnected', 'closed'));
    await new Promise<void>((resolve) => {
      const callOff = this.#options.after(CLOSE_LIMIT_MS, () => socket.destroy());
      socket.once('close', () => {
        callOff();
        resolve();
      });
      socket.end(writeRequest(method, uri, this.#numbered(all)));
      socket.resume();
    });
  }

  counters(): Readonly<Record<string, number>> {
    return { ...this.#counters, ...this.#splitter.counters };
  }

  #read(bytes: Uint8Array): void {
    if (this.#ended) return;
    this.#counters.bytes += bytes.length;
    this.#splitter.push(bytes);
    const { broken } = this.#splitter;
    if (broken !== null) this.#lose(new CameraError('camera.video-garbled', `no RTSP: ${broken}`));
  }

  #ask(method: string, uri: string, fields: readonly (readonly [string, string])[]): Promise<RtspResponse> {
    return new Promise((resolve, reject) => {
      if (this.#ended) {
        reject(new CameraError('camera.disconnected', 'the connection is gone'));
        return;
      }
      const request = writeRequest(method, uri, this.#numbered(fields));
      const cseq = this.#cseq;
      const callOff = this.#options.after(ANSWER_LIMIT_MS, () =>
        settle(() => reject(timeout(`no answer to ${method}`))),
      );
      const settle = (how: () => void): void => {
        callOff();
        this.#waiting.delete(cseq);
        how();
      };
      this.#waiting.set(cseq, {
        resolve: (response) => settle(() => resolve(response)),
        reject: (error) => settle(() => reject(error)),
      });
      this.#counters.requests += 1;
      this.#write(request);
    });
  }

  #numbered(fields: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
    this.#cseq += 1;
    return [['CSeq', String(this.#cseq)], ['User-Agent', USER_AGENT], ...fields];
  }

  #take(message: RtspMessage): void {
    if (this.#ended) return;
    if (message.kind === 'request') {
      this.#answer(message);
      return;
    }
    const cseq = Number(header(message.headers, 'cseq') ?? NaN);
    const waiting = cseq === 0 ? undefined : this.#waiting.get(cseq);
    if (waiting === undefined) this.#counters.strayResponses += 1;
    else waiting.resolve(message);
  }

  /** Some cameras ask whether somebody is there. Anything else that they may want (REDIRECT, ANNOUNCE) is not done. */
  #answer(request: Extract<RtspMessage, { kind: 'request' }>): void {
    this.#counters.cameraRequests += 1;
    const alive = ['OPTIONS', 'GET_PARAMETER', 'SET_PARAMETER'].includes(request.method);
    const cseq = /^\d{1,10}$/.exec(header(request.headers, 'cseq') ?? '')?.[0] ?? '0';
    this.#write(`RTSP/1.0 ${alive ? '200 OK' : '501 Not Implemented'}\r\nCSeq: ${cseq}\r\n\r\n`);
  }

  #write(data: Uint8Array | string): void {
    const socket = this.#socket;
    if (socket === null || this.#ended) return;
    if (socket.writableLength > MOST_UNSENT) this.#lose(timeout('the camera does not read'));
    // Whatever goes wrong comes as the event `error` or `close`.
    else socket.write(data);
  }

  #lose(error: CameraError): void {
    if (this.#ended) return;
    this.#end(error);
    this.#socket?.destroy();
    this.#events.onLost(error);
  }

  #end(error: CameraError): void {
    this.#ended = true;
    for (const waiting of [...this.#waiting.values()]) waiting.reject(error);
    this.#waiting.clear();
  }
}

function judged(method: string, response: RtspResponse): RtspResponse {
  const { status, headers } = response;
  if (status >= 200 && status < 300) return response;
  if (status === 403) throw new CameraError('camera.unauthorised', 'RTSP 403');
  if (status === 461)
    throw new CameraError('camera.no-video', 'the camera does not send over this connection (RTSP 461)');
  const location = header(headers, 'location');
  const where = location === null ? '' : ` to ${shown(location)}, not followed`;
  throw new CameraError('camera.http-status', `RTSP ${status} to ${method}${where}`);
}

/** Short, printable, and without the password that some cameras write into their addresses. */
function shown(address: string): string {
  return JSON.stringify(
    address
      .slice(0, 200)
      .replace(/\/\/[^/@\s]*@/, '//')
      .replace(/[^\x21-\x7e]/g, '?'),
  );
}

function timeout(detail: string): CameraError {
  return new CameraError('camera.timeout', detail);
}
