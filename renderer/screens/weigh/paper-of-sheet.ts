/** What became of the paper of one sheet, by the print jobs as the station lists them. Pure. */
import type { PrintJob } from '../../../preload/contract/load-sheet.ts';

export interface PaperOfSheet {
  /** A copy is out. */
  readonly printed: boolean;
  /** None is for sure, and one may be: the printer broke off in the middle of it. */
  readonly uncertain: boolean;
  /** A `printer.*` code: why one is not out. */
  readonly trouble: string | null;
}

/** @param jobs newest first. Exit slips among them say nothing of the sheet: the slip may be out, and the sheet not. */
export function paperOfSheet(jobs: readonly PrintJob[], sheetId: string | undefined): PaperOfSheet {
  const own = jobs.filter((job) => job.kind === 'sheet' && job.sheetId === sheetId);
  const printed = own.some(({ state }) => state === 'printed');
  return {
    printed,
    uncertain: !printed && own.some(({ state }) => state === 'uncertain'),
    trouble: own.find(({ lastError, state }) => state !== 'printed' && lastError !== null)?.lastError ?? null,
  };
}
