import type { DocumentKind } from '../../../preload/contract/documents.ts';
import type { Writer } from '../store/statement.ts';
import type { SignedDocument } from './document-chain.ts';

/**
 * Does everything that follows from a document in the derived tables: its row, the weighing it voids or corrects, the
 * sheet it voids. Call it right after `append`, in the same transaction; rebuilding does the same thing.
 */
export declare function indexDocument<K extends DocumentKind>(db: Writer, kind: K, document: SignedDocument<K>): void;
/** Empties the derived tables and makes them again from the documents. */
export declare function rebuildDerived(db: Writer): void;
