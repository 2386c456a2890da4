/** What waits to be explained, in the five parts of an error: the newest one in words, how many more there are. */
import type { OpenWarnings } from '../../preload/contract/warnings.ts';
import { minuteTime } from '../format.ts';
import { FINDING_NUMBERS } from '../i18n/finding-numbers.ts';
import { useWords } from '../i18n/index.ts';
import { StateShape } from './state-shape.tsx';
import { findingParams } from './finding-params.ts';

export function WarningText({ open: { count, newest } }: { readonly open: OpenWarnings }) {
  const { t } = useWords();
  const finding = newest?.pass.findings[0];
  if (newest === null || finding === undefined) return null;
  return (
    <p className="error-text error-look" role="status">
      <strong>
        <StateShape shape="triangle" /> <span className="error-code figures">E{FINDING_NUMBERS[finding.code]}</span>{' '}
        <span className="figures">{minuteTime(newest.pass.startedAt)}</span>{' '}
        {t(`finding.${finding.code}`, findingParams(finding, newest.pass.divisionKg))}
      </strong>{' '}
      {t('warning.works')} <span className="error-todo">{t('warning.todo')}</span> {t('warning.call')}{' '}
      {count > 1 && t('warning.more', { count: count - 1 })}
    </p>
  );
}
