/** What a printed record needs besides its document and its life: what counts now, and the key that signed it. Through the reader. */
import { CodedError } from '../../../preload/contract/errors.ts';
import type { Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Reader } from '../store/reader.ts';

/** A key signs from its first document to the one before the next key's. */
const NOW = `SELECT w.plateFront, w.plateRear, w.axleCount, w.voidedById IS NOT NULL AS voided,
    (SELECT r.sequence FROM weighing r WHERE r.id = w.replacedById) AS replacedBy,
    (SELECT k.kid FROM signing_key k WHERE k.firstSequence <= w.sequence ORDER BY k.firstSequence DESC LIMIT 1) AS keyId
  FROM weighing w WHERE w.id = ?`;

export interface RecordNow {
  readonly plateFront: string | null;
  readonly plateRear: string | null;
  readonly axleCount: number | null;
  readonly voided: boolean;
  /** Sequence of the weighing that was made in its stead. */
  readonly replacedBy: number | null;
  /** Thumbprint of the key that signed it. */
  readonly keyId: string | null;
}

export class PrintQuery {
  readonly #reader: Pick<Reader, 'all'>;

  constructor(reader: Pick<Reader, 'all'>) {
    this.#reader = reader;
  }

  /** @throws CodedError weighing.not-found; Reader.all's */
  async of(id: Uuid): Promise<RecordNow> {
    const [row] = await this.#reader.all<Omit<RecordNow, 'voided'> & { voided: number }>(NOW, [id]);
    if (row === undefined) throw new CodedError('weighing.not-found', { id });
    return { ...row, voided: row.voided === 1 };
  }
}
