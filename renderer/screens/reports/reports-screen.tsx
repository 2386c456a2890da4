/** Shifts handed over, days and months: for who answers for the site and for who comes next. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { HandoverRow } from '../../../preload/contract/reports.ts';
import type { StationInfo } from '../../../preload/contract/station.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { Figure } from '../../components/figure.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { QuietStrip } from '../../components/quiet-strip.tsx';
import { StateBand } from '../../components/state-band.tsx';
import { useBand } from '../../components/use-band.ts';
import { useKeys } from '../../components/use-keys.ts';
import { dayTime, fullTime } from '../../format.ts';
import { useWords, type Translate } from '../../i18n/index.ts';
import type { Theme } from '../../preferences.ts';
import { call } from '../../station/client.ts';
import { useLive } from '../../station/live-store.ts';
import { useLiveReading } from '../../station/use-live-reading.ts';
import { HandoverForm, type HandoverWords } from './handover-form.tsx';
import { daysOf, movedPeriod, periodOf, type Tab } from './report-period.ts';
import { ShiftView } from './shift-view.tsx';
import { StatisticsView } from './statistics-view.tsx';
import '../../components/record-page.css';
import './reports.css';

const TABS: readonly Tab[] = ['shift', 'days', 'months'];
const KEPT = 50;

interface Said {
  readonly words: string;
  readonly error: CodedError | null;
}

export function ReportsScreen({
  active,
  info,
  language,
  theme,
  onBack,
  onRecords,
  onPreferences,
}: {
  readonly active: boolean;
  readonly info: StationInfo;
  readonly language: 'zh-CN' | 'en';
  readonly theme: Theme;
  onBack(): void;
  onRecords(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const band = useBand();
  const reading = useLiveReading();
  const today = fullTime(Date.now()).slice(0, 10);
  const [tab, setTab] = useState<Tab>('shift');
  const [periods, setPeriods] = useState({ days: periodOf('days', today), months: periodOf('months', today) });
  /** How many hand-overs back; 0: the shift so far. */
  const [back, setBack] = useState(0);
  const [forming, setForming] = useState(false);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState<Said | null>(null);
  const queries = useQueryClient();
  const { handed, shift, statistics, shown } = useReports(
    tab,
    tab === 'shift' ? null : daysOf(periods[tab], today),
    back,
  );

  const failed = (error: unknown): void => {
    if (!(error instanceof CodedError)) throw error;
    setSaid({ words: '', error });
  };
  const during = async (work: () => Promise<void>): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setSaid(null);
    await work().catch(failed);
    setBusy(false);
  };
  const take = (): void =>
    void during(async () => {
      const { file } = await call(
        'reports.export',
        tab === 'shift'
          ? { what: 'handover', ...(shown === null ? {} : { id: shown.id }), language }
          : {
              what: 'statistics',
              range: { ...daysOf(periods[tab], today), by: tab === 'days' ? 'day' : 'month' },
              language,
            },
      );
      setSaid({ words: t('reports.exported', { file }), error: null });
    });
  const handOver = (words: HandoverWords): void =>
    void during(async () => {
      const done = await call('reports.handOver', { ...words, operatorId: words.from });
      setForming(false);
      setBack(0);
      setSaid({ words: t('reports.handed-over', { from: done.handedBy, to: done.takenBy }), error: null });
      await queries.invalidateQueries({ queryKey: ['reports'] });
    });
  const move = (step: 1 | -1): void => {
    setSaid(null);
    if (tab === 'shift') setBack((now) => Math.max(0, Math.min(handed.length, now - step)));
    else setPeriods((now) => ({ ...now, [tab]: movedPeriod(now[tab], step, today) }));
  };
  const go = (to: Tab): void => {
    setSaid(null);
    setTab(to);
  };
  useKeys(active && !forming, {
    Escape: onBack,
    F8: onRecords,
    F12: onPreferences,
    F7: take,
    '1': () => go('shift'),
    '2': () => go('days'),
    '3': () => go('months'),
    ArrowLeft: () => move(-1),
    ArrowRight: () => move(1),
    ...(tab === 'shift' && back === 0 ? { Enter: () => setForming(true) } : {}),
  });
  useKeys(active && forming, { F8: onRecords, F12: onPreferences });

  const error = [shift.error, statistics.error].find((one) => one instanceof CodedError);
  return (
    <div className="reports">
      <StateBand state={band} compact>
        <span>{info.name}</span>
        <Figure kg={reading?.weightKg ?? null} />
      </StateBand>
      <main className="reports-main">
        <div className="report-tools">
          <h1>{t('reports.title')}</h1>
          <div className="report-tabs" role="tablist" aria-label={t('reports.title')}>
            {TABS.map((one, index) => (
              <button
                key={one}
                type="button"
                role="tab"
                aria-selected={one === tab}
                className="report-tab"
                onClick={() => go(one)}
              >
                <KeyCap name={String(index + 1)} /> {t(`reports.tab-${one}`)}
              </button>
            ))}
          </div>
          <span className="report-period" role="status">
            <KeyCap name="←" />{' '}
            <b className="figures">{tab === 'shift' ? shiftWords(shown, shift.data ?? null, t) : periods[tab]}</b>{' '}
            <KeyCap name="→" />
          </span>
          <span className="hint-key">
            <KeyCap name="F7" /> {t('reports.take')}
          </span>
          <span className="hint-key">
            <KeyCap name="Esc" /> {t('key.back')}
          </span>
        </div>
        {error instanceof CodedError ? (
          <div className="panel report-nothing">
            <ErrorText code={error.code} params={errorParams(error.params, t)} />
          </div>
        ) : tab === 'shift' ? (
          shift.data === undefined ? (
            <p role="status">{t('reports.counting')}</p>
          ) : (
            <ShiftView figures={shift.data} scales={info.scales} />
          )
        ) : statistics.data === undefined ? (
          <p role="status">{t('reports.counting')}</p>
        ) : (
          <StatisticsView statistics={statistics.data} theme={theme} />
        )}
        {forming ? (
          <HandoverForm
            operator={info.operator === 'nobody' ? '' : info.operator}
            busy={busy}
            onHandOver={handOver}
            onBack={() => setForming(false)}
          />
        ) : (
          <div className="panel report-foot">
            <div className="report-said" role="status">
              {said?.error != null ? (
                <ErrorText code={said.error.code} params={errorParams(said.error.params, t)} />
              ) : (
                (said?.words ?? footWords(tab, shown, t))
              )}
            </div>
            {tab === 'shift' && back === 0 && (
              <button type="button" data-action="begin" className="default-key" onClick={() => setForming(true)}>
                <KeyCap name="Enter" /> <span>{t('reports.hand-over')}</span>
              </button>
            )}
          </div>
        )}
      </main>
      <QuietStrip reprint={false} />
    </div>
  );
}

/** What the tab in front asks of the station: again when something was saved. */
function useReports(tab: Tab, range: { readonly from: string; readonly to: string } | null, back: number) {
  const saved = useLive((live) => live.saved);
  const queries = useQueryClient();
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['reports'] });
  }, [saved, queries]);
  const { data: handed = [] } = useQuery({
    queryKey: ['reports', 'handovers'],
    queryFn: () => call('reports.handovers', { limit: KEPT }),
  });
  const shown = back === 0 ? null : (handed[back - 1] ?? null);
  const id = shown?.id ?? null;
  const shift = useQuery({
    queryKey: ['reports', 'shift', id],
    queryFn: async () => (id === null ? call('reports.handover', {}) : (await call('reports.handed', { id })).figures),
    enabled: tab === 'shift',
    placeholderData: keepPreviousData,
  });
  const by = tab === 'months' ? 'month' : 'day';
  const statistics = useQuery({
    queryKey: ['reports', by, range],
    queryFn: () => call('reports.statistics', { ...(range ?? { from: '', to: '' }), by }),
    enabled: range !== null,
  });
  return { handed, shown, shift, statistics };
}

function shiftWords(shown: HandoverRow | null, figures: { from: string; until: string } | null, t: Translate): string {
  if (shown !== null) return `${dayTime(shown.from).slice(0, 11)} – ${dayTime(shown.until).slice(0, 11)}`;
  return figures === null ? '' : t('reports.since-now', { since: dayTime(figures.from).slice(0, 11) });
}

function footWords(tab: Tab, shown: HandoverRow | null, t: Translate): string {
  if (tab !== 'shift') return t('reports.how');
  if (shown === null) return t('reports.shift-how');
  const { handedBy: from, note, takenBy: to } = shown;
  return t('reports.handed-row', { from, to, note: note === '' ? t('reports.no-note') : note });
}
