import type { LoadSheet } from '../../../preload/contract/documents.ts';
import type { EpochMs, Kg, Timestamp, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { Writer } from '../store/statement.ts';

export interface LoadSheetRow {
  readonly id: Uuid;
  readonly sequence: number;
  readonly number: string;
  readonly status: 'issued' | 'void';
  readonly plate: string;
  readonly trailerPlate: string | null;
  readonly goods: string;
  readonly receiver: string;
  readonly grossKg: Kg;
  readonly tareKg: Kg;
  readonly netKg: Kg;
  readonly grossWeighingId: Uuid;
  readonly tareWeighingId: Uuid;
  readonly issuedAt: Timestamp;
  readonly issuedAtMs: EpochMs;
  /** The void document, for a sheet that was voided. */
  readonly voidedById: Uuid | null;
}
export declare class LoadSheetStore {
  constructor(db: Writer);
  /** @param prefix `unitCode-stationNo` @param day Beijing day yyyyMMdd; inside the transaction that stores the sheet */
  nextNumber(prefix: string, day: string): string;
  /** A void document also marks the sheet that it voids. */
  index(document: LoadSheet): void;
  get(id: string): LoadSheetRow | undefined;
  /** The valid sheet of that gross weighing. */
  byGross(weighingId: Uuid): LoadSheetRow | undefined;
  /** Valid sheets that use this weighing, as gross or as tare. */
  using(weighingId: Uuid): LoadSheetRow[];
  /** @throws CodedError sheet.not-found | sheet.already-void */
  markVoid(id: Uuid, voidDocumentId: Uuid): void;
}
