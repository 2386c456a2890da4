/** The door to `canonicalize`: the one byte form of a JSON value (RFC 8785, JCS), which hashes and signatures cover. */
import { isUtf8 } from 'node:buffer';
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

/** A JSON object that was read from its canonical bytes. */
export interface CanonicalObject {
  readonly object: Readonly<Record<string, unknown>>;
  /** The bytes as text. */
  readonly text: string;
}

/**
 * The object that the bytes write in canonical form; undefined when they are anything else, to the last bit.
 * Nearly always a stored text is what JavaScript itself writes with the names in order, which is what RFC 8785 asks for: that
 * is looked at first, at a fifth of the cost. Where it does not hold, {@link canonical} decides.
 */
export function parseCanonical(bytes: Uint8Array): CanonicalObject | undefined {
  if (!isUtf8(bytes)) return undefined;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const object = value as Record<string, unknown>;
  // JSON.stringify writes a lone surrogate as an escape, RFC 8785 refuses it.
  if (!text.includes('\\ud') && inOrder(object) && JSON.stringify(object) === text) return { object, text };
  try {
    return canonical(object) === text ? { object, text } : undefined;
  } catch (error) {
    // JSON can write what RFC 8785 refuses: a lone surrogate as \ud800.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Names in the order of their UTF-16 code units, on every level, and no deeper than a document may be. */
function inOrder(value: unknown, depth = 0): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= MAX_DEPTH) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object' && !inOrder(item, depth + 1)) return false;
    return true;
  }
  let before: string | undefined;
  for (const name of Object.keys(value)) {
    if (before !== undefined && before >= name) return false;
    before = name;
    const member = (value as Record<string, unknown>)[name];
    if (typeof member === 'object' && !inOrder(member, depth + 1)) return false;
  }
  return true;
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
