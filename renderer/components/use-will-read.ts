/** Whether the plate of this scale's truck is about to be read; not for ever. */
import { useEffect, useState } from 'react';
import { useLive } from '../station/live-store.ts';
import { useWeighing } from '../station/scale.ts';
import { awaited, patienceMs, progressOf, willRead } from './will-read.ts';

export function useWillRead(): boolean {
  const info = useLive((live) => live.info);
  const weighing = useWeighing();
  const what = awaited(weighing);
  const progress = progressOf(weighing);
  const patience = patienceMs(weighing);
  /** It was waited for in vain; what comes of it later makes nobody wait again. */
  const [inVain, setInVain] = useState<string | null>(null);
  useEffect(() => {
    if (what === null) return;
    const timer = setTimeout(() => setInVain(what), patience);
    return () => clearTimeout(timer);
  }, [what, progress, patience]);
  return willRead(info, weighing, what !== null && what === inVain);
}
