/** Why the limit of a record is what it is: by its own rule set, whichever holds today (contract weighing.limitOf). */
import type { Weighing } from '../../../preload/contract/documents.ts';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { CallOutput } from '../../../preload/contract/index.ts';
import { kg, type Uuid } from '../../../preload/contract/vocabulary.ts';
import { recordLimit } from '../rules/mass-limits/record-limit.ts';
import type { Reader } from '../store/reader.ts';
import { parseDocument } from './document-chain.ts';
import type { WeighingRow } from './weighing-store.ts';

const RECORD = `SELECT d.bytes, w.axleCount, w.vehicleType, w.driveAxles
  FROM weighing w JOIN document d ON d.id = w.id WHERE w.id = ?`;

interface Row extends Pick<WeighingRow, 'axleCount' | 'vehicleType' | 'driveAxles'> {
  readonly bytes: Uint8Array;
}

/** Errors: as {@link Reader.all}. */
export class RecordLimits {
  readonly #reader: Pick<Reader, 'all'>;

  constructor(reader: Pick<Reader, 'all'>) {
    this.#reader = reader;
  }

  /** @throws CodedError weighing.not-found */
  async of(id: Uuid): Promise<CallOutput<'weighing.limitOf'>> {
    const [row] = await this.#reader.all<Row>(RECORD, [id]);
    if (row === undefined) throw new CodedError('weighing.not-found', { id });
    const record = parseDocument(row.bytes) as Weighing;
    const { basis, conditions, limitKg, rule } = recordLimit(record, row);
    return {
      limitKg,
      asSignedKg: record.limitKg ?? null,
      ruleSet: rule,
      basis,
      conditions: [...conditions],
      axleCount: row.axleCount,
      axleSource: record.limitInputs?.axleSource ?? 'unknown',
      toleranceKg: record.limitInputs?.toleranceKg ?? kg(0),
    };
  }
}
