/**
 * The seal of a scale's indicator (product.md M3; domain.md §1.1 A2: number, and a picture at an interval). Pure.
 */
import type { SealDetails, SealState } from '../../../../preload/contract/ledger.ts';
import { plusDays } from './days.ts';

export interface SealEntry extends SealDetails {
  /** The Beijing day on which it was seen. */
  readonly day: string;
  readonly hasPicture: boolean;
}

export interface SealOnDay {
  readonly state: SealState;
  readonly sealNo: string | null;
  /** Of the newest picture of this seal. */
  readonly photoOn: string | null;
  readonly photoDueOn: string | null;
}

/**
 * A new seal has no picture yet: it is due at once unless it was entered with one.
 * @param seen oldest first, corrected and withdrawn ones left out
 * @param everyDays the site's `rules.sealPhotoDays`; 0: no picture is asked for
 */
export function sealOn(seen: readonly SealEntry[], day: string, everyDays: number): SealOnDay {
  const last = seen.at(-1);
  if (last === undefined) return { state: 'none', sealNo: null, photoOn: null, photoDueOn: null };
  const { sealNo } = last;
  // Of the seal that is there now: a picture of the one before says nothing of it.
  const since = seen.slice(seen.findLastIndex((one) => one.sealNo !== sealNo) + 1);
  const photoOn = since.findLast(({ hasPicture }) => hasPicture)?.day ?? null;
  const first = since[0] ?? last;
  const photoDueOn = everyDays === 0 ? null : photoOn === null ? first.day : plusDays(photoOn, everyDays);
  if (last.state === 'broken') return { state: 'broken', sealNo, photoOn, photoDueOn };
  return { state: photoDueOn !== null && photoDueOn < day ? 'photo-due' : 'intact', sealNo, photoOn, photoDueOn };
}

/** What of the newest entry a person has to explain at once: the seal is broken, or has another number than before. */
export function sealMatter(
  before: SealDetails | undefined,
  now: SealDetails,
): { readonly matter: 'seal-broken' | 'seal-changed'; readonly was: string | null; readonly now: string } | null {
  if (now.state === 'broken') return { matter: 'seal-broken', was: before?.sealNo ?? null, now: now.sealNo };
  if (before !== undefined && before.sealNo !== now.sealNo)
    return { matter: 'seal-changed', was: before.sealNo, now: now.sealNo };
  return null;
}
