/** Which plates are taken without a question. */
import { type PlateCandidate } from './plate-reading.ts';

/** From this confidence on. To be set anew with every network: see native/plate-model/README.md, The threshold. */
export const ACCEPT_FROM = 0.97;

/**
 * Two readers that were made in different ways and learnt from different pictures seldom make the same mistake: both must read
 * it by themselves, and together they must be sure. A special plate is a person's matter.
 */
export function mayBeAccepted({ kind, confidence }: PlateCandidate, agreed: boolean): boolean {
  return kind !== 'special' && agreed && confidence >= ACCEPT_FROM;
}
