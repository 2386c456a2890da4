/**
 * HTTP Digest access authentication, the server's half (RFC 7616, qop=auth): a camera that posts proves that it knows the password
 * without sending it. A nonce is ours, of the last minute, and each of its counts is good once: what was heard on the wire
 * cannot be sent again. The old form without qop (RFC 2069) is refused: its answers could be.
 */
import type { Clock } from '../../../preload/contract/vocabulary.ts';
import { digestResponse, parseOffers, type DigestAlgorithm } from '../digest.ts';
import { sameSecret } from './same-secret.ts';

export interface DigestCheckOptions {
  readonly user: string;
  readonly password: string;
  /** Offered in this order; a camera that reads only the first offer needs its own to stand first. */
  readonly algorithms: readonly DigestAlgorithm[];
  readonly clock: Pick<Clock, 'monotonic'>;
  /** Random text, never the same twice. */
  readonly newNonce: () => string;
}

export interface SignedRequest {
  readonly method: string;
  /** Path and query exactly as in the request line. */
  readonly url: string;
  readonly authorization: string;
}

/** `stale`: the password is right, the nonce is not one of ours any more, or its count was used. */
export type DigestVerdict = 'right' | 'wrong' | 'stale';

const REALM = 'weighbridge';
const NONCE_LIFE_MS = 60_000;
/** A camera needs one. */
const MOST_NONCES = 64;

export class DigestCheck {
  readonly #options: DigestCheckOptions;
  /** Nonce → when it was given, and the highest count that was used with it. */
  readonly #nonces = new Map<string, { readonly at: number; count: number }>();

  constructor(options: DigestCheckOptions) {
    this.#options = options;
  }

  /** The values of WWW-Authenticate, with a fresh nonce. */
  challenges(stale: boolean): string[] {
    const { algorithms, clock, newNonce } = this.#options;
    const nonce = newNonce();
    this.#nonces.set(nonce, { at: clock.monotonic(), count: 0 });
    const [oldest] = this.#nonces.keys();
    if (this.#nonces.size > MOST_NONCES && oldest !== undefined) this.#nonces.delete(oldest);
    return algorithms.map(
      (name) =>
        `Digest realm="${REALM}", qop="auth", algorithm=${name.toUpperCase()}, nonce="${nonce}"${stale ? ', stale=true' : ''}`,
    );
  }

  check({ authorization, method, url }: SignedRequest): DigestVerdict {
    const { algorithms, clock, password, user } = this.#options;
    const [offer, ...more] = parseOffers(authorization);
    if (offer?.scheme !== 'digest' || more.length > 0) return 'wrong';
    const { algorithm: named = 'md5', cnonce = '', nc = '', nonce = '', qop, realm, response = '' } = offer.params;
    const { uri, username = '' } = offer.params;
    const algorithm = algorithms.find((name) => name === named.toLowerCase());
    if (algorithm === undefined || qop !== 'auth' || realm !== REALM || uri !== url) return 'wrong';
    if (cnonce === '' || !/^[0-9a-f]{8}$/i.test(nc)) return 'wrong';
    const wanted = digestResponse({ algorithm, username: user, realm, password, method, uri, nonce, nc, cnonce });
    // Both are always compared: neither answer comes sooner than the other.
    const known = [sameSecret(username, user), sameSecret(response.toLowerCase(), wanted)];
    if (known.includes(false)) return 'wrong';
    const given = this.#nonces.get(nonce);
    const count = Number.parseInt(nc, 16);
    if (given === undefined || clock.monotonic() - given.at >= NONCE_LIFE_MS || count <= given.count) return 'stale';
    given.count = count;
    return 'right';
  }
}
