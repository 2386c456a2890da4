/** Keys of a screen, by their name (`F2`, `Enter`, `/`, `Shift F11`). Only the screen in front listens. */
import { useEffect, useLayoutEffect, useRef } from 'react';

export type KeyTable = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** True while the person writes text: then letters, digits and `/` belong to the field. */
const writing = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;

const FUNCTION_KEY = /^(F\d{1,2}|Escape|Enter)$/;

export function useKeys(active: boolean, table: KeyTable): void {
  const latest = useRef(table);
  // With the words on the screen, not after them: a key means what is written there.
  useLayoutEffect(() => {
    latest.current = table;
  });
  useEffect(() => {
    if (!active) return;
    const listener = (event: KeyboardEvent): void => {
      // An input method is composing: its Enter is not ours.
      if (event.isComposing || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return;
      if (writing(event.target) && !FUNCTION_KEY.test(event.key)) return;
      const run = (event.shiftKey ? latest.current[`Shift ${event.key}`] : undefined) ?? latest.current[event.key];
      if (run === undefined) return;
      // Nothing repeats because a key is held down.
      event.preventDefault();
      if (!event.repeat) run(event);
    };
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, [active]);
}
