/** One beat for all cameras that are looked at: what they cause the page to draw, they cause at the same moment. */
import { BEAT_MS } from './live-machine.ts';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | null = null;

/** @returns how to hear it no more */
export function onBeat(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const one of [...listeners]) one();
  }, BEAT_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  };
}
