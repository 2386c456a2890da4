/**
 * The camera's half of HTTP Digest (RFC 7616) and Basic. Written from the RFC and apart from native/camera/digest.ts, so
 * that a mistake in one is not repeated in the other.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export type DigestAlgorithm = 'MD5' | 'MD5-sess' | 'SHA-256';

export interface HttpAuthOptions {
  readonly scheme: 'digest' | 'basic' | 'none';
  /** One challenge each, in this order, as cameras with two algorithms send them. */
  readonly algorithms: readonly DigestAlgorithm[];
  /** Without it the old form of RFC 2069 is offered. */
  readonly qop: boolean;
  /** How many requests a nonce is good for; then the answer is stale=true. */
  readonly nonceUses: number;
}

const REALM = 'IP Camera(SIM01)';
const OPAQUE = 'c2ltdWxhdGVk';

/** What is signed of a request, of HTTP or of RTSP. */
export interface SignedRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: { readonly authorization?: string | undefined };
}

export type HttpAuthVerdict = { readonly ok: true } | { readonly ok: false; readonly challenges: readonly string[] };

export class HttpAuth {
  readonly #options: HttpAuthOptions;
  /** Nonce → highest count seen. */
  readonly #nonces = new Map<string, number>();

  constructor(options: HttpAuthOptions) {
    this.#options = options;
  }

  check(request: SignedRequest, username: string, password: string): HttpAuthVerdict {
    const header = request.headers.authorization ?? '';
    switch (this.#options.scheme) {
      case 'none':
        return { ok: true };
      case 'basic': {
        const wanted = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
        return header === wanted ? { ok: true } : { ok: false, challenges: [`Basic realm="${REALM}"`] };
      }
      case 'digest':
        return this.#checkDigest(request, header, username, password);
    }
  }

  #checkDigest(request: SignedRequest, header: string, username: string, password: string): HttpAuthVerdict {
    const refused = (stale: boolean): HttpAuthVerdict => ({ ok: false, challenges: this.#challenges(stale) });
    if (!header.startsWith('Digest ')) return refused(false);
    const given = fields(header.slice('Digest '.length));
    const algorithm = this.#options.algorithms.find((name) => name === (given.algorithm ?? 'MD5'));
    const { nonce = '', nc = '', cnonce = '', qop, uri = '', response = '' } = given;
    if (algorithm === undefined || given.realm !== REALM || given.username !== username) return refused(false);
    if (uri !== request.url || given.opaque !== OPAQUE) return refused(false);
    if (this.#options.qop && (qop !== 'auth' || !/^[0-9a-f]{8}$/.test(nc) || cnonce === '')) return refused(false);
    const h = (text: string): string =>
      createHash(algorithm === 'SHA-256' ? 'sha256' : 'md5')
        .update(text)
        .digest('hex');
    let ha1 = h(`${username}:${REALM}:${password}`);
    if (algorithm === 'MD5-sess') ha1 = h(`${ha1}:${nonce}:${cnonce}`);
    const ha2 = h(`${request.method ?? ''}:${uri}`);
    const wanted = qop === undefined ? h(`${ha1}:${nonce}:${ha2}`) : h(`${ha1}:${nonce}:${nc}:${cnonce}:${qop}:${ha2}`);
    if (wanted.length !== response.length || !timingSafeEqual(Buffer.from(wanted), Buffer.from(response))) {
      return refused(false);
    }
    const before = this.#nonces.get(nonce);
    // The password is right, the nonce is spent or not ours: say so, as RFC 7616 §3.3 asks.
    if (before === undefined) return refused(true);
    const count = qop === undefined ? before + 1 : Number.parseInt(nc, 16);
    if (count <= before || count > this.#options.nonceUses) return refused(true);
    this.#nonces.set(nonce, count);
    return { ok: true };
  }

  #challenges(stale: boolean): string[] {
    return this.#options.algorithms.map((algorithm) => {
      const nonce = randomBytes(18).toString('base64');
      this.#nonces.set(nonce, 0);
      const [oldest] = this.#nonces.keys();
      if (this.#nonces.size > 256 && oldest !== undefined) this.#nonces.delete(oldest);
      const qop = this.#options.qop ? 'qop="auth,auth-int", ' : '';
      // Like many cameras: no algorithm named where it is plain MD5.
      const named = algorithm === 'MD5' ? '' : `algorithm=${algorithm}, `;
      return `Digest ${qop}realm="${REALM}", ${named}nonce="${nonce}", opaque="${OPAQUE}", stale="${stale ? 'TRUE' : 'FALSE'}"`;
    });
  }
}

function fields(text: string): Partial<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [, name = '', quoted, plain] of text.matchAll(/([a-z]+)=(?:"([^"]*)"|([^,\s]+))/gi)) {
    found[name.toLowerCase()] = quoted ?? plain ?? '';
  }
  return found;
}
