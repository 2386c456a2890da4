/** How the warnings of the last year were answered: by what, level and month. */
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { WarningFigures } from '../../../preload/contract/warnings.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { ForeignText } from '../../components/foreign-text.tsx';
import { fullTime, grouped } from '../../format.ts';
import { isWordKey, useWords } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';

const YEAR_MS = 365 * 24 * 3_600_000;
const day = (at: number): string => fullTime(at).slice(0, 10);

export function FiguresView() {
  const { t } = useWords();
  const span = { from: day(Date.now() - YEAR_MS), to: day(Date.now()) };
  const found = useQuery({
    queryKey: ['warnings.statistics', span.from, span.to],
    queryFn: () => call('warnings.statistics', span),
    staleTime: 0,
  });
  if (found.error instanceof CodedError)
    return (
      <div className="panel warning-trouble">
        <ErrorText code={found.error.code} params={errorParams(found.error.params, t)} />
      </div>
    );
  if (found.data === undefined) return null;
  const { byKind, byLevel, byMonth, cut, total } = found.data;
  const kind = (origin: string, code: string): ReactNode => {
    const key = `matter.${code}`;
    return origin === 'site' && isWordKey(key) ? t(key) : <ForeignText text={code} />;
  };
  return (
    <section className="figures-view panel" tabIndex={0} aria-label={t('inbox.figures-key')}>
      <p className="label">
        {t('figures.from', span)} {cut && <span className="look">{t('figures.cut')}</span>}
      </p>
      {total.raised === 0 ? (
        <p>{t('figures.none')}</p>
      ) : (
        <>
          <Table
            head={t('figures.kind')}
            rows={[
              ...byKind.map((row) => [`${row.origin} ${row.code}`, kind(row.origin, row.code), row] as const),
              ['total', <strong key="total">{t('figures.total')}</strong>, total],
            ]}
          />
          <Table head={t('figures.level')} rows={byLevel.map((row) => [row.level, t(`level.${row.level}`), row])} />
          <Table head={t('figures.month')} rows={byMonth.map((row) => [row.month, row.month, row])} />
        </>
      )}
    </section>
  );
}

const FIGURES = ['raised', 'inTime', 'late', 'overdue', 'open', 'acknowledgeMinutes', 'answerMinutes'] as const;
const HEADS = {
  raised: 'figures.raised',
  inTime: 'figures.in-time',
  late: 'figures.late',
  overdue: 'figures.overdue',
  open: 'figures.open',
  acknowledgeMinutes: 'figures.acknowledge',
  answerMinutes: 'figures.answer',
} as const;

function Table({
  head,
  rows,
}: {
  readonly head: string;
  readonly rows: readonly (readonly [key: string, name: ReactNode, figures: WarningFigures])[];
}) {
  const { t } = useWords();
  return (
    <table className="figures-table">
      <thead>
        <tr>
          <th scope="col">{head}</th>
          {FIGURES.map((name) => (
            <th key={name} scope="col" className="right">
              {t(HEADS[name])}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([key, name, figures]) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            {FIGURES.map((figure) => (
              <td key={figure} className={`figures right ${figure === 'overdue' && figures.overdue > 0 ? 'stop' : ''}`}>
                {figures[figure] === null ? '—' : grouped(figures[figure])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
