/** Days and hours of Beijing as spans of time: China has one civil time, without summer time. Pure. */

/** Epoch milliseconds; the end does not belong to it. */
export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
const BEIJING_MS = 8 * HOUR_MS;

export function dayOf(atMs: number): Span {
  const fromMs = Math.floor((atMs + BEIJING_MS) / DAY_MS) * DAY_MS - BEIJING_MS;
  return { fromMs, toMs: fromMs + DAY_MS };
}

export function hourOf(atMs: number): Span {
  const fromMs = Math.floor(atMs / HOUR_MS) * HOUR_MS;
  return { fromMs, toMs: fromMs + HOUR_MS };
}

/** The beginning of the newest day of this month and day that is not after the one of `beforeMs`; null: no year has it. */
export function newestDay(month: number, day: number, beforeMs: number): number | null {
  const last = dayOf(beforeMs);
  const year = new Date(last.fromMs + BEIJING_MS).getUTCFullYear();
  // 29 February may be eight years away.
  for (let back = 0; back <= 8; back += 1) {
    const at = new Date(Date.UTC(year - back, month - 1, day));
    const real = at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
    if (real && at.getTime() - BEIJING_MS <= last.fromMs) return at.getTime() - BEIJING_MS;
  }
  return null;
}
