/** Why a limit is what it is, in a few words. Pure. */
import { LimitBasis, LimitCondition } from '../../preload/contract/mass-limit.ts';
import type { Translate } from '../i18n/index.ts';

/** The conditions of a record may be a newer program's: what is not known here is left out. */
export const limitWhy = (conditions: readonly string[], t: Translate): string =>
  LimitCondition.options
    .filter((condition) => conditions.includes(condition))
    .map((condition) => t(`limit.why.${condition}`))
    .join(' · ');

/** The text that gave it; '' without one. */
export function limitBasis(basis: string | null, t: Translate): string {
  const known = LimitBasis.options.find((one) => one === basis);
  return known === undefined ? '' : t(`limit.basis.${known}`);
}
