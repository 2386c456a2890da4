/** The state band of a screen that is not about the truck on the deck: what goes on there, as far as the station says. */
import { useLive } from '../station/live-store.ts';
import { useWeighing } from '../station/scale.ts';
import { bandState, type BandState } from './band-state.ts';
import { onlyDisplays } from './only-displays.ts';
import { proven } from './proven.ts';

export function useBand(): BandState {
  const status = useLive((live) => live.status.status);
  const connected = useLive((live) => live.connected);
  const weighing = useWeighing();
  const attended = useLive((live) => live.info?.mode === 'attended');
  const phase = weighing?.phase ?? null;
  const document = weighing?.document ?? null;
  return bandState({
    status,
    connected,
    phase,
    waits: attended && (phase === 'steady' || phase === 'confirm'),
    plateWanted: document === null,
    kind: document?.kind === 'gross' || document?.kind === 'trial' ? document.kind : 'tare',
    over: false,
    displayDiffers: onlyDisplays(weighing?.capture?.missing ?? []),
    unproven: !proven(document, weighing?.sheet != null),
  });
}
