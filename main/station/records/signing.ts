import type { KeyObject } from 'node:crypto';

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
export declare function makeSigner(privateKey: KeyObject): Signer;
export declare function thumbprint(jwk: PublicJwk): string;
