import type { Image, MissingImage, Stability, Trace } from '../../../preload/contract/documents.ts';
import type { Direction, EpochMs, Kg, Timestamp, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { CaptureInput } from '../../../preload/contract/weighing.ts';
import type { Writer } from '../store/statement.ts';

/** What the clerk had said when the weight was saved; a capture found without a document at start is finished from it. */
export type CaptureClaim = Omit<CaptureInput, 'acceptIncomplete' | 'scaleId'>;

/** One saved weight (architecture.md §5): append-only. Its document will bear the same id. */
export interface CaptureRow {
  readonly id: Uuid;
  readonly passId: Uuid;
  readonly caseId: Uuid;
  readonly scaleId: string;
  readonly weightKg: Kg;
  readonly weighedAt: Timestamp;
  readonly weighedAtMs: EpochMs;
  readonly stability: Stability;
  readonly zeroBeforeKg: Kg | null;
  /** From the truck's arrival to the capture. */
  readonly trace: Trace;
  /** Hex of the frame that carried the weight. */
  readonly rawFrame: string;
  readonly protocol: string;
  readonly images: readonly Image[];
  readonly missing: readonly MissingImage[];
  readonly direction?: Direction;
  /** Absent where the station captured by itself. */
  readonly claim?: CaptureClaim;
}
export interface Retake {
  readonly images: readonly Image[];
  readonly missing: readonly MissingImage[];
  readonly takenAt: Timestamp;
}
export declare class CaptureStore {
  constructor(db: Writer);
  insert(row: CaptureRow): void;
  get(id: Uuid): CaptureRow | undefined;
  /** Captures without a document, oldest first. */
  pending(): CaptureRow[];
  addRetake(captureId: Uuid, retake: Retake): void;
  /** The newest good picture of each camera over the capture and its retakes, and what is missing altogether. */
  pictures(captureId: Uuid): { images: Image[]; missing: MissingImage[] };
}
