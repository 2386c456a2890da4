/** Days of a month or months of a year: the sums large, drawings, and the tables that say the same. */
import { lazy, Suspense, type ReactNode } from 'react';
import type { PeriodFigures, Statistics } from '../../../preload/contract/reports.ts';
import { shareText } from '../../components/share-text.ts';
import { grouped } from '../../format.ts';
import { useWords, type Translate, type WordKey } from '../../i18n/index.ts';
import type { Theme } from '../../preferences.ts';
import { durationText } from './duration-text.ts';
import { ReportTable } from './report-table.tsx';
import { SoldTable } from './sold-table.tsx';

const PeriodCharts = lazy(() => import('./period-charts.tsx').then((module) => ({ default: module.PeriodCharts })));

export function StatisticsView({ statistics, theme }: { readonly statistics: Statistics; readonly theme: Theme }) {
  const { t } = useWords();
  const { by, periods, sold, total } = statistics;
  const none = total.trucks + total.sheets.issued + total.weighings.voided === 0;
  return (
    <div className="report-body report-statistics">
      <Large figures={total} />
      {none ? (
        <p className="panel report-nothing">{t('reports.none')}</p>
      ) : (
        <>
          <div className="report-charts">
            <Suspense>
              <PeriodCharts statistics={statistics} theme={theme} />
            </Suspense>
          </div>
          <div className="report-tables">
            <ReportTable
              label={t(by === 'day' ? 'reports.by-day' : 'reports.by-month')}
              columns={COLUMNS.map(({ words }, index) => ({
                name: words,
                words: index === 0 ? t(by === 'day' ? 'reports.day' : 'reports.month') : t(words),
                left: index === 0,
              }))}
              rows={periods.map(({ figures, period }) => ({
                id: period,
                cells: [period.slice(by === 'day' ? 5 : 0), ...cells(figures)],
              }))}
              sum={[t('reports.total'), ...cells(total)]}
              empty={t('reports.none')}
            />
            <div className="report-side">
              <SoldTable sold={sold} />
              <Steps figures={total} t={t} />
            </div>
          </div>
        </>
      )}
    </div>
  );
}

function Large({ figures }: { readonly figures: PeriodFigures }) {
  const { t } = useWords();
  const { evidence, loaded, sheets, trucks } = figures;
  return (
    <dl className="panel report-large">
      <Fact words={t('reports.net')} value={grouped(sheets.netKg)} unit="kg" />
      <Fact words={t('reports.trucks')} value={grouped(trucks)} />
      <Fact words={t('reports.sheets-valid')} value={grouped(sheets.issued - sheets.voided)} />
      <Fact
        words={t('reports.average')}
        value={sheets.averageNetKg === null ? '—' : grouped(sheets.averageNetKg)}
        unit="kg"
      />
      <Fact
        words={t('reports.over-limit-rate')}
        value={rate(loaded.overLimit, loaded.of)}
        unit="%"
        look={loaded.overLimit > 0}
      />
      <Fact words={t('reports.evidence')} value={rate(evidence.complete, evidence.of)} unit="%" />
    </dl>
  );
}

export function Fact({
  words,
  value,
  unit,
  look,
}: {
  readonly words: string;
  readonly value: string;
  readonly unit?: string;
  readonly look?: boolean;
}) {
  return (
    <div className={look === true ? 'look' : ''}>
      <dt className="label">{words}</dt>
      <dd className="figures">
        {value}
        {unit !== undefined && <small> {unit}</small>}
      </dd>
    </div>
  );
}

/** null parts of nothing are no share. */
const rate = (part: number, of: number): string => (of === 0 ? '—' : shareText(part / of));

interface PeriodColumn {
  readonly words: WordKey;
  cell(figures: PeriodFigures): ReactNode;
}
const COLUMNS: readonly PeriodColumn[] = [
  { words: 'reports.day', cell: () => null },
  { words: 'reports.trucks', cell: ({ trucks }) => grouped(trucks) },
  { words: 'kind.gross', cell: ({ weighings }) => grouped(weighings.gross) },
  { words: 'kind.tare', cell: ({ weighings }) => grouped(weighings.tare) },
  { words: 'reports.voided', cell: ({ weighings }) => grouped(weighings.voided + weighings.replaced) },
  { words: 'reports.sheets-valid', cell: ({ sheets }) => grouped(sheets.issued - sheets.voided) },
  { words: 'reports.sheets-void', cell: ({ sheets }) => grouped(sheets.voided) },
  { words: 'reports.net-kg', cell: ({ sheets }) => grouped(sheets.netKg) },
  {
    words: 'reports.average-kg',
    cell: ({ sheets }) => (sheets.averageNetKg === null ? '—' : grouped(sheets.averageNetKg)),
  },
  { words: 'reports.over-limit', cell: ({ loaded }) => grouped(loaded.overLimit) },
  { words: 'reports.over-limit-percent', cell: ({ loaded }) => rate(loaded.overLimit, loaded.of) },
  { words: 'reports.over-load', cell: ({ loaded }) => grouped(loaded.overLoad) },
  { words: 'reports.evidence-percent', cell: ({ evidence }) => rate(evidence.complete, evidence.of) },
  {
    words: 'reports.displays-percent',
    cell: ({ displays: { cannotTell, differs, matches } }) => rate(matches, matches + differs + cannotTell),
  },
  {
    words: 'reports.plates-percent',
    cell: ({ plates: { notRead, right, wrong } }) => rate(right, right + wrong + notRead),
  },
];
const cells = (figures: PeriodFigures): ReactNode[] => COLUMNS.slice(1).map(({ cell }) => cell(figures));

function Steps({ figures: { steps }, t }: { readonly figures: PeriodFigures; readonly t: Translate }) {
  return (
    <ReportTable
      label={t('reports.steps')}
      columns={[
        { name: 'step', words: t('reports.step'), left: true },
        { name: 'count', words: t('reports.count') },
        { name: 'median', words: t('reports.median') },
        { name: 'p90', words: t('reports.p90') },
      ]}
      rows={steps.map(({ count, medianS, p90S, step }) => ({
        id: step,
        cells: [t(`reports.step-${step}`), grouped(count), durationText(medianS), durationText(p90S)],
      }))}
      empty={t('reports.none')}
    />
  );
}
