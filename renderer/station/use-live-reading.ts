/** The scale's reading while it is live, else null: a stale weight is never shown, whoever stopped talking. */
import { useEffect, useState } from 'react';
import type { ScaleReading } from '../../preload/contract/weighing.ts';
import type { TimedReading } from './live-store.ts';
import { useTimedReading } from './scale.ts';

/** A weight older than this is none (product.md W1). */
const LIVE_MS = 1000;

/** Milliseconds for which a reading still counts as live at `nowMs`. */
export const remainingMs = ({ reading, at }: TimedReading, nowMs: number): number =>
  reading.quality === 'live' && reading.ageMs !== null ? LIVE_MS - reading.ageMs - (nowMs - at) : 0;

export function useLiveReading(): ScaleReading | null {
  const timed = useTimedReading();
  const [expired, setExpired] = useState<TimedReading | null>(null);
  useEffect(() => {
    if (timed === null) return;
    const timer = setTimeout(() => setExpired(timed), Math.max(0, remainingMs(timed, performance.now())));
    return () => clearTimeout(timer);
  }, [timed]);
  if (timed === null || timed === expired || timed.reading.quality !== 'live') return null;
  return timed.reading;
}
