/**
 * Which of the plates that were read stand for themselves, before a person says anything: one rule for the clerk's fields and for
 * records that nobody confirmed (product.md P1, P2). Pure.
 */
import type { PlateSeen, Readings } from './readings.ts';

export interface TakenPlates {
  readonly plateFront: string | null;
  /** A trailer's; null: none was seen, or not surely. */
  readonly plateRear: string | null;
}

/**
 * The front's plate only from the front's pictures: what the rear camera sees may stand on the next truck. At the rear only a
 * trailer's plate counts: another one repeats the tractor's, or is another vehicle's.
 * @param trailerOf the trailer with which this tractor came in and is inside; null: it is not, or has none
 */
export function platesTaken(
  readings: Pick<Readings, 'plateFront' | 'plateRear'> | null,
  trailerOf: (plateFront: string) => string | null,
): TakenPlates {
  const front = readings?.plateFront ?? null;
  const rear = readings?.plateRear ?? null;
  const sureTrailer = rear?.accepted === true && rear.kind === 'trailer' ? rear.text : null;
  if (front?.accepted !== true) return { plateFront: null, plateRear: sureTrailer };
  return { plateFront: front.text, plateRear: sureTrailer ?? knownTrailer(rear, trailerOf(front.text)) };
}

/** Not surely read, and among the best three stands the one that it came with. */
function knownTrailer(rear: PlateSeen | null, trailer: string | null): string | null {
  return trailer !== null && rear?.top.some(({ text }) => text === trailer) === true ? trailer : null;
}
