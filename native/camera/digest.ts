/**
 * HTTP Digest access authentication, the client's half: RFC 7616 (MD5, MD5-sess, SHA-256, SHA-256-sess, qop=auth) and
 * RFC 2617 / 2069 (no qop). Pure but for the hash. Own code because undici has none, and node-onvif's loses the query
 * of the address, `opaque`, and every challenge that does not start with `Digest realm`.
 * What both halves read and compute stands here, too; the server's is push/digest-check.ts.
 */
import { createHash } from 'node:crypto';

const ALGORITHMS = {
  'sha-256': { hash: 'sha256', session: false, strength: 3 },
  'sha-256-sess': { hash: 'sha256', session: true, strength: 3 },
  md5: { hash: 'md5', session: false, strength: 2 },
  'md5-sess': { hash: 'md5', session: true, strength: 2 },
} as const;
export type DigestAlgorithm = keyof typeof ALGORITHMS;

export interface DigestChallenge {
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | null;
  /** As the server wrote it (it must come back unchanged); null when it named none, which means MD5. */
  readonly algorithmText: string | null;
  readonly algorithm: DigestAlgorithm;
  /** Whether the server offered qop=auth; without it the old form of RFC 2069 is answered. */
  readonly qopAuth: boolean;
  /** The server says: the password was right, only the nonce is old. */
  readonly stale: boolean;
}

export interface DigestAnswerInput {
  readonly challenge: DigestChallenge;
  readonly username: string;
  readonly password: string;
  readonly method: string;
  /** Path and query exactly as in the request line. */
  readonly uri: string;
  /** How many requests, this one included, used this nonce. */
  readonly nonceCount: number;
  /** Random text from the client. */
  readonly cnonce: string;
}

interface Offer {
  readonly scheme: string;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * Reads all WWW-Authenticate values (several headers, or several challenges in one).
 * @returns the strongest digest challenge that can be answered, and whether Basic was offered
 */
export function parseChallenges(headers: readonly string[]): { digest: DigestChallenge | null; basic: boolean } {
  const offers = headers.flatMap(parseOffers);
  const digests = offers
    .filter((offer) => offer.scheme === 'digest')
    .map((offer) => toChallenge(offer.params))
    .filter((challenge) => challenge !== null);
  digests.sort((a, b) => ALGORITHMS[b.algorithm].strength - ALGORITHMS[a.algorithm].strength);
  return { digest: digests[0] ?? null, basic: offers.some((offer) => offer.scheme === 'basic') };
}

function toChallenge(params: Readonly<Record<string, string>>): DigestChallenge | null {
  const { realm, nonce, opaque, qop, stale, algorithm } = params;
  if (realm === undefined || nonce === undefined) return null;
  const name = (algorithm ?? 'md5').toLowerCase();
  if (!isAlgorithm(name)) return null;
  const offered = qop?.split(',').map((part) => part.trim().toLowerCase());
  // Only auth-int offered: the body would have to be hashed too, which no camera was seen to ask for.
  if (offered !== undefined && qop !== '' && !offered.includes('auth')) return null;
  return {
    realm,
    nonce,
    opaque: opaque ?? null,
    algorithmText: algorithm ?? null,
    algorithm: name,
    qopAuth: offered?.includes('auth') ?? false,
    stale: stale?.toLowerCase() === 'true',
  };
}

function isAlgorithm(name: string): name is DigestAlgorithm {
  return Object.hasOwn(ALGORITHMS, name);
}

/** One piece of the header: `name`, `name=token` or `name="quoted"`, with what separates it from the next. */
const PIECE = /([^\s,="]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*)))?/gy;

/** Challenges or credentials. A word without `=` starts a new one; everything until the next such word belongs to it. */
export function parseOffers(header: string): Offer[] {
  const offers: { scheme: string; params: Record<string, string> }[] = [];
  let at = 0;
  while (at < header.length) {
    PIECE.lastIndex = at;
    const piece = PIECE.exec(header);
    if (piece === null) {
      at += 1;
      continue;
    }
    at = PIECE.lastIndex;
    const [, name = '', quoted, token] = piece;
    const value = quoted?.replace(/\\(.)/g, '$1') ?? token;
    const current = offers.at(-1);
    if (value === undefined) offers.push({ scheme: name.toLowerCase(), params: {} });
    // The first of two equal names counts: a later one cannot weaken it.
    else if (current !== undefined) current.params[name.toLowerCase()] ??= value;
  }
  return offers;
}

/** The Authorization header that answers a challenge. */
export function digestAuthorization(input: DigestAnswerInput): string {
  const { challenge, username, password, method, uri, cnonce } = input;
  const { session } = ALGORITHMS[challenge.algorithm];
  const nc = input.nonceCount.toString(16).padStart(8, '0');
  const { algorithm, nonce, realm } = challenge;
  const count = challenge.qopAuth ? nc : null;
  const response = digestResponse({ algorithm, username, realm, password, method, uri, nonce, nc: count, cnonce });
  const parts = [
    `username=${quote(username)}`,
    `realm=${quote(challenge.realm)}`,
    `nonce=${quote(challenge.nonce)}`,
    `uri=${quote(uri)}`,
    `response="${response}"`,
  ];
  if (challenge.algorithmText !== null) parts.push(`algorithm=${challenge.algorithmText}`);
  if (challenge.opaque !== null) parts.push(`opaque=${quote(challenge.opaque)}`);
  // nc, qop and algorithm stand without quotes (RFC 7616 §3.4).
  if (challenge.qopAuth) parts.push('qop=auth', `nc=${nc}`);
  if (challenge.qopAuth || session) parts.push(`cnonce=${quote(cnonce)}`);
  return `Digest ${parts.join(', ')}`;
}

export interface DigestParts {
  readonly algorithm: DigestAlgorithm;
  readonly username: string;
  readonly realm: string;
  readonly password: string;
  readonly method: string;
  readonly uri: string;
  readonly nonce: string;
  /** Eight hex digits; null: without qop, as RFC 2069 has it. */
  readonly nc: string | null;
  readonly cnonce: string;
}

/** What proves that somebody knows the password (RFC 7616 §3.4.1, qop=auth), in lower-case hex. */
export function digestResponse(parts: DigestParts): string {
  const { algorithm, cnonce, method, nc, nonce, password, realm, uri, username } = parts;
  const { hash, session } = ALGORITHMS[algorithm];
  const h = (text: string): string => createHash(hash).update(text, 'utf8').digest('hex');
  const account = h(`${username}:${realm}:${password}`);
  const a1 = session ? h(`${account}:${nonce}:${cnonce}`) : account;
  const a2 = h(`${method}:${uri}`);
  return nc === null ? h(`${a1}:${nonce}:${a2}`) : h(`${a1}:${nonce}:${nc}:${cnonce}:auth:${a2}`);
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
