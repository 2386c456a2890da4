/**
 * Signs RTSP requests: RFC 2326 §14 by way of HTTP digest (digest.ts), the address being the whole one of the request
 * line. Basic only over TLS and only where nothing else is offered: else it would hand the password to the wire.
 */
import { CameraError } from '../camera-error.ts';
import { digestAuthorization, parseChallenges, type DigestChallenge } from '../digest.ts';

export interface RtspAuthOptions {
  /** Null: the camera is asked without. */
  readonly username: string | null;
  readonly password: string;
  readonly overTls: boolean;
  /** Random text for digest answers. */
  readonly cnonce: () => string;
}

export class RtspAuth {
  readonly #options: RtspAuthOptions;
  #challenge: { readonly digest: DigestChallenge; uses: number } | null = null;
  #basic = false;

  constructor(options: RtspAuthOptions) {
    this.#options = options;
  }

  /** The Authorization field of the next request, or null before the camera asked for one. */
  authorization(method: string, uri: string): string | null {
    const { username, password, cnonce } = this.#options;
    if (username === null) return null;
    if (this.#basic) return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    if (this.#challenge === null) return null;
    this.#challenge.uses += 1;
    const { digest: challenge, uses: nonceCount } = this.#challenge;
    return digestAuthorization({ challenge, username, password, method, uri, nonceCount, cnonce: cnonce() });
  }

  /**
   * Takes the challenges of a 401.
   * @param answered the refused request carried an answer to a challenge that was fresh
   * @throws CameraError camera.unauthorised when there is nothing more to try
   */
  challenged(values: readonly string[], answered: boolean): void {
    if (this.#options.username === null) throw unauthorised('asks for a password, none is configured');
    const { digest, basic } = parseChallenges(values);
    if (answered && digest?.stale !== true) throw unauthorised('user name or password refused');
    if (digest !== null) {
      this.#challenge = { digest, uses: 0 };
      return;
    }
    if (!basic) throw unauthorised('asks for a kind of sign-in that is not known');
    if (!this.#options.overTls) throw unauthorised('offers only Basic over plain RTSP: not sent');
    this.#basic = true;
  }
}

function unauthorised(detail: string): CameraError {
  return new CameraError('camera.unauthorised', detail);
}
