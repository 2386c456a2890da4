/** One barrier in one line: closed and what is lacking, open, or why it did not open; and its light. */
import { useWords } from '../i18n/index.ts';
import { useLive } from '../station/live-store.ts';
import { barrierWords } from './barrier-words.ts';
import { Mark } from './mark.tsx';
import './barrier-line.css';

/** Nothing where no barrier stands. */
export function BarrierLine({ placeId }: { readonly placeId: string }) {
  const { t } = useWords();
  const state = useLive((live) => live.barriers[placeId]);
  const connected = useLive((live) => live.connected);
  if (state === undefined || !connected) return null;
  return (
    <p className="barrier-line" data-arm={state.arm}>
      <Mark {...barrierWords(state, t)} />
      {state.light !== 'none' && state.online && <span> · {t(`barrier.light-${state.light}`)}</span>}
    </p>
  );
}
