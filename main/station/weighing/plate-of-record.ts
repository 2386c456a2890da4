/**
 * A plate as the document bears it: what a person said, what was read, and both where they differ (product.md P3). Pure.
 * The raw reading always stays, with how sure it was.
 */
import type { Plate } from '../../../preload/contract/documents.ts';
import type { PlateSeen } from '../../../preload/contract/readings.ts';
import type { Timestamp } from '../../../preload/contract/vocabulary.ts';

export interface SaidPlate {
  readonly text: string | null;
  /** A person said that there is none: not just nothing. */
  readonly none: boolean;
  readonly by: string;
  readonly at: Timestamp;
}

/** @param seen what was read in that end's pictures; null: no plate was */
export function plateOfRecord({ at, by, none, text }: SaidPlate, seen: PlateSeen | null): Plate {
  if (seen === null) {
    // No text by a person's word is `manual`, no text because nobody said anything is `none`.
    return {
      text,
      color: 'unknown',
      source: text === null && !none ? 'none' : 'manual',
      recognisedText: null,
      confidence: null,
    };
  }
  const read = { color: seen.color, recognisedText: seen.readAs ?? seen.text, confidence: seen.confidence };
  if (text === seen.text && seen.readAs === null) return { text, source: 'recognised', ...read };
  if (text === null && !none) return { text, source: 'none', ...read };
  return { text, source: 'corrected', ...read, correctedBy: by, correctedAt: at };
}

/**
 * The plates of a truck of which nobody said anything: those that are sure enough to be taken without a question. A rear plate
 * that repeats the front's is no trailer's: the truck has one plate, and its pair is as if nobody had read it twice.
 */
export function platesTaken(
  seen: { readonly plateFront: PlateSeen | null; readonly plateRear: PlateSeen | null } | null,
): { readonly plateFront: string | null; readonly plateRear: string | null } {
  const sure = (plate: PlateSeen | null): string | null => (plate?.accepted === true ? plate.text : null);
  const [front, rear] = [sure(seen?.plateFront ?? null), sure(seen?.plateRear ?? null)];
  // Only the rear was read, and it is no trailer's plate: the truck's own.
  if (front === null && rear !== null && seen?.plateRear?.kind !== 'trailer')
    return { plateFront: rear, plateRear: null };
  return { plateFront: front, plateRear: rear === front ? null : rear };
}
