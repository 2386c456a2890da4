/** Notices by what they are about (derived from the documents). */
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

export class NoticeStore {
  readonly #db: Writer;

  constructor(db: Writer) {
    this.#db = db;
  }

  /** The notice's own row. What it does to a weighing is indexDocument's. In the transaction of `append`. */
  index(document: Notice): void {
    this.#db
      .prepare('INSERT INTO notice (id, sequence, kind, subjectId, effectiveAt) VALUES (?, ?, ?, ?, ?)')
      .run(document.id, document.sequence, document.kind, document.subjectId ?? null, document.effectiveAt);
  }

  get(id: string): NoticeRow | null {
    return this.#db.prepare<NoticeRow>('SELECT * FROM notice WHERE id = ?').get(id) ?? null;
  }

  /** Oldest first. */
  bySubject(subjectId: string): NoticeRow[] {
    return this.#db.prepare<NoticeRow>('SELECT * FROM notice WHERE subjectId = ? ORDER BY sequence').all(subjectId);
  }
}
