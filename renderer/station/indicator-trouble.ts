/** Why the indicator's bytes give no weight, where listening to them would help; null otherwise. */
import type { ErrorCode } from '../../preload/contract/errors.ts';
import { useLive } from './live-store.ts';
import { useScaleId } from './scale.ts';

/** Details of an indicator's condition (native/scale/scale-condition.ts) as errors with words of their own. */
const TROUBLES: Readonly<Record<string, Extract<ErrorCode, 'scale.not-understood' | 'scale.checksum'>>> = {
  'no-frames': 'scale.not-understood',
  checksum: 'scale.checksum',
};

export function useIndicatorTrouble(): ErrorCode | null {
  const scaleId = useScaleId();
  const detail = useLive((live) => live.devices.find(({ id, kind }) => kind === 'indicator' && id === scaleId)?.detail);
  return TROUBLES[detail ?? ''] ?? null;
}
