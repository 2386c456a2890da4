import type { Kg, Timestamp, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Writer } from '../store/statement.ts';

/** The whole time of one truck on the deck, to empty. */
export interface PassRow {
  readonly id: Uuid;
  readonly scaleId: string;
  readonly startedAt: Timestamp;
  readonly endedAt: Timestamp;
  /** As the frames came: milliseconds since `startedAt`, and the weight (null: no valid frame). Same length. */
  readonly trace: { readonly offsetsMs: readonly number[]; readonly weightsKg: readonly (Kg | null)[] };
  readonly zeroBeforeKg: Kg | null;
  readonly zeroAfterKg: Kg | null;
  readonly weighingIds: readonly Uuid[];
}
export declare class PassStore {
  constructor(db: Writer);
  insert(row: PassRow): void;
  get(id: Uuid): PassRow | undefined;
}
