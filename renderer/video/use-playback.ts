/** One moment that all films are shown at: it goes on while they play, stops at the end, and can be moved. */
import { useEffect, useRef, useState } from 'react';
import { played, throughGaps, type Moment, type Onward } from './moment.ts';

export interface Playback {
  readonly atMs: number;
  readonly playing: boolean;
  /** Plays or pauses; at the end it begins anew. */
  toggle(): void;
  /** As far as the span reaches. */
  move(byMs: number): void;
  /** Wherever it is. */
  go(atMs: number): void;
}

export interface PlaybackWays {
  readonly startMs?: number;
  readonly playing?: boolean;
  /** So many times as fast as it was. */
  readonly speed?: number;
  readonly onward?: Onward;
}

const TICK_MS = 100;

export function usePlayback(
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  { onward = throughGaps, playing = true, speed = 1, startMs = fromMs }: PlaybackWays = {},
): Playback {
  const [moment, setMoment] = useState<Moment>({ atMs: startMs, playing });
  const ways = useRef({ onward, speed, toMs });
  useEffect(() => {
    ways.current = { onward, speed, toMs };
  });
  useEffect(() => {
    if (!moment.playing) return;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      const passed = now - last;
      last = now;
      const { onward: next, speed: times, toMs: endMs } = ways.current;
      setMoment((before) => played(before, passed * times, endMs, next));
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [moment.playing]);
  const atEnd = moment.atMs >= toMs;
  return {
    atMs: moment.atMs,
    playing: moment.playing && !atEnd,
    toggle: () => setMoment(atEnd ? { atMs: fromMs, playing: true } : { ...moment, playing: !moment.playing }),
    move: (byMs) => setMoment((before) => ({ ...before, atMs: Math.min(Math.max(before.atMs + byMs, fromMs), toMs) })),
    go: (atMs) => setMoment((before) => ({ ...before, atMs })),
  };
}
