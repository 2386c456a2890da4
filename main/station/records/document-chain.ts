import type {
  DocumentKind,
  Envelope,
  LoadSheet,
  LoadSheetBody,
  Notice,
  NoticeBody,
  Weighing,
  WeighingBody,
} from '../../../preload/contract/documents.ts';
import type { Clock, Sha256, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Writer } from '../store/statement.ts';
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
export type BodyOf<K extends DocumentKind> = K extends keyof Bodies ? Bodies[K] : Readonly<Record<string, unknown>>;
export type SignedDocument<K extends DocumentKind = DocumentKind> = K extends keyof Documents ? Documents[K] : Envelope;

/** The one writer of the chain. */
export declare class DocumentChain {
  constructor(options: {
    readonly db: Writer;
    readonly signer: Signer;
    readonly stationId: Uuid;
    readonly simulated: boolean;
    readonly clock: Clock;
  });
  /** Length = highest sequence; head = hash of that document (64 zeros when there is none). */
  head(): { readonly length: number; readonly head: Sha256 };
  /** Inside an open `immediate` only. The document of a capture bears the capture's id. */
  append<K extends DocumentKind>(kind: K, id: Uuid, body: BodyOf<K>): SignedDocument<K>;
  /** The stored bytes' document, or undefined. */
  get(id: string): { kind: DocumentKind; sequence: number; bytes: Uint8Array; document: Envelope } | undefined;
}
