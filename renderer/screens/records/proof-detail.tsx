/** A camera or recorder channel of which no picture could be had: why, and what a person says that it was. */
import { useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { CodedError, type ErrorCode, type ErrorParams } from '../../../preload/contract/errors.ts';
import type { StationInfo } from '../../../preload/contract/station.ts';
import type { VideoWarning } from '../../../preload/contract/warnings.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { ReasonChoice } from '../../components/reason-choice.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { fullTime } from '../../format.ts';
import { errorSentences, useWords, type WordKey } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';

const REASONS: readonly WordKey[] = ['explain.mended', 'explain.repair', 'explain.switched-off', 'explain.told'];

export function ProofDetail({
  matter,
  active,
  info,
  onBack,
  onPreferences,
}: {
  readonly matter: VideoWarning;
  readonly active: boolean;
  readonly info: StationInfo;
  onBack(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [acknowledged, setAcknowledged] = useState(matter.acknowledged);
  const [reason, setReason] = useState('');
  const [typing, setTyping] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly code: ErrorCode; readonly params: ErrorParams } | null>(null);
  const { proof } = matter;
  const open = acknowledged === null;
  const cause = errorSentences(proof.code ?? 'rpc.fault', { camera: proof.subjectId, status: '' });

  const explain = (): void => {
    if (!open || busy || reason.trim() === '') return;
    setBusy(true);
    setFailure(null);
    call('warnings.acknowledge', { warningId: matter.id, reason: reason.trim(), operatorId: info.operator })
      .then((closed) => {
        setAcknowledged(closed.acknowledged);
        setTyping(false);
      })
      .catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        setFailure({ code: error.code, params: error.params });
      })
      .finally(() => {
        setBusy(false);
        void queries.invalidateQueries({ queryKey: ['warnings.search'] });
      });
  };
  const choose = (words: string): void => {
    setTyping(false);
    setReason(words);
  };
  const other = (): void => {
    setReason('');
    setTyping(true);
  };
  useKeys(active, {
    Escape: () => (typing ? choose('') : onBack()),
    F8: onBack,
    F9: onBack,
    F12: onPreferences,
    ...(open
      ? {
          Enter: explain,
          ...Object.fromEntries(REASONS.map((words, index) => [String(index + 1), () => choose(t(words))])),
          [String(REASONS.length + 1)]: other,
        }
      : {}),
  });

  return (
    <main className="record pass">
      <div className="record-head panel">
        <span className="record-plate">{t('proof.short', { subject: proof.subjectId })}</span>
        <dl className="pass-facts">
          <div className="pass-fact">
            <dt className="label">{t('records.time')}</dt>
            <dd className="figures">{fullTime(proof.at)}</dd>
          </div>
          <div className="pass-fact">
            <dt className="label">{t('proof.cause')}</dt>
            <dd>
              <span className="figures">{cause.number}</span> {cause.what}
            </dd>
          </div>
        </dl>
        <span className="record-keys">
          <button type="button" className="plain-key" onClick={onBack}>
            <KeyCap name="Esc" /> {t('key.back')}
          </button>
        </span>
      </div>
      <div className="record-message panel">
        {failure !== null && <ErrorText code={failure.code} params={errorParams(failure.params, t)} />}
        {acknowledged !== null && (
          <p role="status">
            {t('pass.explained', {
              operatorId: acknowledged.operatorId,
              time: fullTime(acknowledged.at),
              reason: acknowledged.reason,
            })}
          </p>
        )}
        {open && (
          <div className="explain">
            {typing ? (
              <label className="reason-typed">
                <span className="label">{t('explain.typed')}</span>
                <Input autoFocus value={reason} maxLength={200} onChange={(event) => setReason(event.target.value)} />
              </label>
            ) : (
              <ReasonChoice
                title={t('explain.title')}
                reasons={REASONS.map((words) => t(words))}
                chosen={reason}
                onChoose={choose}
                onOther={other}
              />
            )}
            <button
              type="button"
              className="plain-key explain-do"
              disabled={busy || reason.trim() === ''}
              onClick={explain}
            >
              <KeyCap name="Enter" /> {t('explain.do')}
            </button>
          </div>
        )}
      </div>
    </main>
  );
}
