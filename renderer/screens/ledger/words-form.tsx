/** A reason in a person's words, and who says it: an entry withdrawn, a matter explained. Enter keeps it. */
import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { CodedError } from '../../../preload/contract/errors.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { useWords } from '../../i18n/index.ts';

export function WordsForm({
  active,
  title,
  about,
  operator,
  onKeep,
  onBack,
  onPreferences,
}: {
  readonly active: boolean;
  readonly title: string;
  /** What it is about. */
  readonly about: string;
  readonly operator: string;
  /** Rejected where the station refuses it. */
  onKeep(reason: string, operatorId: string): Promise<void>;
  onBack(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const [who, setWho] = useState(operator === 'nobody' ? '' : operator);
  const [asked, setAsked] = useState(false);
  const [failure, setFailure] = useState<CodedError | null>(null);
  const [busy, setBusy] = useState(false);
  const input = useRef<InputRef>(null);
  useEffect(() => input.current?.focus(), []);
  const keep = (): void => {
    if (busy) return;
    if (reason.trim() === '' || who.trim() === '') return setAsked(true);
    setBusy(true);
    setFailure(null);
    onKeep(reason.trim(), who.trim()).catch((error: unknown) => {
      if (!(error instanceof CodedError)) throw error;
      setFailure(error);
      setBusy(false);
    });
  };
  useKeys(active, { Enter: keep, Escape: onBack, F12: onPreferences });
  return (
    <section className="panel ledger-form" aria-label={title}>
      <div className="ledger-form-head">
        <h2>{title}</h2>
        <span className="label">{about}</span>
      </div>
      <div className="ledger-fields">
        <label className="editor-field ledger-field-text">
          <span className="label">{t('ledger.field-reason')}</span>
          <Input ref={input} value={reason} maxLength={500} onChange={(event) => setReason(event.target.value)} />
        </label>
        <label className="editor-field">
          <span className="label">{t('ledger.field-operator')}</span>
          <Input value={who} maxLength={64} onChange={(event) => setWho(event.target.value)} />
        </label>
      </div>
      <div className="ledger-form-foot">
        <div role="status">
          {failure === null ? (
            <span className={asked ? 'look' : 'label'}>
              {t(asked ? 'ledger.words-wanted' : 'ledger.kept-for-ever')}
            </span>
          ) : (
            <ErrorText code={failure.code} params={errorParams(failure.params, t)} />
          )}
        </div>
        <button type="button" className="plain-key" onClick={onBack}>
          <KeyCap name="Esc" /> {t('key.back')}
        </button>
        <button type="button" data-action="keep" className="default-key" disabled={busy} onClick={keep}>
          <KeyCap name="Enter" /> <span>{t('ledger.keep')}</span>
        </button>
      </div>
    </section>
  );
}
