/**
 * Ed25519 signatures as detached JWS (RFC 7515 appendix F, RFC 8037), made with node:crypto because the chain's
 * transaction is synchronous. jose checks the same signatures in tests and in the simulated platform.
 * Form: openapi.yaml, info – header exactly {"alg":"EdDSA","kid":"…"}, payload left out between the dots.
 */
import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';

/** The public key as the platform takes it (openapi.yaml, Jwk). */
export interface PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
}

export interface Signer {
  /** RFC 7638 thumbprint of the public key. */
  readonly kid: string;
  readonly publicJwk: PublicJwk;
  /** Detached JWS `header..sig` over the payload. */
  sign(payload: Uint8Array): string;
}

/** @param privateKey an Ed25519 private key; @throws TypeError for any other */
export function makeSigner(privateKey: KeyObject): Signer {
  const { x, crv } = createPublicKey(privateKey).export({ format: 'jwk' });
  if (crv !== 'Ed25519' || x === undefined) throw new TypeError('not an Ed25519 key');
  const publicJwk: PublicJwk = { kty: 'OKP', crv, x };
  const kid = thumbprint(publicJwk);
  const header = protectedHeader(kid);
  return {
    kid,
    publicJwk,
    sign: (payload) => {
      const signature = sign(null, signingInput(header, payload), privateKey);
      return `${header}..${signature.toString('base64url')}`;
    },
  };
}

/** RFC 7638 with SHA-256: the required members of an OKP key in alphabetical order, without spaces. */
export function thumbprint({ crv, kty, x }: PublicJwk): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
}

/** The key id that a detached JWS names; undefined when its header is not exactly ours. */
export function kidOf(jws: string): string | undefined {
  const header = jws.slice(0, jws.indexOf('.'));
  const match = /^\{"alg":"EdDSA","kid":"([\w-]{43})"\}$/.exec(Buffer.from(header, 'base64url').toString('utf8'));
  const kid = match?.[1];
  return kid !== undefined && protectedHeader(kid) === header ? kid : undefined;
}

/** Checks what one key signed. */
export interface SignatureCheck {
  readonly kid: string;
  /** What every detached JWS by this key begins with. */
  readonly header: string;
  /** On the thread pool, not on the caller's loop. */
  later(jws: string, payload: string): Promise<boolean>;
  /** On the caller's thread. */
  now(jws: string, payload: string): boolean;
}

/**
 * Made once a key: OpenSSL takes as long to read a key as to check a tenth of a signature.
 * The signature must also be written in its only canonical base64url form, so that no bit of it can change unseen.
 */
export function signatureCheck(publicJwk: PublicJwk): SignatureCheck {
  const kid = thumbprint(publicJwk);
  const header = protectedHeader(kid);
  const key = createPublicKey({ key: { ...publicJwk }, format: 'jwk' });
  const signatureOf = (jws: string): Buffer | undefined => {
    const signature = Buffer.from(jws.slice(header.length + 2), 'base64url');
    return jws === `${header}..${signature.toString('base64url')}` ? signature : undefined;
  };
  return {
    kid,
    header,
    later: (jws, payload) => {
      const signature = signatureOf(jws);
      if (signature === undefined) return Promise.resolve(false);
      return new Promise((resolve, reject) => {
        verify(null, signingInput(header, payload), key, signature, (error, good) => {
          if (error === null) resolve(good);
          else reject(error);
        });
      });
    },
    now: (jws, payload) => {
      const signature = signatureOf(jws);
      return signature !== undefined && verify(null, signingInput(header, payload), key, signature);
    },
  };
}

function protectedHeader(kid: string): string {
  return Buffer.from(`{"alg":"EdDSA","kid":"${kid}"}`).toString('base64url');
}

/** RFC 7515 §5.1: ASCII(BASE64URL(header) '.' BASE64URL(payload)). */
function signingInput(header: string, payload: Uint8Array | string): Buffer {
  const bytes = typeof payload === 'string' ? Buffer.from(payload, 'utf8') : Buffer.from(payload);
  return Buffer.from(`${header}.${bytes.toString('base64url')}`, 'ascii');
}
