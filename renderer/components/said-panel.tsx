/** The foot of an installer's screen: what is so, what to do, and the one key that does it. */
import type { ReactNode } from 'react';
import { KeyCap } from './key-cap.tsx';
import './said-panel.css';

export function SaidPanel({
  label,
  meaning,
  children,
  action,
  deed,
  enabled,
  onEnter,
  hints,
}: {
  readonly label: string;
  readonly meaning: 'quiet' | 'waits' | 'look' | 'stop';
  /** What is said. */
  readonly children: ReactNode;
  /** What Enter does, by its name. */
  readonly action: string;
  /** The same in words. */
  readonly deed: string;
  readonly enabled: boolean;
  onEnter(): void;
  /** The other keys. */
  readonly hints: ReactNode;
}) {
  return (
    <section className={`panel said said-${meaning}`} aria-label={label}>
      <div className="said-words">{children}</div>
      <div className="said-keys">
        <button
          type="button"
          data-action={action}
          className={`default-key${enabled ? '' : ' default-key-rest'}`}
          disabled={!enabled}
          onClick={onEnter}
        >
          {enabled && <KeyCap name="Enter" />}
          <span>{deed}</span>
        </button>
        {hints}
      </div>
    </section>
  );
}
