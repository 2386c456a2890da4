/** What was read in a gate's picture, as its document says it: a sure plate at its own end, an unsure one as read and nothing more. Pure. */
import type { GatePassBody, Plate } from '../../../preload/contract/documents.ts';
import type { PlateColor } from '../../../preload/contract/vocabulary.ts';
import { isTrailerPlate } from '../rules/plate-grammar.ts';

/** The plate on which the reader agrees with itself. */
export interface SeenPlate {
  readonly text: string;
  readonly color: PlateColor;
  readonly confidence: number;
  /** Sure enough to count. */
  readonly accepted: boolean;
}

export const NO_PLATE: Plate = { text: null, color: 'unknown', source: 'none', recognisedText: null, confidence: null };

/** A trailer's plate stands on the rear, whichever way the vehicle drives. */
export function platesSeen(seen: SeenPlate | null): Pick<GatePassBody, 'plate' | 'plateRear'> {
  if (seen === null) return { plate: NO_PLATE };
  const { accepted, color, confidence, text } = seen;
  const plate: Plate = accepted
    ? { text, color, source: 'recognised', recognisedText: text, confidence }
    : { ...NO_PLATE, recognisedText: text, confidence };
  return isTrailerPlate(text) ? { plate: NO_PLATE, plateRear: plate } : { plate };
}
