/** One truck's time on the deck: what the deck hands on of it. */
import type { EpochMs, Kg, Uuid } from '../../../preload/contract/vocabulary.ts';
import type { CurvePoint } from '../rules/curve/curve.ts';
import type { WeightTrace } from '../rules/weight-trace.ts';

/** A weight that was saved of the truck on the deck. */
export interface SavedOnPass {
  readonly weighingId: Uuid;
  /** Where in the curve its frame is; null when it was saved before a restart, of a curve that is gone. */
  readonly atMs: number | null;
  readonly weightKg: Kg;
}

export interface Pass {
  readonly id: Uuid;
  readonly caseId: Uuid;
  readonly startedAt: EpochMs;
  readonly zeroBeforeKg: Kg | null;
  /** What the deck read at rest before the truck came, within the zero band or not; null when nobody saw it rest. */
  readonly restKg: Kg | null;
  /** False when the truck stood there already, or drove on while the signal was gone: its curve has no beginning. */
  readonly arrivalSeen: boolean;
  readonly saved: SavedOnPass[];
  /** The first frame of the trace: the arrival, or after a restart the first frame seen again. */
  traceStartedAt: EpochMs | null;
  readonly trace: WeightTrace;
}

export interface EndedPass {
  readonly pass: Pass;
  readonly endedAt: EpochMs;
  /** null: another truck stands there and nobody saw this one leave. */
  readonly zeroAfterKg: Kg | null;
  readonly points: readonly CurvePoint[];
}
