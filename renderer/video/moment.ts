/** The moment that all players follow: how it goes on while it is played. Pure. */
import type { Film } from './timeline.ts';

export interface Moment {
  /** Epoch milliseconds. */
  readonly atMs: number;
  readonly playing: boolean;
}

/** Where playing goes on: there itself where something shows it, else where the next film begins; null: nothing follows. */
export type Onward = (atMs: number) => number | null;

/** @param endMs it is never later than this */
export function played({ atMs, playing }: Moment, passedMs: number, endMs: number, onward: Onward): Moment {
  const nextMs = playing && atMs < endMs ? onward(atMs + Math.max(0, passedMs)) : null;
  return nextMs === null ? { atMs, playing: false } : { atMs: Math.min(Math.max(nextMs, atMs), endMs), playing: true };
}

/** Plays through gaps, as time does. */
export const throughGaps: Onward = (atMs) => atMs;

/** Leaps over what none of them shows. */
export function overGaps(films: readonly Film[]): Onward {
  return (atMs) => {
    if (films.some(({ fromMs, toMs }) => fromMs <= atMs && atMs <= toMs)) return atMs;
    const later = films.filter(({ fromMs }) => fromMs > atMs).map(({ fromMs }) => fromMs);
    return later.length === 0 ? null : Math.min(...later);
  };
}
