/** The door to `canonicalize`: the one byte form of a JSON value (RFC 8785, JCS), which hashes and signatures cover. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The RFC 8785 form of a value.
 * @throws TypeError naming the place for undefined, NaN, infinities, lone surrogates, holes and everything that is not
 *   JSON by itself (dates, maps, bigints …): the library would drop or convert some of them, and what is signed must be
 *   what was meant (openapi.yaml, "No undefined, NaN or lone surrogate ever enters a document")
 */
export function canonical(value: unknown): string {
  assertJson(value, '$');
  return canonicalize(value) as string;
}

/** Lower-case hex SHA-256 of the UTF-8 bytes of the canonical form. Errors as {@link canonical}. */
export function canonicalSha256(value: unknown): string {
  return createHash('sha256').update(canonical(value), 'utf8').digest('hex');
}

/** Deeper than any document; keeps hostile input from exhausting the stack. */
const MAX_DEPTH = 64;

function assertJson(value: unknown, path: string, depth = 0): asserts value is Json {
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'number') return refuse(Number.isFinite(value), path, String(value));
  if (typeof value === 'string') return refuse(value.isWellFormed(), path, 'a lone surrogate');
  if (typeof value !== 'object') return refuse(false, path, typeof value);
  refuse(depth < MAX_DEPTH, path, 'deeper than 64 levels');
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) assertJson(value[index], `${path}[${index}]`, depth + 1);
    return;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  refuse(prototype === Object.prototype || prototype === null, path, 'an object of a class');
  for (const [key, member] of Object.entries(value)) {
    refuse(key.isWellFormed(), path, 'a lone surrogate in a name');
    // A member of this name would make the library call it instead of writing it.
    refuse(typeof member !== 'function', `${path}.${key}`, 'function');
    assertJson(member, `${path}.${key}`, depth + 1);
  }
}

function refuse(allowed: boolean, path: string, what: string): void {
  if (!allowed) throw new TypeError(`no JSON at ${path}: ${what}`);
}
