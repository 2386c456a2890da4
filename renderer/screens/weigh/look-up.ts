/**
 * Whether what the station knows of a truck is here. An answer that failed is none: a known truck must not look like a new
 * one, whose axles are typed and whose tare is missing. It is asked again by itself, and Enter waits for it. Pure.
 */
import { CodedError, type ErrorCode, type ErrorParams } from '../../../preload/contract/errors.ts';

export interface Failure {
  readonly code: ErrorCode;
  readonly params: ErrorParams;
}

export interface LookUp {
  /** Not all of it is here. */
  readonly pending: boolean;
  /** Why not, while it is being asked again. */
  readonly failure: Failure | null;
}

/** What is looked at of a query. */
export interface Asked {
  readonly status: 'pending' | 'error' | 'success';
  readonly failureReason: Error | null;
}

/** For each question about a truck: asked again until it is answered; a line that is down asks afresh when it is up. */
export const UNTIL_ANSWERED = {
  retry: (_failures: number, error: Error): boolean =>
    !(error instanceof CodedError && error.code === 'rpc.disconnected'),
  retryDelay: (failures: number): number => Math.min(500 * 2 ** failures, 5000),
} as const;

export function lookUp(asked: readonly Asked[]): LookUp {
  const open = asked.filter(({ status }) => status !== 'success');
  const why = open.map(({ failureReason }) => failureReason).find((reason) => reason !== null);
  return { pending: open.length > 0, failure: why === undefined ? null : failureOf(why) };
}

function failureOf(error: Error): Failure {
  return error instanceof CodedError ? { code: error.code, params: error.params } : { code: 'rpc.fault', params: {} };
}
