import type { Notice } from '../../../preload/contract/documents.ts';
import type { Timestamp, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Writer } from '../store/statement.ts';

export interface NoticeRow {
  readonly id: Uuid;
  readonly sequence: number;
  readonly kind: Notice['kind'];
  readonly subjectId: string | null;
  readonly effectiveAt: Timestamp;
}
export declare class NoticeStore {
  constructor(db: Writer);
  index(document: Notice): void;
  get(id: string): NoticeRow | undefined;
  bySubject(subjectId: string): NoticeRow[];
}
