/** Why the indicator of the scale that is shown gives no weight; null while it gives one, or nothing more is known. */
import { troubleOf, type IndicatorTrouble } from './indicator-trouble.ts';
import { useLive } from './live-store.ts';
import { useScaleId } from './scale.ts';

export function useIndicatorTrouble(): IndicatorTrouble | null {
  const scaleId = useScaleId();
  const detail = useLive((live) => live.devices.find(({ id, kind }) => kind === 'indicator' && id === scaleId)?.detail);
  return troubleOf(detail);
}
