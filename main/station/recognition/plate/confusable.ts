/**
 * The one use of look-alikes in a reading: it may be taken for a vehicle that is known here if exactly one known plate differs
 * from it by exactly one such character (recognition.md, Plates).
 */
import { differsByOneConfusable } from '../../rules/plate-look-alike.ts';
import { type PlateCandidate } from './plate-reading.ts';

export interface SnappedPlate {
  /** The known vehicle's plate. */
  readonly plate: string;
  /** What was read: kept and shown beside it. */
  readonly read: string;
}

/** Below it what was read is too uncertain to be one character off, above it too certain to be wrong. */
const SNAP_FROM = 0.35;
const SNAP_TO = 0.97;

/**
 * The known plate that this reading stands for, or null. Never silently: who takes it shows both.
 * @param known plates of the vehicle file; a reading that is itself known needs no snapping
 */
export function snapToKnown(reading: PlateCandidate, known: ReadonlySet<string>): SnappedPlate | null {
  if (known.has(reading.text) || reading.kind === 'special') return null;
  if (reading.confidence < SNAP_FROM || reading.confidence > SNAP_TO) return null;
  const near = [...known].filter((plate) => differsByOneConfusable(reading.text, plate));
  return near.length === 1 ? { plate: near[0]!, read: reading.text } : null;
}
