/** One moment that all films are shown at: it goes on while they play, stops at the end, and can be moved. */
import { useEffect, useState } from 'react';

export interface Playback {
  readonly atMs: number;
  readonly playing: boolean;
  /** Plays or pauses; at the end it begins anew. */
  toggle(): void;
  move(byMs: number): void;
}

const TICK_MS = 100;

export function usePlayback({ fromMs, toMs }: { readonly fromMs: number; readonly toMs: number }): Playback {
  const [atMs, setAtMs] = useState(fromMs);
  const [playing, setPlaying] = useState(true);
  useEffect(() => {
    if (!playing) return;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      const passed = now - last;
      last = now;
      setAtMs((before) => Math.min(before + passed, toMs));
    }, TICK_MS);
    return () => clearInterval(timer);
  }, [playing, toMs]);
  const atEnd = atMs >= toMs;
  return {
    atMs,
    playing: playing && !atEnd,
    toggle: () => {
      if (atEnd) setAtMs(fromMs);
      setPlaying(atEnd || !playing);
    },
    move: (byMs) => setAtMs((before) => Math.min(Math.max(before + byMs, fromMs), toMs)),
  };
}
