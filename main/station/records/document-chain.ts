/** The one writer of the chain of signed documents (openapi.yaml, info; architecture.md §5). */
import { createHash } from 'node:crypto';
import { CodedError } from '../../../preload/contract/errors.ts';
import {
  Envelope,
  GatePass,
  LoadSheet,
  Notice,
  Rectification,
  Weighing,
  type DocumentKind,
  type GatePassBody,
  type LoadSheetBody,
  type NoticeBody,
  type RectificationBody,
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
  'gate-pass': GatePassBody;
  rectification: RectificationBody;
}
interface Documents {
  weighing: Weighing;
  'load-sheet': LoadSheet;
  notice: Notice;
  'gate-pass': GatePass;
  rectification: Rectification;
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

export const DOCUMENT_BY_ID = 'SELECT kind, sequence, bytes FROM document WHERE id = ?';

const ENVELOPE = Object.keys(Envelope.shape);

/** Checked before signing: what is signed cannot be taken back. */
const FORMS = {
  weighing: Weighing,
  'load-sheet': LoadSheet,
  notice: Notice,
  'gate-pass': GatePass,
  rectification: Rectification,
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
  readonly #listeners = new Set<() => void>();
  #held = false;

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

  /**
   * What the next document joins: length = its sequence - 1; head = its prevHash (64 zeros for the first one). Mostly the
   * last document; after {@link continueAbove} a document that only the platform holds.
   */
  head(): { readonly length: number; readonly head: Sha256 } {
    const last = this.#last('SELECT sequence, hash FROM document ORDER BY sequence DESC LIMIT 1');
    const base = this.#last('SELECT sequence, hash FROM chain_base ORDER BY sequence DESC LIMIT 1');
    const top = (base?.sequence ?? 0) > (last?.sequence ?? 0) ? base : last;
    return { length: top?.sequence ?? 0, head: top?.hash ?? NO_HASH };
  }

  /** False while nobody knows whether the platform holds more than this folder (architecture.md §5). */
  mayAppend(): boolean {
    return !this.#held;
  }

  /** From now on nothing is appended, until {@link open}. */
  hold(): void {
    this.#held = true;
  }

  /**
   * Documents may be made again; those that had to wait are made by the listeners.
   * @throws what a listener throws; then the chain is held as before
   */
  open(): void {
    if (!this.#held) return;
    this.#held = false;
    try {
      for (const listener of this.#listeners) listener();
    } catch (error) {
      this.#held = true;
      throw error;
    }
  }

  /** Calls back, in the order of asking, each time the chain is opened; returns how to stop listening. */
  onOpen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Declares a gap: the folder is older than the platform, and the chain goes on above what the platform holds.
   * @throws Error (a defect) when that is not above our own head: sequences are never used twice
   */
  continueAbove(base: { readonly sequence: number; readonly hash: Sha256 }): void {
    if (base.sequence <= this.head().length) throw new Error('a chain goes on above its own head only');
    this.#db
      .prepare('INSERT INTO chain_base (sequence, hash, at) VALUES (?, ?, ?)')
      .run(base.sequence, base.hash, timestamp(this.#clock.wall()));
  }

  /**
   * Appends a document: sequence, prevHash and createdAt are set here, then it is hashed, signed and stored as bytes.
   * Inside an open `immediate` only, so that the head cannot move and what follows from the document is one with it.
   * A Weighing bears the id of its capture; that closes the capture.
   * @returns the document as stored and as it will be uploaded
   * @throws CodedError platform.chain-unknown while the chain is held; Error (a defect) outside a transaction, for a body that is not in the form of its kind, and for a new key
   *   whose first document is not its key-change Notice
   */
  append<K extends DocumentKind>(kind: K, id: Uuid, body: BodyOf<K>): SignedDocument<K> {
    const db = this.#db;
    if (!db.inTransaction) throw new Error('a document is appended inside a transaction only');
    if (this.#held) throw new CodedError('platform.chain-unknown');
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
    const row = this.#db.prepare<Omit<StoredDocument, 'document'>>(DOCUMENT_BY_ID).get(id);
    return row === undefined ? null : { ...row, document: parseDocument(row.bytes) };
  }

  #last(sql: string): { readonly sequence: number; readonly hash: Sha256 } | undefined {
    return this.#db.prepare<{ sequence: number; hash: Sha256 }>(sql).get();
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
