/**
 * The one way a document comes into being: appended to the chain, applied to the derived tables, owed to the platform; all
 * in the caller's transaction. So no document is ever left out of the lists or of the outbox.
 */
import type { DocumentKind } from '../../../preload/contract/documents.ts';
import type { Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Writer } from '../store/statement.ts';
import { indexDocument } from './derived.ts';
import type { BodyOf, DocumentChain, SignedDocument } from './document-chain.ts';

export class Publisher {
  readonly #db: Writer;
  readonly #chain: Pick<DocumentChain, 'append'>;
  readonly #enqueue: (document: SignedDocument<DocumentKind>) => void;

  /** @param parts.enqueue puts the document and its pictures into the outbox */
  constructor(parts: {
    readonly db: Writer;
    readonly chain: Pick<DocumentChain, 'append'>;
    readonly enqueue: (document: SignedDocument<DocumentKind>) => void;
  }) {
    this.#db = parts.db;
    this.#chain = parts.chain;
    this.#enqueue = parts.enqueue;
  }

  /**
   * Inside an open `immediate` only.
   * @returns the document as stored and as it will be uploaded
   * @throws as {@link DocumentChain.append}
   */
  publish<K extends DocumentKind>(kind: K, id: Uuid, body: BodyOf<K>): SignedDocument<K> {
    const document = this.#chain.append(kind, id, body);
    indexDocument(this.#db, kind, document);
    this.#enqueue(document);
    return document;
  }
}
