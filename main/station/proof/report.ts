/** What several checks found, as one report: the documents' own faults come first. */
import { MOST_FINDINGS, type ProofReport } from '../../../preload/contract/proof.ts';
import type { Findings } from './findings.ts';

type Facts = Omit<ProofReport, 'of' | 'faults' | 'faultCount' | 'notes' | 'seconds'>;

/** @param startedAt of performance.now() */
export function reportOf(
  of: ProofReport['of'],
  facts: Facts,
  all: readonly Pick<Findings, 'faults' | 'faultCount' | 'notes'>[],
  startedAt: number,
): ProofReport {
  return {
    of,
    ...facts,
    faults: all.flatMap(({ faults }) => faults).slice(0, MOST_FINDINGS),
    faultCount: all.reduce((sum, { faultCount }) => sum + faultCount, 0),
    notes: all.flatMap(({ notes }) => notes).slice(0, MOST_FINDINGS),
    seconds: Math.round(performance.now() - startedAt) / 1000,
  };
}
