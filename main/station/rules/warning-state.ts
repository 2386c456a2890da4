/** Where a warning of the platform stands (domain.md §4: raised, acknowledged, rectified, fed back, closed). Pure. */
import type { WarningState } from '../../../preload/contract/inbox.ts';
import type { EpochMs } from '../../../preload/contract/vocabulary.ts';

export interface Step {
  /** Grows with the order in which the station learnt of it. */
  readonly id: number;
  readonly step: 'rectified' | 'returned' | 'closed' | 'read';
  readonly atMs: EpochMs;
}

/**
 * @param steps in any order: what the platform says may come in any, and before the warning itself
 * @param received the platform has a receipt for the newest rectification
 */
export function platformState(
  steps: readonly Step[],
  { owned, received }: { readonly owned: boolean; readonly received: boolean },
): WarningState {
  if (isClosed(steps)) return 'closed';
  // By what we knew: it returns what we had sent, and what we send after that answers it.
  const answered = steps
    .filter(({ step }) => step === 'rectified' || step === 'returned')
    .reduce<Step | null>((newest, step) => (newest === null || step.id > newest.id ? step : newest), null);
  if (answered?.step === 'returned') return 'returned';
  if (answered?.step === 'rectified') return received ? 'fed-back' : 'rectified';
  return owned ? 'acknowledged' : 'raised';
}

/** Something is still to be done here. */
export const awaitsUs = (state: WarningState): boolean =>
  state === 'raised' || state === 'acknowledged' || state === 'returned';

/** The platform's last word by its own clock: it may return what it had closed, and says both perhaps in the other order. */
function isClosed(steps: readonly Step[]): boolean {
  const ends = steps.filter(({ step }) => step !== 'rectified');
  const last = ends.reduce<Step | null>(
    (newest, one) =>
      newest === null || one.atMs > newest.atMs || (one.atMs === newest.atMs && one.step !== 'returned') ? one : newest,
    null,
  );
  return last !== null && last.step !== 'returned';
}
