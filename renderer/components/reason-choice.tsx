/** A question that is answered by one of its usual reasons, by digit; the last one is typed. */
import { useWords } from '../i18n/index.ts';
import { KeyCap } from './key-cap.tsx';
import './reason-choice.css';

export function ReasonChoice({
  title,
  reasons,
  chosen,
  other,
  onChoose,
  onOther,
}: {
  readonly title: string;
  readonly reasons: readonly string[];
  readonly chosen: string;
  /** What the last one is called; left out: another reason. */
  readonly other?: string;
  onChoose(reason: string): void;
  onOther(): void;
}) {
  const { t } = useWords();
  return (
    <div className="reasons" role="radiogroup" aria-label={title}>
      <span className="label">{title}</span>
      {reasons.map((reason, index) => (
        <button
          type="button"
          key={reason}
          role="radio"
          aria-checked={chosen === reason}
          className="reason"
          onClick={() => onChoose(reason)}
        >
          <KeyCap name={String(index + 1)} /> {reason}
        </button>
      ))}
      <button type="button" role="radio" aria-checked={false} className="reason" onClick={onOther}>
        <KeyCap name={String(reasons.length + 1)} /> {other ?? t('reason.other')}
      </button>
    </div>
  );
}
