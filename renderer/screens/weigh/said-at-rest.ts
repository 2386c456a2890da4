/** What is said of a truck that stands and waits for a person, the graver first. Pure. */
import type { Situation } from './next-action.ts';

export type SaidAtRest = 'unproven' | 'odd-tare' | 'over' | 'papers' | 'illegible' | 'next';

export function saidAtRest({
  oddTare,
  offKg,
  over,
  papers,
  proven,
  unread,
}: Pick<Situation, 'oddTare' | 'over' | 'proven'> & {
  /** How far the tare is from the usual, looked at or not; null: it is as usual. */
  readonly offKg: number | null;
  /** It must not be loaded, by its file. */
  readonly papers: boolean;
  /** No display could be read. */
  readonly unread: boolean;
}): SaidAtRest {
  if (!proven) return 'unproven';
  if (oddTare) return 'odd-tare';
  if (over !== null) return 'over';
  if (papers) return 'papers';
  if (unread) return 'illegible';
  // Looked at: it stands there until something else has to be said.
  return offKg === null ? 'next' : 'odd-tare';
}
