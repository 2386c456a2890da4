/** The foot of what waits to be explained: who said what it was, or the usual reasons by digit; and what went wrong. */
import { Input } from 'antd';
import type { Acknowledgement } from '../../../preload/contract/curves.ts';
import type { CodedError } from '../../../preload/contract/errors.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { ReasonChoice } from '../../components/reason-choice.tsx';
import { fullTime } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import type { Explanation } from './use-explanation.ts';

export function ExplanationPanel({
  explanation,
  open,
  acknowledged,
  trouble,
}: {
  readonly explanation: Explanation;
  readonly open: boolean;
  readonly acknowledged: Acknowledgement | null;
  /** Why what is explained could not be read. */
  readonly trouble: CodedError | null;
}) {
  const { t } = useWords();
  const { busy, failure, kept, reason, typing } = explanation;
  const failures = [trouble, failure].filter((one) => one !== null);
  if (!open && acknowledged === null && failures.length === 0) return null;
  return (
    <div className="record-message panel">
      {failures.map(({ code, params }) => (
        <ErrorText key={code} code={code} params={errorParams(params, t)} />
      ))}
      {acknowledged !== null && (
        <p role="status">
          {t('pass.explained', {
            operatorId: acknowledged.operatorId,
            time: fullTime(acknowledged.at),
            reason: acknowledged.reason,
          })}
          {kept !== null && ` · ${t('pass.done')}`}
        </p>
      )}
      {open && (
        <div className="explain">
          {typing ? (
            <label className="reason-typed">
              <span className="label">{t('explain.typed')}</span>
              <Input
                autoFocus
                value={reason}
                maxLength={200}
                onChange={(event) => explanation.write(event.target.value)}
              />
            </label>
          ) : (
            <ReasonChoice
              title={t('explain.title')}
              reasons={explanation.reasons.map((words) => t(words))}
              chosen={reason}
              onChoose={explanation.choose}
              onOther={explanation.other}
            />
          )}
          <button
            type="button"
            className="plain-key explain-do"
            disabled={busy || reason.trim() === ''}
            onClick={explanation.keep}
          >
            <KeyCap name="Enter" /> {t('explain.do')}
          </button>
        </div>
      )}
    </div>
  );
}
