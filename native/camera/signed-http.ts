/**
 * HTTP with one camera: the only door to undici here. Digest by digest.ts; limits in bytes; redirects are never followed;
 * every connection is closed after its answer; with a pinned certificate nothing is sent to another one.
 * The library is loaded with the first request, not with the station.
 */
import type { Agent, Dispatcher } from 'undici';
import type { Clock, EpochMs } from '../../preload/contract/vocabulary.ts';
import { CameraError, toCameraError } from './camera-error.ts';
import { certificateFault, type CertificatePin } from './certificate-pin.ts';
import { digestAuthorization, parseChallenges, type DigestChallenge } from './digest.ts';

export interface SignedHttpOptions {
  readonly username: string | null;
  readonly password: string;
  /** Of https; null: any certificate is taken, as cameras sign their own. */
  readonly certificate: CertificatePin | null;
  readonly clock: Clock;
  /** Random text for digest answers. */
  readonly cnonce: () => string;
}

export interface SignedRequest {
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface SignedAnswer {
  /** Never 401: that is an error here. */
  readonly status: number;
  /** Our clock when the camera began to answer. */
  readonly answeredAt: EpochMs;
  /** The first value of a header; null where it is missing. */
  header(name: string): string | null;
  /** The whole body. @throws CameraError camera.too-large, and what breaks the line */
  read(maxBytes: number): Promise<Buffer>;
  /** Ends it unread. */
  discard(): void;
}

/** A 401 page that is longer is cut off; its text is of no use. */
const MAX_REFUSAL_BYTES = 64 * 1024;
/** First request, answer to its challenge, answer to a nonce that went stale in between. */
const MAX_ROUNDS = 3;

type Answer = Dispatcher.ResponseData;

export class SignedHttp {
  readonly #options: SignedHttpOptions;
  #agent: Promise<Agent> | null = null;
  /** The newest challenge, reused with a counted nonce so that most requests are made once. */
  #challenge: { readonly digest: DigestChallenge; uses: number } | null = null;

  constructor(options: SignedHttpOptions) {
    this.#options = options;
  }

  /**
   * @param url an address on the camera's configured host (host-policy.ts)
   * @param signal ends it at once and closes the connection
   * @throws CameraError
   */
  async request(url: URL, request: SignedRequest, signal: AbortSignal): Promise<SignedAnswer> {
    try {
      return await this.#request(url, request, signal);
    } catch (error) {
      throw toCameraError(error);
    }
  }

  /** Closes every connection, also those in use. */
  async close(): Promise<void> {
    await (await this.#agent)?.destroy();
  }

  async #request(url: URL, asked: SignedRequest, signal: AbortSignal): Promise<SignedAnswer> {
    const { method, body } = asked;
    let authorization = this.#answerTo(method, url);
    // A remembered nonce may have expired without a word of `stale`; a fresh challenge was answered as it stands.
    let answeredFresh = false;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const { request } = await import('undici');
      const answer = await request(url, {
        dispatcher: await (this.#agent ??= openAgent(this.#options.certificate)),
        method,
        headers: { ...asked.headers, ...(authorization === null ? {} : { authorization }) },
        ...(body === undefined ? {} : { body }),
        signal,
      });
      const answeredAt = this.#options.clock.wall();
      if (answer.statusCode !== 401) return answerOf(answer, answeredAt);
      await answer.body.dump({ limit: MAX_REFUSAL_BYTES, signal });
      const { digest, basic } = parseChallenges(valuesOf(answer, 'www-authenticate'));
      if (this.#options.username === null) throw unauthorised('asks for a password, none is configured');
      if (digest !== null) {
        if (answeredFresh && !digest.stale) throw unauthorised('user name or password refused');
        this.#challenge = { digest, uses: 0 };
        authorization = this.#answerTo(method, url);
        answeredFresh = true;
      } else {
        if (!basic) throw unauthorised('asks for a kind of sign-in that is not known');
        // Basic hands over the password itself. Over plain http anyone on the wire could read it.
        if (url.protocol !== 'https:') throw unauthorised('offers only Basic over plain http: not sent');
        if (answeredFresh) throw unauthorised('user name or password refused');
        authorization = `Basic ${Buffer.from(`${this.#options.username}:${this.#options.password}`).toString('base64')}`;
        answeredFresh = true;
      }
    }
    throw unauthorised('every nonce was called stale');
  }

  #answerTo(method: string, url: URL): string | null {
    const { username, password, cnonce } = this.#options;
    if (this.#challenge === null || username === null) return null;
    this.#challenge.uses += 1;
    return digestAuthorization({
      challenge: this.#challenge.digest,
      username,
      password,
      method,
      uri: url.pathname + url.search,
      nonceCount: this.#challenge.uses,
      cnonce: cnonce(),
    });
  }
}

function answerOf(answer: Answer, answeredAt: EpochMs): SignedAnswer {
  const { body, headers, statusCode } = answer;
  // Ends the connection where the body was not read to its end; nothing where it was.
  const discard = (): void => void body.on('error', () => undefined).destroy();
  return {
    status: statusCode,
    answeredAt,
    header: (name) => valuesOf(answer, name)[0] ?? null,
    discard,
    read: async (maxBytes) => {
      try {
        if (Number(headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
        const chunks: Buffer[] = [];
        let length = 0;
        for await (const chunk of body as AsyncIterable<Buffer>) {
          length += chunk.length;
          if (length > maxBytes) throw tooLarge(maxBytes);
          chunks.push(chunk);
        }
        return Buffer.concat(chunks, length);
      } catch (error) {
        throw toCameraError(error);
      } finally {
        discard();
      }
    },
  };
}

async function openAgent(certificate: CertificatePin | null): Promise<Agent> {
  const { Agent, buildConnector } = await import('undici');
  // Cameras carry certificates they signed themselves (README.md, decisions). A resumed session would show none to compare.
  const connect = buildConnector({ timeout: 10_000, rejectUnauthorized: false, maxCachedSessions: 0 });
  return new Agent({
    // No keep-alive: requests are far apart, and cameras drop idle connections without a word.
    pipelining: 0,
    // The connector answers when the handshake is done, and before a byte of the request is written.
    connect: (options, callback) => {
      connect(options, (error, socket) => {
        if (error !== null) {
          callback(error, null);
          return;
        }
        const fault = certificateFault(socket, certificate);
        if (fault === null) {
          callback(null, socket);
          return;
        }
        socket.destroy();
        callback(fault, null);
      });
    },
  });
}

function valuesOf(answer: Answer, name: string): string[] {
  const value = answer.headers[name];
  return value === undefined ? [] : [value].flat();
}

function unauthorised(detail: string): CameraError {
  return new CameraError('camera.unauthorised', detail);
}

function tooLarge(maxBytes: number): CameraError {
  return new CameraError('camera.too-large', `more than ${maxBytes} bytes`);
}
