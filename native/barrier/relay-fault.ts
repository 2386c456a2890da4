/** Why a relay board did not do what it was told: a code of the closed list, and what the board or the system said. */
import type { ErrorCode } from '../../preload/contract/errors.ts';

export type BarrierFault = Extract<ErrorCode, `barrier.${string}`>;

export class RelayFault extends Error {
  readonly code: BarrierFault;
  readonly detail: string;

  constructor(code: BarrierFault, detail: string) {
    super(`${code}: ${detail}`);
    this.name = 'RelayFault';
    this.code = code;
    this.detail = detail;
  }
}
