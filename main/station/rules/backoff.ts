/**
 * How long to wait before trying again: exponential with full jitter, so that stations which lost the platform together
 * do not come back together. 2 s … 5 min as the platform link promises; the outbox keeps the attempts as a column.
 */

/** Never sooner than this. */
export const BACKOFF_MIN_MS = 2_000;
/** Never later than this. */
export const BACKOFF_MAX_MS = 300_000;

/**
 * Milliseconds to wait after the `attempt`-th failure in a row.
 * @param attempt 1 for the first failure; smaller values count as 1
 * @param random uniform in [0, 1)
 * @returns whole milliseconds in [BACKOFF_MIN_MS, min(BACKOFF_MAX_MS, BACKOFF_MIN_MS × 2^attempt)]
 */
export function backoffMs(attempt: number, random: number): number {
  // 2^30 × 2 s is far beyond the ceiling; the bound keeps the power finite for a row that failed for years.
  const doublings = Math.min(Math.max(1, Math.floor(attempt)), 30);
  const ceiling = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** doublings);
  return Math.round(BACKOFF_MIN_MS + random * (ceiling - BACKOFF_MIN_MS));
}
