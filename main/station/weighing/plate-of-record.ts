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
  /** Who said it, and when; null: nobody did, and what was surely read stands. */
  readonly by: string | null;
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
  if (by === null) return { text, source: 'recognised', ...read };
  return { text, source: 'corrected', ...read, correctedBy: by, correctedAt: at };
}
