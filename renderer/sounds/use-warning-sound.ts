/** The two tones of an alarm for a warning whose time runs out; the station says when, within its budget. */
import { useLive } from '../station/live-store.ts';
import { useSounds } from './use-sounds.ts';

export function useWarningSound(on: boolean): void {
  useSounds(
    on,
    null,
    useLive((live) => live.warnings.sound?.key ?? null),
  );
}
