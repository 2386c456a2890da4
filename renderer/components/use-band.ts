/** The state band of a screen that is not about the truck on the deck: what goes on there, as far as the station says. */
import { platesTaken } from '../../preload/contract/plates-taken.ts';
import { useLive } from '../station/live-store.ts';
import { useWeighing } from '../station/scale.ts';
import { bandState, type BandState } from './band-state.ts';
import { onlyDisplays } from './only-displays.ts';
import { proven } from './proven.ts';
import { useWillRead } from './use-will-read.ts';

export function useBand(): BandState {
  const status = useLive((live) => live.status.status);
  const connected = useLive((live) => live.connected);
  const weighing = useWeighing();
  const attended = useLive((live) => live.info?.mode === 'attended');
  const phase = weighing?.phase ?? null;
  const document = weighing?.document ?? null;
  const readSoon = useWillRead();
  const capture = weighing?.capture ?? null;
  const said = weighing?.claim ?? null;
  const named = said !== null || platesTaken(capture?.readings ?? null, () => null).plateFront !== null;
  return bandState({
    status,
    connected,
    phase,
    waits: attended && (phase === 'steady' || phase === 'confirm') && (named || !readSoon),
    plateWanted: attended && document === null && !named && !readSoon,
    kind: document?.kind === 'gross' || document?.kind === 'trial' ? document.kind : 'tare',
    over: null,
    reading: document === null && capture?.readings?.state === 'reading',
    displayDiffers: onlyDisplays(weighing?.capture?.missing ?? []),
    unproven: !proven(document, weighing?.sheet != null),
  });
}
