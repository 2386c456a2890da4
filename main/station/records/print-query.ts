/** What a printed record needs besides its document and its life: what counts now, and what voided its sheets. Through the reader. */
import { CodedError } from '../../../preload/contract/errors.ts';
import type { Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Reader } from '../store/reader.ts';

const NOW = `SELECT w.plateFront, w.plateRear, w.axleCount, w.voidedById IS NOT NULL AS voided,
    (SELECT r.sequence FROM weighing r WHERE r.id = w.replacedById) AS replacedBy
  FROM weighing w WHERE w.id = ?`;
const VOIDING = 'SELECT voidedById FROM load_sheet WHERE id = ? AND voidedById IS NOT NULL';

export interface RecordNow {
  readonly plateFront: string | null;
  readonly plateRear: string | null;
  readonly axleCount: number | null;
  readonly voided: boolean;
  /** Sequence of the weighing that was made in its stead. */
  readonly replacedBy: number | null;
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

  /** The document that voids a sheet; null where none does. Errors: as Reader.all. */
  async voidingOf(sheetId: Uuid): Promise<Uuid | null> {
    const [row] = await this.#reader.all<{ voidedById: Uuid }>(VOIDING, [sheetId]);
    return row?.voidedById ?? null;
  }
}
