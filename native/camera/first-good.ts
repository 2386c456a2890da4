/** Several ways to one picture within one deadline. */
import { toCameraError, type CameraError } from './camera-error.ts';

export type Attempt<T> = (signal: AbortSignal) => Promise<T>;

export interface FirstGoodOptions {
  /** A way that is silent for so long gets company from the next; it keeps running and may still win. */
  readonly hedgeAfterMs: number;
  /** After a failure the next way begins so much later: a busy camera needs a breath. */
  readonly pauseMs: number;
  /** Failures that no other way can mend. */
  readonly isFinal: (failure: CameraError) => boolean;
}

export type FirstGood<T> =
  | { readonly ok: true; readonly value: T }
  /** In the order in which they failed; empty when every way was still silent at the end. */
  | { readonly ok: false; readonly failures: readonly CameraError[] };

/**
 * Tries one way after the other; the first that succeeds wins and the others are aborted.
 * Settles when one succeeds, when one fails for good, when all have failed, or at once when `signal` aborts; never rejects.
 */
export function firstGood<T>(
  attempts: readonly Attempt<T>[],
  options: FirstGoodOptions,
  signal: AbortSignal,
): Promise<FirstGood<T>> {
  return new Promise((resolve) => {
    const failures: CameraError[] = [];
    const others = new AbortController();
    let started = 0;
    let settled = false;
    let timer: NodeJS.Timeout | undefined;

    const settle = (result: FirstGood<T>): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      resolve(result);
      others.abort();
    };
    const giveUp = (): void => settle({ ok: false, failures });
    const startNext = (): void => {
      clearTimeout(timer);
      const attempt = attempts[started];
      if (attempt === undefined) return;
      started += 1;
      timer = setTimeout(startNext, options.hedgeAfterMs);
      attempt(others.signal).then(
        (value) => settle({ ok: true, value }),
        (error: unknown) => {
          if (settled) return;
          const failure = toCameraError(error);
          failures.push(failure);
          if (options.isFinal(failure) || failures.length === attempts.length) {
            giveUp();
            return;
          }
          clearTimeout(timer);
          timer = setTimeout(startNext, options.pauseMs);
        },
      );
    };

    signal.addEventListener('abort', giveUp, { once: true });
    if (signal.aborted) giveUp();
    else startNext();
  });
}
