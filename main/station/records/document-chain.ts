/** The one writer of the chain of signed documents (openapi.yaml, info; architecture.md §5). */
import { createHash } from 'node:crypto';
import {
  Envelope,
  LoadSheet,
  Notice,
  Weighing,
  type DocumentKind,
  type LoadSheetBody,
  type NoticeBody,
  type WeighingBody,
} from '../../../preload/contract/documents.ts';
import { timestamp, type Clock, type Sha256, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Writer } from '../store/statement.ts';
import { canonical } from './canonical.ts';
import { isKnownKey, rememberKey } from './signing-keys.ts';
import type { Signer } from './signing.ts';

interface Bodies {
  weighing: WeighingBody;
  'load-sheet': LoadSheetBody;
  notice: NoticeBody;
}
interface Documents {
  weighing: Weighing;
  'load-sheet': LoadSheet;
  notice: Notice;
}
/** What the caller brings: the document without its envelope. A member without a value is absent, never undefined. */
export type BodyOf<K extends DocumentKind> = K extends keyof Bodies ? Bodies[K] : Readonly<Record<string, unknown>>;
export type SignedDocument<K extends DocumentKind = DocumentKind> = K extends keyof Documents ? Documents[K] : Envelope;

export interface StoredDocument {
  readonly kind: DocumentKind;
  readonly sequence: number;
  /** Exactly what was hashed, signed and will be uploaded. */
  readonly bytes: Uint8Array;
  readonly document: Envelope;
}

/** prevHash of the first document. */
export const NO_HASH = '0'.repeat(64) as Sha256;

const ENVELOPE = Object.keys(Envelope.shape);

/** Checked before signing: what is signed cannot be taken back. */
const FORMS = {
  weighing: Weighing,
  'load-sheet': LoadSheet,
  notice: Notice,
  'gate-pass': Envelope,
  rectification: Envelope,
  'acceptance-run': Envelope,
} as const;

/**
 * Lower-case hex SHA-256 of the 64 ASCII characters of prevHash followed by the JCS bytes of the document without
 * `hash` and `signature` (openapi.yaml, info).
 */
export function chainHash(prevHash: string, unhashed: string): Sha256 {
  return createHash('sha256').update(prevHash, 'ascii').update(unhashed, 'utf8').digest('hex') as Sha256;
}

export class DocumentChain {
  readonly #db: Writer;
  readonly #signer: Signer;
  readonly #stationId: Uuid;
  readonly #simulated: boolean;
  readonly #clock: Clock;

  constructor(options: {
    readonly db: Writer;
    readonly signer: Signer;
    readonly stationId: Uuid;
    readonly simulated: boolean;
    readonly clock: Clock;
  }) {
    this.#db = options.db;
    this.#signer = options.signer;
    this.#stationId = options.stationId;
    this.#simulated = options.simulated;
    this.#clock = options.clock;
  }

  /** Length = highest sequence; head = hash of that document (64 zeros when there is none). */
  head(): { readonly length: number; readonly head: Sha256 } {
    const last = this.#db
      .prepare<{ sequence: number; hash: Sha256 }>('SELECT sequence, hash FROM document ORDER BY sequence DESC LIMIT 1')
      .get();
    return { length: last?.sequence ?? 0, head: last?.hash ?? NO_HASH };
  }

  /**
   * Appends a document: sequence, prevHash and createdAt are set here, then it is hashed, signed and stored as bytes.
   * Inside an open `immediate` only, so that the head cannot move and what follows from the document is one with it.
   * A Weighing bears the id of its capture; that closes the capture.
   * @returns the document as stored and as it will be uploaded
   * @throws Error (a defect) outside a transaction, for a body that is not in the form of its kind, and for a new key
   *   whose first document is not its key-change Notice
   */
  append<K extends DocumentKind>(kind: K, id: Uuid, body: BodyOf<K>): SignedDocument<K> {
    const db = this.#db;
    if (!db.inTransaction) throw new Error('a document is appended inside a transaction only');
    const own = ENVELOPE.find((name) => Object.hasOwn(body, name));
    if (own !== undefined) throw new Error(`the body of a document has no ${own}`);
    const { length, head } = this.head();
    const sequence = length + 1;
    this.#useKey(kind, body, sequence);

    const now = this.#clock.wall();
    const unhashed = {
      ...body,
      id,
      stationId: this.#stationId,
      ...(this.#simulated ? { simulated: true as const } : {}),
      sequence,
      createdAt: timestamp(now),
      prevHash: head,
    };
    const hash = chainHash(head, canonical(unhashed));
    const unsigned = { ...unhashed, hash };
    const signature = this.#signer.sign(Buffer.from(canonical(unsigned), 'utf8'));
    const text = canonical({ ...unsigned, signature });
    const document: unknown = JSON.parse(text);
    FORMS[kind].parse(document);

    db.prepare(
      `INSERT INTO document (sequence, id, kind, prevHash, hash, createdAt, createdAtMs, bytes)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(sequence, id, kind, head, hash, unhashed.createdAt, now, Buffer.from(text, 'utf8'));
    return document as SignedDocument<K>;
  }

  get(id: string): StoredDocument | null {
    const row = this.#db
      .prepare<Omit<StoredDocument, 'document'>>('SELECT kind, sequence, bytes FROM document WHERE id = ?')
      .get(id);
    return row === undefined ? null : { ...row, document: parseDocument(row.bytes) };
  }

  /** The first document by a key is where its public half is kept; a later key announces itself first. */
  #useKey(kind: DocumentKind, body: object, sequence: number): void {
    if (isKnownKey(this.#db, this.#signer.kid)) return;
    const announces = kind === 'notice' && 'kind' in body && body.kind === 'key-change';
    if (sequence > 1 && !announces) throw new Error('the first document by a new key is its key-change notice');
    rememberKey(this.#db, this.#signer, sequence);
  }
}

/** A document from its stored bytes. They were checked before they were stored. */
export function parseDocument(bytes: Uint8Array): Envelope {
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as Envelope;
}
