/** Instead of the screens while the station has never answered: starting, or given up with a way on. */
import { useEffect, useRef } from 'react';
import { useWords, type WordKey } from '../i18n/index.ts';
import { retryStation } from '../station/client.ts';
import { useLive } from '../station/live-store.ts';
import { ErrorText } from './error-text.tsx';
import { errorParams } from './error-params.ts';
import { KeyCap } from './key-cap.tsx';
import { StateShape } from './state-shape.tsx';
import { useKeys } from './use-keys.ts';

/** What the station may say it is doing while it starts; another name is shown without words of its own. */
const STEPS: Readonly<Record<string, WordKey>> = {
  check: 'start.check',
  migrate: 'start.migrate',
};

export function StationPage() {
  const { t } = useWords();
  const status = useLive((live) => live.status);
  const givenUp = status.status === 'given-up';
  const button = useRef<HTMLButtonElement>(null);
  useKeys(givenUp, { Enter: () => retryStation() });
  useEffect(() => {
    if (givenUp) button.current?.focus();
  }, [givenUp]);
  const step = status.step === undefined ? undefined : STEPS[status.step];
  return (
    <main className="station-page">
      <section className={`panel station-card${givenUp ? ' station-card-stop' : ''}`}>
        <h1>
          <StateShape shape={givenUp ? 'octagon' : 'broken-line'} />
          <span role="status">
            {t(
              givenUp ? 'station.given-up' : status.status === 'restarting' ? 'station.restarting' : 'station.starting',
            )}
          </span>
        </h1>
        {givenUp ? (
          <>
            <ErrorText
              code={status.code ?? 'rpc.fault'}
              params={{ logId: '—', ...errorParams(status.params ?? {}, t) }}
            />
            <button type="button" className="default-key" ref={button} onClick={retryStation}>
              <KeyCap name="Enter" />
              <span>{t('station.retry')}</span>
            </button>
          </>
        ) : (
          <>
            <p>{t(step ?? 'station.starting-hint')}</p>
            {status.done !== undefined && status.of !== undefined && status.of > 0 && (
              <p className="figures">
                {status.done} / {status.of}
              </p>
            )}
            {status.code !== undefined && (
              <ErrorText code={status.code} params={errorParams(status.params ?? {}, t)} meaning="look" />
            )}
          </>
        )}
      </section>
    </main>
  );
}
