import type { CorrectionField, Weighing } from '../../../preload/contract/documents.ts';
import type {
  EpochMs,
  Kg,
  Sha256,
  Timestamp,
  Uuid,
  VehicleType,
  WeighingKind,
} from '../../../preload/contract/vocabulary.ts';
import type { Writer } from '../store/statement.ts';

/** One weighing as it counts now: the document's figures, corrections applied, and whether it was voided. */
export interface WeighingRow {
  readonly id: Uuid;
  readonly sequence: number;
  readonly kind: WeighingKind;
  readonly scaleId: string;
  readonly caseId: Uuid | null;
  readonly direction: string | null;
  readonly weightKg: Kg;
  readonly weighedAt: Timestamp;
  readonly weighedAtMs: EpochMs;
  readonly plateFront: string | null;
  readonly plateRear: string | null;
  readonly plateFrontAsWeighed: string | null;
  readonly plateRearAsWeighed: string | null;
  readonly axleCount: number | null;
  readonly vehicleType: VehicleType | null;
  readonly driveAxles: number | null;
  readonly limitKg: Kg | null;
  readonly overKg: Kg | null;
  readonly evidenceState: 'complete' | 'incomplete';
  readonly evidenceReason: string | null;
  readonly operatorId: string;
  readonly frontSha256: Sha256 | null;
  readonly rearSha256: Sha256 | null;
  readonly replacesId: Uuid | null;
  readonly voidedById: Uuid | null;
}
export declare class WeighingStore {
  constructor(db: Writer);
  index(document: Weighing): void;
  get(id: string): WeighingRow | undefined;
  byCase(caseId: Uuid): WeighingRow[];
  applyCorrection(id: Uuid, field: CorrectionField, value: string | number | null): void;
  markVoid(id: Uuid, noticeId: Uuid): void;
  openTrucks(sinceMs: EpochMs): WeighingRow[];
  storedTares(plate?: string): WeighingRow[];
  latestTare(plateFront: string, plateRear: string | null): WeighingRow | undefined;
  newestForPair(plateFront: string, plateRear: string | null): WeighingRow | undefined;
  lastPictureSha(cameraId: string): Sha256 | undefined;
}
