/** The public halves of all keys that ever signed in this folder. */
import { createPublicKey } from 'node:crypto';
import type { Writer } from '../store/statement.ts';
import { type PublicJwk, type Signer, thumbprint } from './signing.ts';

export function isKnownKey(db: Writer, kid: string): boolean {
  return db.prepare('SELECT 1 FROM signing_key WHERE kid = ?').get(kid) !== undefined;
}

/** In the transaction of the key's first document. */
export function rememberKey(db: Writer, signer: Signer, firstSequence: number): void {
  db.prepare('INSERT INTO signing_key (kid, publicJwk, firstSequence) VALUES (?, ?, ?)').run(
    signer.kid,
    JSON.stringify(signer.publicJwk),
    firstSequence,
  );
}

/** A stored row as a key; undefined when it does not prove itself (its thumbprint is not its kid), or is no key of ours. */
export function provenKey(row: { readonly kid: string; readonly publicJwk: string }): PublicJwk | undefined {
  try {
    const { crv, kty, x } = JSON.parse(row.publicJwk) as PublicJwk;
    const jwk = { kty, crv, x };
    if (thumbprint(jwk) !== row.kid) return undefined;
    createPublicKey({ key: { ...jwk }, format: 'jwk' });
    return jwk;
  } catch {
    // Whatever a damaged row holds: it is not a key.
    return undefined;
  }
}
