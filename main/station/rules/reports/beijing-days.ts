/** Days and months as reports count them: Beijing's, which has one civil time all year. Pure. */

import { grouped } from './grouped.ts';

const DAY_MS = 86_400_000;
const BEIJING_AHEAD_MS = 8 * 3_600_000;

/** A part of a report that is asked at once: within one month, so that no other question waits long behind it. */
export interface Span {
  readonly fromMs: number;
  /** Not included. */
  readonly untilMs: number;
}

/** When the day `yyyy-MM-dd` begins. */
export const dayStartMs = (day: string): number => Date.parse(`${day}T00:00:00.000Z`) - BEIJING_AHEAD_MS;

/** The day `yyyy-MM-dd` that a moment is in. */
export const dayOf = (atMs: number): string => new Date(atMs + BEIJING_AHEAD_MS).toISOString().slice(0, 10);

/** Every day from `from` to `to`, both included; none where `to` is before `from`. */
export function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = dayStartMs(from); at <= dayStartMs(to); at += DAY_MS) days.push(dayOf(at));
  return days;
}

/** From a day to another, both included, cut where months end. */
export function spansByMonth(from: string, to: string): Span[] {
  const months = grouped(daysBetween(from, to), (day) => day.slice(0, 7));
  return [...months.values()].map((days) => ({
    fromMs: dayStartMs(days[0] ?? from),
    untilMs: dayStartMs(days.at(-1) ?? to) + DAY_MS,
  }));
}
