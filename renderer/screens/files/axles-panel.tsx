/** Typed axles beside the picture that shows the vehicle; F3: the manager who looked puts his name to them. */
import { Input } from 'antd';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { Vehicle } from '../../../preload/contract/weighing.ts';
import { EnterGuard } from '../../components/enter-guard.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { fullTime, photoUrl } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';
import { fieldWords, valueWords } from './file-words.ts';

export function AxlesPanel({
  active,
  asking,
  vehicle,
  onDone,
  onBack,
  onPreferences,
}: {
  readonly active: boolean;
  /** The name is asked for; otherwise it is only shown what waits. */
  readonly asking: boolean;
  readonly vehicle: Vehicle;
  onDone(): void;
  onBack(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const { axleCount = null, plate } = vehicle;
  const trailerPlate = vehicle.trailerPlate || null;
  const [who, setWho] = useState('');
  const [failure, setFailure] = useState<CodedError | null>(null);
  const found = useQuery({
    queryKey: ['vehicle.unconfirmed', plate],
    queryFn: () => call('vehicle.unconfirmed', { plate }),
    staleTime: 0,
  });
  const same = found.data?.items.find((item) => (item.vehicle.trailerPlate || null) === trailerPlate);
  const weighing = same?.weighing ?? null;
  const ready = asking && axleCount !== null && who.trim() !== '';
  const guard = useMemo(() => new EnterGuard(), []);
  useEffect(() => guard.means(`vouch ${ready}`, performance.now()), [guard, ready]);
  const vouch = (): void => {
    if (!ready || axleCount === null || !guard.allows(performance.now())) return;
    call('vehicle.confirmAxles', {
      plate,
      ...(trailerPlate === null ? {} : { trailerPlate }),
      axleCount,
      operatorId: who.trim(),
    })
      .then(onDone)
      .catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        setFailure(error);
      });
  };
  useKeys(active && asking, { Enter: vouch, Escape: onBack, F12: onPreferences });
  const facts = (['trailerPlate', 'axleCount', 'vehicleType', 'driveAxles'] as const).flatMap((field) => {
    const value = vehicle[field];
    return value == null ? [] : [`${fieldWords(field, t)} ${valueWords(field, String(value), t)}`];
  });
  return (
    <section className="panel files-panel" aria-label={t('files.vouch')}>
      <div className="truck-head">
        <h2>{t('files.axles-wait')}</h2>
        {asking && (
          <span className="hint-key">
            <KeyCap name="Esc" /> {t('key.back')}
          </span>
        )}
      </div>
      <div className="files-axles">
        {weighing?.frontSha256 == null ? (
          <p className="label files-no-picture">{t(found.isPending ? 'records.loading' : 'files.axles-no-picture')}</p>
        ) : (
          <img
            src={photoUrl(weighing.frontSha256)}
            alt={t('files.axles-picture', { at: fullTime(weighing.weighedAt) })}
          />
        )}
        <div className="files-axles-said">
          {facts.map((fact) => (
            <p key={fact} className="files-counts figures">
              {fact}
            </p>
          ))}
          {weighing !== null && (
            <p className="label figures">
              {t('files.axles-typed-by', { who: weighing.operatorId, at: fullTime(weighing.weighedAt).slice(0, 16) })}
            </p>
          )}
        </div>
      </div>
      {asking && (
        <>
          <label className="editor-field">
            <span className="label">{t('files.vouch-who')}</span>
            <Input autoFocus value={who} maxLength={64} onChange={(event) => setWho(event.target.value)} />
          </label>
          {failure !== null && <ErrorText code={failure.code} params={errorParams(failure.params, t)} />}
          <button
            type="button"
            className={`default-key${ready ? '' : ' default-key-rest'}`}
            disabled={!ready}
            onClick={vouch}
          >
            {ready && <KeyCap name="Enter" />}
            <span>{t('files.vouch')}</span>
          </button>
        </>
      )}
    </section>
  );
}
