/**
 * Fetches one picture over HTTP: the only door to undici for cameras. Digest by digest.ts; limits in bytes and time;
 * redirects are never followed; every connection is closed after its answer.
 * The library is loaded with the first picture, not with the station.
 */
import type { Agent, Dispatcher } from 'undici';
import type { Clock, EpochMs } from '../../preload/contract/vocabulary.ts';
import { CameraError, toCameraError } from './camera-error.ts';
import { digestAuthorization, parseChallenges, type DigestChallenge } from './digest.ts';

export interface Snapshot {
  readonly body: Buffer;
  /** Our clock when the camera began to answer. */
  readonly answeredAt: EpochMs;
  readonly date: string | null;
  readonly lastModified: string | null;
}

export interface SnapshotClientOptions {
  readonly username: string | null;
  readonly password: string;
  readonly clock: Clock;
  /** Random text for digest answers. */
  readonly cnonce: () => string;
  readonly maxBytes: number;
}

/** A 401 page that is longer is cut off; its text is of no use. */
const MAX_REFUSAL_BYTES = 64 * 1024;
/** First request, answer to its challenge, answer to a nonce that went stale in between. */
const MAX_ROUNDS = 3;

type Answer = Dispatcher.ResponseData;

export class SnapshotClient {
  readonly #options: SnapshotClientOptions;
  #agent: Promise<Agent> | null = null;
  /** The newest challenge, reused with a counted nonce so that most pictures cost one request. */
  #challenge: { readonly digest: DigestChallenge; uses: number } | null = null;

  constructor(options: SnapshotClientOptions) {
    this.#options = options;
  }

  /**
   * One picture as the camera sends it, unchecked.
   * @param url an address on the camera's configured host (host-policy.ts)
   * @param signal ends it at once and closes the connection
   * @throws CameraError
   */
  async fetch(url: URL, signal: AbortSignal): Promise<Snapshot> {
    try {
      return await this.#fetch(url, signal);
    } catch (error) {
      throw toCameraError(error);
    }
  }

  /** Closes every connection, also those in use. */
  async close(): Promise<void> {
    await (await this.#agent)?.destroy();
  }

  async #fetch(url: URL, signal: AbortSignal): Promise<Snapshot> {
    let authorization = this.#answerTo(url);
    // A remembered nonce may have expired without a word of `stale`; a fresh challenge was answered as it stands.
    let answeredFresh = false;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const { request } = await import('undici');
      const answer = await request(url, {
        dispatcher: await (this.#agent ??= openAgent()),
        method: 'GET',
        headers: { accept: 'image/jpeg', ...(authorization === null ? {} : { authorization }) },
        signal,
      });
      const answeredAt = this.#options.clock.wall();
      if (answer.statusCode !== 401) return await this.#read(answer, answeredAt);
      await answer.body.dump({ limit: MAX_REFUSAL_BYTES, signal });
      const { digest, basic } = parseChallenges(valuesOf(answer, 'www-authenticate'));
      if (this.#options.username === null) throw unauthorised('asks for a password, none is configured');
      if (digest !== null) {
        if (answeredFresh && !digest.stale) throw unauthorised('user name or password refused');
        this.#challenge = { digest, uses: 0 };
        authorization = this.#answerTo(url);
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

  #answerTo(url: URL): string | null {
    const { username, password, cnonce } = this.#options;
    if (this.#challenge === null || username === null) return null;
    this.#challenge.uses += 1;
    return digestAuthorization({
      challenge: this.#challenge.digest,
      username,
      password,
      method: 'GET',
      uri: url.pathname + url.search,
      nonceCount: this.#challenge.uses,
      cnonce: cnonce(),
    });
  }

  async #read(answer: Answer, answeredAt: EpochMs): Promise<Snapshot> {
    const { statusCode, body, headers } = answer;
    try {
      if (statusCode === 403) throw unauthorised('HTTP 403');
      if (statusCode !== 200) {
        const location = valuesOf(answer, 'location')[0];
        const where = location === undefined ? '' : ` to ${JSON.stringify(location.slice(0, 200))}, not followed`;
        throw new CameraError('camera.http-status', `HTTP ${statusCode}${where}`);
      }
      const { maxBytes } = this.#options;
      if (Number(headers['content-length'] ?? 0) > maxBytes) throw tooLarge(maxBytes);
      const chunks: Buffer[] = [];
      let length = 0;
      for await (const chunk of body as AsyncIterable<Buffer>) {
        length += chunk.length;
        if (length > maxBytes) throw tooLarge(maxBytes);
        chunks.push(chunk);
      }
      return {
        body: Buffer.concat(chunks, length),
        answeredAt,
        date: valuesOf(answer, 'date')[0] ?? null,
        lastModified: valuesOf(answer, 'last-modified')[0] ?? null,
      };
    } finally {
      // Ends the connection where the body was not read to its end; nothing where it was.
      body.on('error', () => undefined).destroy();
    }
  }
}

async function openAgent(): Promise<Agent> {
  const { Agent } = await import('undici');
  return new Agent({
    // No keep-alive: pictures are minutes apart, and cameras drop idle connections without a word.
    pipelining: 0,
    connect: {
      timeout: 10_000,
      // Cameras carry certificates they signed themselves. See README.md, decisions.
      rejectUnauthorized: false,
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
