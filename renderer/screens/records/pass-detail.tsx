/** One pass: its curve, what it shows in words, and what a person says that it was. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState, type ReactNode } from 'react';
import { CodedError, type ErrorCode, type ErrorParams } from '../../../preload/contract/errors.ts';
import type { StationInfo } from '../../../preload/contract/station.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { Figure } from '../../components/figure.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { PlateText } from '../../components/plate-text.tsx';
import { ReasonChoice } from '../../components/reason-choice.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { dayTime, fullTime } from '../../format.ts';
import { useWords, type WordKey } from '../../i18n/index.ts';
import type { Theme } from '../../preferences.ts';
import { call } from '../../station/client.ts';
import { CurvePanel } from './curve-panel.tsx';

const UNRECORDED: readonly WordKey[] = [
  'explain.no-weighing',
  'explain.weighed-again',
  'explain.service',
  'explain.told',
];
const RECORDED: readonly WordKey[] = ['explain.loading', 'explain.pictures', 'explain.weighed-again', 'explain.told'];

export function PassDetail({
  passId,
  active,
  info,
  theme,
  onBack,
  onFilms,
  onPreferences,
}: {
  readonly passId: string;
  readonly active: boolean;
  readonly info: StationInfo;
  readonly theme: Theme;
  onBack(): void;
  /** What was recorded then. */
  onFilms(asked: { readonly startMs: number; readonly cameraId: string | null }): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [typing, setTyping] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly code: ErrorCode; readonly params: ErrorParams } | null>(null);
  const [done, setDone] = useState(false);
  const found = useQuery({
    queryKey: ['passes.curve', passId],
    queryFn: () => call('passes.curve', { id: passId }),
  });
  const curve = found.data ?? null;
  const pass = curve?.pass ?? null;
  const open = pass?.warningId != null && pass.acknowledged === null;
  const saved = curve?.saved.at(-1) ?? null;
  const reasons = saved === null ? UNRECORDED : RECORDED;

  const toFilms = (): void => {
    if (curve === null) return;
    const camera = info.cameras.find(({ role, scaleId }) => role === 'front' && scaleId === curve.scaleId);
    onFilms({ startMs: Date.parse(curve.startedAt), cameraId: camera?.id ?? null });
  };
  const explain = (): void => {
    const id = pass?.warningId ?? null;
    if (!open || busy || id === null || reason.trim() === '') return;
    setBusy(true);
    setFailure(null);
    call('warnings.acknowledge', { warningId: id, reason: reason.trim(), operatorId: info.operator })
      .then(() => {
        setDone(true);
        setTyping(false);
      })
      .catch((error: unknown) => {
        if (!(error instanceof CodedError)) throw error;
        setFailure({ code: error.code, params: error.params });
      })
      .finally(() => {
        setBusy(false);
        for (const queryKey of [['passes.curve'], ['records.curve'], ['warnings.search']])
          void queries.invalidateQueries({ queryKey });
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
    ...(curve === null ? {} : { F7: toFilms }),
    F8: onBack,
    F9: onBack,
    F12: onPreferences,
    ...(open
      ? {
          Enter: explain,
          ...Object.fromEntries(reasons.map((words, index) => [String(index + 1), () => choose(t(words))])),
          [String(reasons.length + 1)]: other,
        }
      : {}),
  });

  return (
    <main className="record pass">
      <div className="record-head panel">
        <span className="record-plate">
          {pass?.plate == null ? t('record.plate-unnamed') : <PlateText plate={pass.plate} />}
        </span>
        {pass !== null && curve !== null && (
          <dl className="pass-facts">
            <Fact name={t('pass.began')}>{dayTime(curve.startedAt)}</Fact>
            <Fact name={t('pass.ended')}>{dayTime(pass.endedAt)}</Fact>
            <Fact name={t('passes.top')}>
              <Figure kg={pass.topKg} unit={false} />
            </Fact>
            <Fact name={t('passes.saved')}>
              {saved === null ? (
                <span className="look">{t('pass.unrecorded')}</span>
              ) : (
                <Figure kg={saved.weightKg} unit={false} />
              )}
            </Fact>
          </dl>
        )}
        <span className="record-keys">
          {curve !== null && (
            <button type="button" className="plain-key" onClick={toFilms}>
              <KeyCap name="F7" /> {t('film.title')}
            </button>
          )}
          <button type="button" className="plain-key" onClick={onBack}>
            <KeyCap name="Esc" /> {t('key.back')}
          </button>
        </span>
      </div>
      <CurvePanel curve={curve} theme={theme} />
      {(open || pass?.acknowledged != null || failure !== null || found.error instanceof CodedError) && (
        <div className="record-message panel">
          {found.error instanceof CodedError && (
            <ErrorText code={found.error.code} params={errorParams(found.error.params, t)} />
          )}
          {failure !== null && <ErrorText code={failure.code} params={errorParams(failure.params, t)} />}
          {pass?.acknowledged != null && (
            <p role="status">
              {t('pass.explained', {
                operatorId: pass.acknowledged.operatorId,
                time: fullTime(pass.acknowledged.at),
                reason: pass.acknowledged.reason,
              })}
              {done && ` · ${t('pass.done')}`}
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
                  reasons={reasons.map((words) => t(words))}
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
      )}
    </main>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <div className="pass-fact">
      <dt className="label">{name}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
