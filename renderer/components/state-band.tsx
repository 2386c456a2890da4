/** The top of every screen: what is going on, as shape and word, and where and when. */
import { useEffect, useState, type ReactNode } from 'react';
import { clockTime } from '../format.ts';
import { useWords } from '../i18n/index.ts';
import type { BandState } from './band-state.ts';
import { StateShape } from './state-shape.tsx';
import './state-band.css';

export function StateBand({
  state,
  compact,
  children,
}: {
  readonly state: BandState;
  /** On screens where people read: one line high. */
  readonly compact?: boolean;
  /** Scale, direction, step. */
  readonly children?: ReactNode;
}) {
  const { t } = useWords();
  return (
    <header className={`band band-${state.meaning}${compact === true ? ' band-compact' : ''}`}>
      <div className="band-state" key={state.words} role="status">
        <StateShape shape={state.shape} />
        <h1 className="band-word">{t(state.words)}</h1>
      </div>
      <div className="band-place">{children}</div>
      <Clock />
    </header>
  );
}

function Clock() {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  return <time className="band-clock figures">{clockTime(now)}</time>;
}
