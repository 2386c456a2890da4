/**
 * Whether one stored document is what was signed, where it stands in its chain: the one check behind `chain.verify` and the
 * verifier. Pure but for hashing; whoever calls it checks the signature, on the thread that suits it.
 */
import type { DocumentKind } from '../../../preload/contract/documents.ts';
import { timestamp, type EpochMs } from '../../../preload/contract/vocabulary.ts';
import { canonical, parseCanonical } from './canonical.ts';
import { chainHash } from './document-chain.ts';
import type { SignatureCheck } from './signing.ts';

export type BrokenReason =
  | 'gap' // a sequence is missing before this one
  | 'not-canonical' // the bytes are not the RFC 8785 form of a JSON object
  | 'columns' // the row's columns say something else than its bytes
  | 'other-station'
  | 'previous-hash'
  | 'hash'
  | 'unknown-key' // signed by a key that there is no proven public half of
  | 'signature';

/** The row of a document as it is stored. */
export interface DocumentRow {
  readonly sequence: number;
  readonly id: string;
  readonly kind: string;
  readonly prevHash: string;
  readonly hash: string;
  readonly createdAt: string;
  readonly createdAtMs: number;
  readonly bytes: Uint8Array;
}

/** What is asked of {@link checkDocument} in one go. */
export const DOCUMENT_ROW = 'sequence, id, kind, prevHash, hash, createdAt, createdAtMs, bytes';

export interface Expected {
  readonly sequence: number;
  readonly prevHash: string;
  readonly stationId: string | undefined;
  /** By what a JWS of theirs begins with. */
  readonly keys: ReadonlyMap<string, SignatureCheck>;
}

/** Sound but for its signature, which is still to be checked. */
export interface Unproven {
  readonly document: Readonly<Record<string, unknown>>;
  readonly check: SignatureCheck;
  readonly jws: string;
  readonly payload: string;
}

/** Members that a document of the kind has and others have not: `kind` is no part of what is signed. */
const MARKS: Readonly<Record<DocumentKind, readonly string[]>> = {
  weighing: ['weightKg', 'trace'],
  'load-sheet': ['grossWeighingId', 'netKg'],
  'gate-pass': ['gateId', 'passedAt'],
  notice: ['effectiveAt', 'text'],
  rectification: ['warningId', 'responsible'],
  'acceptance-run': ['checklist', 'items'],
};

/** The kind that the document's own members show; undefined: none of ours. */
export function kindOf(document: Readonly<Record<string, unknown>>): DocumentKind | undefined {
  const kinds = Object.keys(MARKS) as DocumentKind[];
  return kinds.find((kind) => MARKS[kind].every((name) => Object.hasOwn(document, name)));
}

/** Everything but the signature; a reason where that is enough to know. */
export function checkDocument(row: DocumentRow, expected: Expected): BrokenReason | Unproven {
  if (row.sequence !== expected.sequence) return 'gap';
  const read = parseCanonical(row.bytes);
  if (read === undefined) return 'not-canonical';
  const { object: document, text } = read;
  if (document['id'] !== row.id || document['sequence'] !== row.sequence) return 'columns';
  if (document['prevHash'] !== row.prevHash || document['createdAt'] !== row.createdAt) return 'columns';
  if (document['hash'] !== row.hash || timestamp(row.createdAtMs as EpochMs) !== row.createdAt) return 'columns';
  if (!Object.hasOwn(MARKS, row.kind) || (kindOf(document) ?? row.kind) !== row.kind) return 'columns';
  if (document['stationId'] !== expected.stationId) return 'other-station';
  if (row.prevHash !== expected.prevHash) return 'previous-hash';
  const { signature: jws, ...unsigned } = document;
  const payload = without(text, 'signature', jws) ?? canonical(unsigned);
  const { hash, ...unhashed } = unsigned;
  if (chainHash(row.prevHash, without(payload, 'hash', hash) ?? canonical(unhashed)) !== hash) return 'hash';
  if (typeof jws !== 'string') return 'signature';
  const check = expected.keys.get(jws.slice(0, jws.indexOf('.')));
  return check === undefined ? 'unknown-key' : { document, check, jws, payload };
}

/** The canonical text without one of its members, cut out of it; undefined where it stands there more than once, or first. */
function without(text: string, name: string, value: unknown): string | undefined {
  const member = `,"${name}":${JSON.stringify(value)}`;
  const at = text.indexOf(member);
  if (at < 0 || text.includes(member, at + 1)) return undefined;
  return text.slice(0, at) + text.slice(at + member.length);
}
