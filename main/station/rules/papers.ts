/**
 * The papers of a vehicle and its driver on one day (product.md L8; order 301 and the Henan rules by domain.md §2.5, §3.5: no
 * loading with incomplete papers). Pure. Days are `yyyy-MM-dd` in Beijing time, and compare as text.
 */
import type { Paper } from '../../../preload/contract/weighing.ts';

export type PaperKind = Paper['kind'];

/** So many days before its last one a paper is shown as due. */
export const DUE_DAYS = 30;

/** undated: it is there, and nobody wrote down until when; that is not held against it. */
export type PaperState = 'valid' | 'due' | 'expired' | 'undated';

/** @param day today; a paper's last day is still valid */
export function paperState({ validUntil = null }: Paper, day: string): PaperState {
  if (validUntil === null) return 'undated';
  if (validUntil < day) return 'expired';
  return validUntil <= plusDays(day, DUE_DAYS) ? 'due' : 'valid';
}

export interface PaperFault {
  readonly kind: PaperKind;
  readonly fault: 'missing' | 'expired';
  /** The last day of the newest one; null where it is missing. */
  readonly validUntil: string | null;
}

/**
 * What keeps this vehicle from being loaded on that day: papers that the site demands and nobody has seen, and papers that
 * are known to be out of date. Of several of one kind the best counts. In the order of the site's list, then of the file.
 * @param required what the site demands to be on file
 */
export function paperFaults(papers: readonly Paper[], required: readonly PaperKind[], day: string): PaperFault[] {
  const kinds = new Set([...required, ...papers.map(({ kind }) => kind)]);
  return [...kinds].flatMap((kind): PaperFault[] => {
    const known = papers.filter((paper) => paper.kind === kind);
    if (known.length === 0) return [{ kind, fault: 'missing', validUntil: null }];
    if (known.some((paper) => paperState(paper, day) !== 'expired')) return [];
    const last = known.map(({ validUntil }) => validUntil ?? '').sort();
    return [{ kind, fault: 'expired', validUntil: last.at(-1) ?? null }];
  });
}

/** Calendar days: neither has an hour, so no zone comes into it. */
function plusDays(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}
