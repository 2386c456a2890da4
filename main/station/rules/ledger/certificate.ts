/**
 * The scale's verification certificate on one day (product.md M3; domain.md §1.1 A1, §4 W18, §7.1: nobody may use a scale beyond
 * its period, 计量法 Art. 9 and 25). Pure. Days are `yyyy-MM-dd` in Beijing time, and compare as text.
 */
import type { CertificateDetails, CertificateState } from '../../../../preload/contract/ledger.ts';
import { daysBetween } from './days.ts';

/** So many days before its last one a certificate is shown as due (domain.md §4, W18). */
export const DUE_DAYS = 30;

export interface CertificateOnDay {
  readonly state: CertificateState;
  readonly details: CertificateDetails | null;
  /** Until its last day, which still counts; negative after it. */
  readonly daysLeft: number | null;
}

/**
 * The newest verification counts, whichever certificate was entered last: a scale that was verified anew is no longer what an
 * older certificate says. Of two of one day the one that was entered last.
 * @param entered in the order of entering, corrected and withdrawn ones left out
 */
export function certificateOn(entered: readonly CertificateDetails[], day: string): CertificateOnDay {
  let details: CertificateDetails | null = null;
  for (const one of entered) if (details === null || one.verifiedOn >= details.verifiedOn) details = one;
  if (details === null) return { state: 'none', details, daysLeft: null };
  const daysLeft = daysBetween(day, details.validUntil);
  return { state: daysLeft < 0 ? 'expired' : daysLeft <= DUE_DAYS ? 'due' : 'valid', details, daysLeft };
}

/**
 * Whether trucks weighed on this scale get no load sheet. They are weighed all the same: a record is never lost.
 * @param rule the site's `rules.expiredCertificate`
 */
export const certificateBlocks = (state: CertificateState, rule: 'warn' | 'block'): boolean =>
  rule === 'block' && (state === 'expired' || state === 'none');
