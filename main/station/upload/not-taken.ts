/** What an interface had no place for is asked about again when the interface, or its mapping, is another one. */
import type { Meta } from '../store/meta.ts';
import type { Outbox } from './outbox.ts';

/** meta: whose interface it was that took not everything. */
const NOT_TAKEN_BY = 'notTakenBy';

/**
 * To be called before anything is sent.
 * @param whom the interface, and what decides what it takes
 * @param takesAll nothing of it will ever be left out
 * @returns how many parts wait again
 */
export function askAgain(parts: {
  readonly outbox: Pick<Outbox, 'reopenNotTaken'>;
  readonly meta: Pick<Meta, 'get' | 'set' | 'delete'>;
  readonly whom: string;
  readonly takesAll: boolean;
}): number {
  const { meta, outbox, takesAll, whom } = parts;
  const before = meta.get(NOT_TAKEN_BY);
  if (before === whom || (before === undefined && takesAll)) return 0;
  const reopened = before === undefined ? 0 : outbox.reopenNotTaken();
  // Only then: a kill in between asks once more, and loses nothing.
  if (takesAll) meta.delete(NOT_TAKEN_BY);
  else meta.set(NOT_TAKEN_BY, whom);
  return reopened;
}
