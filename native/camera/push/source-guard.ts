/** Who may post, and how often: one listed address with its own secret or digest. Everything but the body is judged here. */
import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../../../preload/contract/vocabulary.ts';
import type { DigestAlgorithm } from '../digest.ts';
import { DigestCheck } from './digest-check.ts';
import { RateWindow } from './rate-window.ts';
import { sameSecret } from './same-secret.ts';

export type PushAuth =
  | {
      readonly kind: 'secret';
      /** Where the camera puts it: one of the two. */
      readonly header?: string | undefined;
      readonly query?: string | undefined;
      readonly secret: string;
    }
  | {
      readonly kind: 'digest';
      readonly user: string;
      readonly password: string;
      readonly algorithms: readonly DigestAlgorithm[];
    };

export interface Head {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

export type Refusal =
  { readonly status: 401; readonly challenges: readonly string[] } | { readonly status: 405 | 413 | 415 | 429 };

/** A picture of four megapixels, in Base64, and its data. */
export const MOST_BYTES = 4 * 1024 * 1024;
const MOST_PUSHES_A_SECOND = 5;
/** Refused ones included: nobody tries passwords faster. A push by digest takes two. */
const MOST_REQUESTS_A_SECOND = 10;

/** What cameras call the JSON they send; curl, which many are built on, calls everything a form unless it is told otherwise. */
const TYPES: readonly string[] = [
  'application/json',
  'text/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'application/octet-stream',
];

export class SourceGuard {
  readonly address: string;
  readonly #auth: PushAuth;
  readonly #digest: DigestCheck | null;
  readonly #requests: RateWindow;
  readonly #pushes: RateWindow;

  constructor(address: string, auth: PushAuth, clock: Pick<Clock, 'monotonic'>) {
    this.address = address;
    this.#auth = auth;
    const newNonce = (): string => randomBytes(24).toString('base64url');
    this.#digest = auth.kind === 'digest' ? new DigestCheck({ ...auth, clock, newNonce }) : null;
    this.#requests = new RateWindow(MOST_REQUESTS_A_SECOND, clock);
    this.#pushes = new RateWindow(MOST_PUSHES_A_SECOND, clock);
  }

  /** null: the body may come. */
  judge(head: Head): Refusal | null {
    if (!this.#requests.take()) return { status: 429 };
    const challenges = this.#refused(head);
    if (challenges !== null) return { status: 401, challenges };
    if (head.method !== 'POST') return { status: 405 };
    const { 'content-encoding': encoding = 'identity', 'content-length': length = '0' } = head.headers;
    const [type = ''] = (head.headers['content-type'] ?? 'application/json').split(';');
    if (encoding !== 'identity' || !TYPES.includes(type.trim().toLowerCase())) return { status: 415 };
    if (Number(length) > MOST_BYTES) return { status: 413 };
    return this.#pushes.take() ? null : { status: 429 };
  }

  /** What a refusal asks for; null: whoever sends this knows the secret. */
  #refused({ headers, method, url }: Head): readonly string[] | null {
    if (this.#auth.kind === 'secret') return sameSecret(given(this.#auth, url, headers), this.#auth.secret) ? null : [];
    const verdict = this.#digest?.check({ method, url, authorization: headers.authorization ?? '' }) ?? 'wrong';
    return verdict === 'right' ? null : (this.#digest?.challenges(verdict === 'stale') ?? []);
  }
}

function given(auth: Extract<PushAuth, { kind: 'secret' }>, url: string, headers: IncomingHttpHeaders): string {
  if (auth.header !== undefined) return String(headers[auth.header.toLowerCase()] ?? '');
  const at = url.indexOf('?');
  return new URLSearchParams(at < 0 ? '' : url.slice(at)).get(auth.query ?? '') ?? '';
}
