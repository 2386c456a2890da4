/** F4: why this vehicle is not loaded any more, or that it is again. */
import { Input } from 'antd';
import { useEffect, useMemo, useState } from 'react';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { Vehicle } from '../../../preload/contract/weighing.ts';
import { EnterGuard } from '../../components/enter-guard.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { ReasonChoice } from '../../components/reason-choice.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { useWords, type WordKey } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';

const REASONS: readonly WordKey[] = ['files.bar-rebuilt', 'files.bar-papers', 'files.bar-plate'];

export function BarPanel({
  active,
  vehicle,
  operator,
  onDone,
  onBack,
  onPreferences,
}: {
  readonly active: boolean;
  readonly vehicle: Vehicle;
  readonly operator: string;
  onDone(): void;
  onBack(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const barred = (vehicle.barred ?? '') !== '';
  const [reason, setReason] = useState('');
  const [typing, setTyping] = useState(false);
  const [who, setWho] = useState(operator === 'nobody' ? '' : operator);
  const [failure, setFailure] = useState<CodedError | null>(null);
  const ready = who.trim() !== '' && (barred || reason.trim() !== '');
  const guard = useMemo(() => new EnterGuard(), []);
  useEffect(() => guard.means(`bar ${ready}`, performance.now()), [guard, ready]);
  const keep = (): void => {
    if (!ready || !guard.allows(performance.now())) return;
    const file = { kind: 'vehicle' as const, vehicle: { ...vehicle, barred: barred ? null : reason.trim() } };
    call('files.put', { id: vehicle.plate, file, operatorId: who.trim() })
      .then(onDone)
      .catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        setFailure(error);
      });
  };
  useKeys(active, {
    Enter: keep,
    Escape: onBack,
    F12: onPreferences,
    ...(barred
      ? {}
      : {
          ...Object.fromEntries(REASONS.map((words, index) => [String(index + 1), () => setReason(t(words))])),
          [String(REASONS.length + 1)]: () => {
            setReason('');
            setTyping(true);
          },
        }),
  });
  return (
    <section className="panel files-panel" aria-label={t(barred ? 'files.unbar' : 'files.bar')}>
      <div className="truck-head">
        <h2>{t(barred ? 'files.unbar' : 'files.bar')}</h2>
        <span className="hint-key">
          <KeyCap name="Esc" /> {t('key.back')}
        </span>
      </div>
      {barred ? (
        <p>{vehicle.barred}</p>
      ) : typing ? (
        <label className="editor-field">
          <span className="label">{t('files.bar-why')}</span>
          <Input autoFocus value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
        </label>
      ) : (
        <ReasonChoice
          title={t('files.bar-why')}
          reasons={REASONS.map((words) => t(words))}
          chosen={reason}
          onChoose={setReason}
          onOther={() => setTyping(true)}
        />
      )}
      <label className="editor-field">
        <span className="label">{t('files.who')}</span>
        <Input value={who} maxLength={64} onChange={(event) => setWho(event.target.value)} />
      </label>
      {failure !== null && <ErrorText code={failure.code} params={errorParams(failure.params, t)} />}
      <button
        type="button"
        className={`default-key${ready ? '' : ' default-key-rest'}`}
        disabled={!ready}
        onClick={keep}
      >
        {ready && <KeyCap name="Enter" />}
        <span>{t(barred ? 'files.unbar' : 'files.bar')}</span>
      </button>
    </section>
  );
}
