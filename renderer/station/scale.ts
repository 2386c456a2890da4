/** Which scale a part of the window is about, and what the station says of it. Each scale's screen has its own provider. */
import { createContext, useContext } from 'react';
import type { WeighingState } from '../../preload/contract/weighing.ts';
import { useLive, type TimedReading } from './live-store.ts';

const ScaleContext = createContext('');

export const ScaleProvider = ScaleContext.Provider;

export const useScaleId = (): string => useContext(ScaleContext);

/** The truck on this scale; null until the station has said anything of it. */
export function useWeighing(): WeighingState | null {
  const scaleId = useScaleId();
  return useLive((live) => live.weighings[scaleId] ?? null);
}

/** The newest reading of this scale and when it came in, however old. */
export function useTimedReading(): TimedReading | null {
  const scaleId = useScaleId();
  return useLive((live) => live.readings[scaleId] ?? null);
}
