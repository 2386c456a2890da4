/**
 * Proves that nothing in the folder's chain was removed, changed or inserted: form, order, hash and signature of every
 * document, read in pages by the reader thread; signatures are checked on the thread pool. The loop is held for a few
 * milliseconds a document, never longer.
 */
import type { Reader } from '../store/reader.ts';
import { checkDocument, DOCUMENT_ROW, type BrokenReason, type DocumentRow, type Expected } from './document-check.ts';
import { NO_HASH } from './document-chain.ts';
import { provenKey } from './signing-keys.ts';
import { signatureCheck, type SignatureCheck } from './signing.ts';

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

const PAGE = 50;
const PAGE_SQL = `SELECT ${DOCUMENT_ROW} FROM document WHERE sequence > ? ORDER BY sequence LIMIT ${PAGE}`;
const ONE_SQL = `SELECT ${DOCUMENT_ROW} FROM document WHERE id = ?`;

/** Looks at the whole chain and stops at the first document that is not what it was. Errors as Reader.all. */
export async function verifyChain(options: { readonly reader: Pick<Reader, 'all'> }): Promise<Verdict> {
  const { reader } = options;
  const [station] = await reader.all<{ value: string }>("SELECT value FROM meta WHERE key = 'stationId'");
  const keys = new Map<string, SignatureCheck>();
  const known = new Set<string>();
  const continued: Continued[] = [];
  let length = 0;
  let head: string = NO_HASH;
  for (;;) {
    const rows = await reader.all<DocumentRow>(PAGE_SQL, [length]);
    // A key is stored with its first document, so it is there when a page that names it is.
    for (const row of await reader.all<{ kid: string; publicJwk: string }>('SELECT kid, publicJwk FROM signing_key')) {
      if (known.has(row.kid)) continue;
      const key = provenKey(row);
      if (key === undefined) continue;
      const check = signatureCheck(key);
      known.add(row.kid);
      keys.set(check.header, check);
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
    reader.all<DocumentRow>(ONE_SQL, [id]),
    reader.all<{ kid: string; publicJwk: string }>('SELECT kid, publicJwk FROM signing_key'),
  ]);
  if (row === undefined) return 'gap';
  const keys = new Map(
    keyRows.flatMap((each) => {
      const key = provenKey(each);
      if (key === undefined) return [];
      const check = signatureCheck(key);
      return [[check.header, check] as const];
    }),
  );
  const { prevHash, sequence } = row;
  return (await broken(row, { sequence, prevHash, stationId: station?.value, keys })) ?? null;
}

async function broken(row: DocumentRow, expected: Expected): Promise<BrokenReason | undefined> {
  const found = checkDocument(row, expected);
  if (typeof found === 'string') return found;
  return (await found.check.later(found.jws, found.payload)) ? undefined : 'signature';
}
