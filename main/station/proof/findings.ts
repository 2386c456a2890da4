/** What a check finds, in order; all are counted, the first hundred are kept. */
import { MOST_FINDINGS, type ProofFault, type ProofNote, type ProofParams } from '../../../preload/contract/proof.ts';

export interface Found<Code> {
  readonly code: Code;
  readonly params: ProofParams;
}

export class Findings {
  readonly faults: Found<ProofFault>[] = [];
  readonly notes: Found<ProofNote>[] = [];
  faultCount = 0;

  fault(code: ProofFault, params: ProofParams = {}): void {
    this.faultCount += 1;
    if (this.faults.length < MOST_FINDINGS) this.faults.push({ code, params });
  }

  note(code: ProofNote, params: ProofParams = {}): void {
    if (this.notes.length < MOST_FINDINGS) this.notes.push({ code, params });
  }
}
