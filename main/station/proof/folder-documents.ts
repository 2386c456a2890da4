/** The chain of a data folder, document by document, to its end or to the first that is not what was signed. */
import type { ProofReport } from '../../../preload/contract/proof.ts';
import { checkDocument, DOCUMENT_ROW, type DocumentRow } from '../records/document-check.ts';
import { NO_HASH } from '../records/document-chain.ts';
import type { Sqlite } from '../store/open-sqlite.ts';
import type { Findings } from './findings.ts';
import { Keys, type KeyRow } from './keys.ts';
import { Signatures } from './signatures.ts';

const PAGE = 500;

export type DocumentsProof = Pick<
  ProofReport,
  'stationId' | 'simulated' | 'documents' | 'head' | 'headAt' | 'keys' | 'keyConfirmed'
>;

export interface ProofOptions {
  /** Thumbprints of keys, known from elsewhere. */
  readonly given: readonly string[];
}

/** @param db in a transaction */
export async function proveDocuments(db: Sqlite, findings: Findings, options: ProofOptions): Promise<DocumentsProof> {
  const meta = (key: string): string | null =>
    db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?').get(key)?.value ?? null;
  const stationId = meta('stationId');
  const simulated = meta('simulated') === 'true';
  const keys = new Keys(db.prepare<[], KeyRow>('SELECT * FROM signing_key ORDER BY firstSequence').all(), findings);
  const bases = new Map(
    db
      .prepare<[], { sequence: number; hash: string }>('SELECT sequence, hash FROM chain_base')
      .all()
      .map(({ hash, sequence }) => [sequence, hash]),
  );
  const page = db.prepare<[number], DocumentRow>(
    `SELECT ${DOCUMENT_ROW} FROM document WHERE sequence > ? ORDER BY sequence LIMIT ${PAGE}`,
  );
  const signatures = new Signatures();
  let head: { sequence: number; hash: string; at: string } | null = null;
  let documents = 0;
  let broken = false;
  for (let rows = page.all(Number.MIN_SAFE_INTEGER); rows.length > 0 && !broken; rows = page.all(head?.sequence ?? 0)) {
    for (const row of rows) {
      const after: number = head?.sequence ?? 0;
      const base: string | undefined = row.sequence > after + 1 ? bases.get(row.sequence - 1) : undefined;
      if (base !== undefined) findings.note('continued', { after, from: row.sequence });
      const found = checkDocument(row, {
        sequence: base === undefined ? after + 1 : row.sequence,
        prevHash: base ?? head?.hash ?? NO_HASH,
        stationId: stationId ?? undefined,
        keys: keys.checks,
      });
      if (typeof found === 'string') {
        // One of those before may have a signature that is not its own.
        const earlier = await signatures.end();
        findings.fault(earlier === null ? found : 'signature', { sequence: earlier ?? row.sequence });
        broken = true;
        break;
      }
      if ((found.document['simulated'] === true) !== simulated)
        findings.fault('simulated-differs', { sequence: row.sequence });
      keys.signed(found.check.kid, row.sequence, found.document);
      await signatures.add(row.sequence, found);
      documents += 1;
      head = { sequence: row.sequence, hash: row.hash, at: row.createdAt };
    }
  }
  if (!broken) {
    const wrong = await signatures.end();
    if (wrong !== null) findings.fault('signature', { sequence: wrong });
    broken = wrong !== null;
    checkBases(db, bases, head, findings);
  }
  return {
    stationId,
    simulated,
    documents,
    head: head === null ? null : { sequence: head.sequence, hash: head.hash },
    headAt: head?.at ?? null,
    ...keys.close(options.given, !broken),
  };
}

/** A declared gap lies below the document that goes on from it, or is the place where the next one will. */
function checkBases(
  db: Sqlite,
  bases: ReadonlyMap<number, string>,
  head: { readonly sequence: number } | null,
  findings: Findings,
): void {
  const next = db.prepare<[number], { prevHash: string }>('SELECT prevHash FROM document WHERE sequence = ?');
  for (const [sequence, hash] of bases) {
    const follower = next.get(sequence + 1);
    const open = sequence > (head?.sequence ?? 0) && follower === undefined;
    if (!open && follower?.prevHash !== hash) findings.fault('base-row', { sequence });
  }
}
