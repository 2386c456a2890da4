/**
 * A document that the platform refuses for ever leaves a hole in the chain it holds; a Notice `refused` bridges it
 * (openapi.yaml, info). One a document, in the transaction that parks it. A refused bridge is not bridged again.
 */
import { timestamp, type Clock, type Uuid } from '../../../preload/contract/vocabulary.ts';
import type { DocumentChain } from '../records/document-chain.ts';
import type { NoticeStore } from '../records/notice-store.ts';
import type { Publisher } from '../records/publisher.ts';
import type { Writer } from '../store/statement.ts';
import { PARKED_HERE } from './parked-here.ts';
import type { LinkError } from './adapters/adapter.ts';

/** The platform's words were cut by the adapter; this is the net below. */
const TEXT_MAX = 2_500;
const PAGE = 50;
const HERE = PARKED_HERE.map((code) => `'${code}'`).join(', ');

export interface RefusalBridgeParts {
  readonly db: Writer;
  readonly chain: Pick<DocumentChain, 'get' | 'mayAppend'>;
  readonly notices: NoticeStore;
  readonly publisher: Pick<Publisher, 'publish'>;
  readonly clock: Clock;
  readonly newId: () => Uuid;
}

export class RefusalBridge {
  readonly #parts: RefusalBridgeParts;

  constructor(parts: RefusalBridgeParts) {
    this.#parts = parts;
  }

  /** To be called in the transaction that parks the document; while the chain is held, {@link catchUp} makes it later. */
  bridge(documentId: Uuid, error: LinkError): void {
    const { chain, clock, newId, notices, publisher } = this.#parts;
    const subject = chain.get(documentId);
    if (subject === null || !chain.mayAppend() || notices.get(documentId)?.kind === 'refused') return;
    if (notices.bySubject(documentId).some(({ kind }) => kind === 'refused')) return;
    const words = [error.status, error.title, error.detail].filter((part) => part !== null && part !== '').join(' ');
    publisher.publish('notice', newId(), {
      kind: 'refused',
      subjectId: documentId,
      subjectSequence: subject.sequence,
      subjectHash: subject.document.hash,
      effectiveAt: timestamp(clock.wall()),
      // A cut, or the platform itself, may have left half a character: JCS refuses that.
      text: words.slice(0, TEXT_MAX).toWellFormed(),
      operatorId: 'nobody',
    });
  }

  /** Bridges what the platform refused while the chain was held, or before bridges were built. A page a transaction. */
  catchUp(): void {
    const { chain, db } = this.#parts;
    const unbridged = db.prepare<{ documentId: Uuid; lastError: string | null }>(
      `SELECT o.documentId, o.lastError FROM outbox o INDEXED BY outbox_state
       WHERE o.state = 'parked' AND o.part = 'document'
         AND (json_extract(o.lastError, '$.code') IS NULL OR json_extract(o.lastError, '$.code') NOT IN (${HERE}))
         AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.subjectId = o.documentId AND n.kind = 'refused')
         AND NOT EXISTS (SELECT 1 FROM notice n WHERE n.id = o.documentId AND n.kind = 'refused')
       ORDER BY o.createdAtMs LIMIT ${PAGE}`,
    );
    if (!chain.mayAppend()) return;
    for (let rows = unbridged.all(); rows.length > 0; rows = unbridged.all())
      db.immediate(() => {
        for (const { documentId, lastError } of rows)
          this.bridge(documentId, JSON.parse(lastError ?? '{}') as LinkError);
      });
  }
}
