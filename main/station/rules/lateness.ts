/** How late a part reached the platform, and which outage of the line it belongs to. Pure. */

export interface Outage {
  /** Milliseconds since 1970. */
  readonly fromMs: number;
  /** null: it still lasts. */
  readonly untilMs: number | null;
}

export interface Lateness {
  readonly ms: number;
  /** null: the line was up all the time; then it was the queue, or the station itself was off. */
  readonly outage: Outage | null;
}

/** So long after it was made a part is late: a line that works takes seconds, also for pictures. */
export const LATE_MS = 60_000;

/**
 * @param createdMs when the part was made here, milliseconds since 1970
 * @param receivedMs of the receipt, by the platform's clock: one that is wrong there, or was wrong here, shows as it is
 * @returns null when it was in time; with the outage that took most of its way
 */
export function latenessOf(createdMs: number, receivedMs: number, outages: readonly Outage[]): Lateness | null {
  const ms = receivedMs - createdMs;
  if (ms < LATE_MS) return null;
  let longest = 0;
  let outage: Outage | null = null;
  for (const { fromMs, untilMs } of outages) {
    const shared = Math.min(untilMs ?? receivedMs, receivedMs) - Math.max(fromMs, createdMs);
    if (shared <= longest) continue;
    longest = shared;
    outage = { fromMs, untilMs };
  }
  return { ms, outage };
}
