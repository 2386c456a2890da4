/**
 * Proves that nothing in the folder's chain was removed, changed or inserted: form, order, hash and signature of every
 * document, read in pages by the reader thread; signatures are checked on the thread pool. The loop is held for a few
 * milliseconds a document, never longer.
 */
import { timestamp, type EpochMs } from '../../../preload/contract/vocabulary.ts';
import type { Reader } from '../store/reader.ts';
import { canonical } from './canonical.ts';
import { chainHash, NO_HASH } from './document-chain.ts';
import { provenKey } from './signing-keys.ts';
import { kidOf, verifyDetached, type PublicJwk } from './signing.ts';

export type BrokenReason =
  | 'gap' // a sequence is missing before this one
  | 'not-canonical' // the bytes are not the RFC 8785 form of a JSON object
  | 'columns' // the row's columns say something else than its bytes
  | 'other-station'
  | 'previous-hash'
  | 'hash'
  | 'unknown-key' // signed by a key that this folder has no proven public half of
  | 'signature';

export interface Verdict {
  readonly ok: boolean;
  /** The sequence of the last document that is sound. */
  readonly length: number;
  readonly firstBroken?: { readonly sequence: number; readonly reason: BrokenReason };
  /** Gaps that the folder declared itself (DocumentChain.continueAbove); absent when there are none. */
  readonly continued?: Continued[];
}

/** After document `after` (0 = none) comes document `from`. */
export interface Continued {
  readonly after: number;
  readonly from: number;
}

interface Row {
  readonly sequence: number;
  readonly id: string;
  readonly prevHash: string;
  readonly hash: string;
  readonly createdAt: string;
  readonly createdAtMs: number;
  readonly bytes: Uint8Array;
}

const PAGE = 50;
const PAGE_SQL = `SELECT sequence, id, prevHash, hash, createdAt, createdAtMs, bytes FROM document
  WHERE sequence > ? ORDER BY sequence LIMIT ${PAGE}`;

const ONE_SQL = 'SELECT sequence, id, prevHash, hash, createdAt, createdAtMs, bytes FROM document WHERE id = ?';

/** Looks at the whole chain and stops at the first document that is not what it was. Errors as Reader.all. */
export async function verifyChain(options: { readonly reader: Pick<Reader, 'all'> }): Promise<Verdict> {
  const { reader } = options;
  const [station] = await reader.all<{ value: string }>("SELECT value FROM meta WHERE key = 'stationId'");
  const keys = new Map<string, PublicJwk>();
  const continued: Continued[] = [];
  let length = 0;
  let head: string = NO_HASH;
  for (;;) {
    const rows = await reader.all<Row>(PAGE_SQL, [length]);
    // A key is stored with its first document, so it is there when a page that names it is.
    for (const row of await reader.all<{ kid: string; publicJwk: string }>('SELECT kid, publicJwk FROM signing_key')) {
      const key = provenKey(row);
      if (key !== undefined) keys.set(row.kid, key);
    }
    // As the keys: stored before the first document that goes on from it.
    const bases = new Map(
      (await reader.all<{ sequence: number; hash: string }>('SELECT sequence, hash FROM chain_base')).map((base) => [
        base.sequence,
        base.hash,
      ]),
    );
    for (const row of rows) {
      const base = row.sequence > length + 1 ? bases.get(row.sequence - 1) : undefined;
      if (base !== undefined) continued.push({ after: length, from: row.sequence });
      const sequence = base === undefined ? length + 1 : row.sequence;
      const reason = await broken(row, { sequence, prevHash: base ?? head, stationId: station?.value, keys });
      if (reason !== undefined) return { ok: false, length, firstBroken: { sequence: row.sequence, reason } };
      length = row.sequence;
      head = row.hash;
    }
    if (rows.length < PAGE) return { ok: true, length, ...(continued.length === 0 ? {} : { continued }) };
  }
}

/**
 * One document by itself: its form, its hash over what it says of the one before, its signature. Errors as Reader.all.
 * @returns why it is not what was signed; null: it is
 */
export async function verifyDocument(reader: Pick<Reader, 'all'>, id: string): Promise<BrokenReason | null> {
  const [[station], [row], keyRows] = await Promise.all([
    reader.all<{ value: string }>("SELECT value FROM meta WHERE key = 'stationId'"),
    reader.all<Row>(ONE_SQL, [id]),
    reader.all<{ kid: string; publicJwk: string }>('SELECT kid, publicJwk FROM signing_key'),
  ]);
  if (row === undefined) return 'gap';
  const keys = new Map(
    keyRows.flatMap((each) => {
      const key = provenKey(each);
      return key === undefined ? [] : [[each.kid, key] as const];
    }),
  );
  const { prevHash, sequence } = row;
  return (await broken(row, { sequence, prevHash, stationId: station?.value, keys })) ?? null;
}

interface Expected {
  readonly sequence: number;
  readonly prevHash: string;
  readonly stationId: string | undefined;
  readonly keys: ReadonlyMap<string, PublicJwk>;
}

async function broken(row: Row, expected: Expected): Promise<BrokenReason | undefined> {
  if (row.sequence !== expected.sequence) return 'gap';
  const document = canonicalObject(row.bytes);
  if (document === undefined) return 'not-canonical';
  const { hash, signature, ...unhashed } = document;
  const columns = { id: row.id, sequence: row.sequence, prevHash: row.prevHash, createdAt: row.createdAt };
  if (Object.entries(columns).some(([name, value]) => unhashed[name] !== value)) return 'columns';
  if (hash !== row.hash || timestamp(row.createdAtMs as EpochMs) !== row.createdAt) return 'columns';
  if (unhashed['stationId'] !== expected.stationId) return 'other-station';
  if (row.prevHash !== expected.prevHash) return 'previous-hash';
  if (chainHash(row.prevHash, canonical(unhashed)) !== hash) return 'hash';
  if (typeof signature !== 'string') return 'signature';
  const key = expected.keys.get(kidOf(signature) ?? '');
  if (key === undefined) return 'unknown-key';
  const payload = Buffer.from(canonical({ ...unhashed, hash }), 'utf8');
  return (await verifyDetached(signature, payload, key)) ? undefined : 'signature';
}

/** The object that the bytes write in canonical form; undefined when they are anything else, to the last bit. */
function canonicalObject(bytes: Uint8Array): Record<string, unknown> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const object = value as Record<string, unknown>;
  try {
    return Buffer.compare(Buffer.from(canonical(object), 'utf8'), bytes) === 0 ? object : undefined;
  } catch (error) {
    // JSON can write what RFC 8785 refuses: a lone surrogate as \ud800.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
