/** Office sounds, from files: a tick when the program begins to wait for a person, again after 20 s; two tones for an alarm. */
import { useEffect } from 'react';
import alarmUrl from './alarm.wav?url';
import tickUrl from './tick.wav?url';

const REMIND_MS = 20_000;

function play(url: string): void {
  new Audio(url).play().catch((error: unknown) => {
    // No sound card, or nobody has touched the window yet: the screen says it all.
    if (!(error instanceof DOMException)) throw error;
  });
}

/** `waits` and `alarm` name what it is about; a new name sounds again, null is silent. */
export function useSounds(on: boolean, waits: string | null, alarm: string | null): void {
  useEffect(() => {
    if (!on || waits === null) return;
    play(tickUrl);
    const timer = setInterval(() => play(tickUrl), REMIND_MS);
    return () => clearInterval(timer);
  }, [on, waits]);
  useEffect(() => {
    if (on && alarm !== null) play(alarmUrl);
  }, [on, alarm]);
}
