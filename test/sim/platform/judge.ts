/** Judges documents as openapi.yaml (info) says: hash, signature by jose, and the chain over runs without gaps. */
import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, flattenedVerify, importJWK, type JWK } from 'jose';
import { jcs } from './jcs.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Keys of one station by thumbprint: it may have had several. */
export type Keys = ReadonlyMap<string, JWK>;

export const thumbprint = (jwk: JWK): Promise<string> => calculateJwkThumbprint(jwk, 'sha256');

/** Lower-case hex SHA-256 of prevHash's 64 ASCII characters and the JCS form without hash and signature. */
export function hashOf(document: Json): string {
  const { hash: _hash, signature: _signature, ...rest } = document;
  return createHash('sha256').update(String(document['prevHash']), 'ascii').update(jcs(rest), 'utf8').digest('hex');
}

/** What is wrong with a document's hash or signature; null when nothing is. */
export async function documentFault(document: Json, keys: Keys): Promise<string | null> {
  if (document['hash'] !== hashOf(document)) return '/hash is not the hash of this document';
  const { signature, ...rest } = document;
  const parts = String(signature).split('.');
  const [header, middle, sig] = parts;
  if (parts.length !== 3 || header === undefined || sig === undefined || middle !== '')
    return '/signature is no detached JWS';
  const kid = /^\{"alg":"EdDSA","kid":"([A-Za-z0-9_-]+)"\}$/.exec(
    Buffer.from(header, 'base64url').toString('utf8'),
  )?.[1];
  if (kid === undefined) return '/signature has another header than {"alg":"EdDSA","kid":"…"}';
  const jwk = keys.get(kid);
  if (jwk === undefined) return '/signature is by a key that was never enrolled';
  const payload = Buffer.from(jcs(rest), 'utf8').toString('base64url');
  try {
    await flattenedVerify({ protected: header, payload, signature: sig }, await importJWK(jwk, 'EdDSA'), {
      algorithms: ['EdDSA'],
    });
  } catch (error) {
    return `/signature does not verify: ${(error as Error).message}`;
  }
  return null;
}

export interface Link {
  readonly id: string;
  readonly sequence: number;
  readonly prevHash: string;
  readonly hash: string;
}

/** What is wrong with a chain: forks, and neighbours that do not join. A gap is no fault: its documents may still come. */
export function chainFaults(links: readonly Link[]): string[] {
  const sorted = [...links].sort((a, b) => a.sequence - b.sequence);
  return sorted.flatMap((link, index) => {
    const before = sorted[index - 1];
    if (link.sequence === 1 && link.prevHash !== '0'.repeat(64))
      return [`1 ${link.id}: the first prevHash is not zero`];
    if (before?.sequence === link.sequence) return [`${link.sequence} ${link.id}: sequence used twice`];
    if (before?.sequence === link.sequence - 1 && before.hash !== link.prevHash)
      return [`${link.sequence} ${link.id}: does not join its predecessor`];
    return [];
  });
}

/** Sequences missing between 1 and the highest. */
export function gaps(links: readonly Link[]): number[] {
  const present = new Set(links.map((link) => link.sequence));
  const highest = Math.max(0, ...present);
  return Array.from({ length: highest }, (_, index) => index + 1).filter((sequence) => !present.has(sequence));
}
