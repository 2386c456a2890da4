/** How well plates and displays are read here, and how much of that is proven: for who answers for the site. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { RecognitionMeter } from '../../../preload/contract/recognition.ts';
import type { StationInfo } from '../../../preload/contract/station.ts';
import type { Timestamp } from '../../../preload/contract/vocabulary.ts';
import { ChoiceRow } from '../../components/choice-row.tsx';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { Figure } from '../../components/figure.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { QuietStrip } from '../../components/quiet-strip.tsx';
import { StateBand } from '../../components/state-band.tsx';
import { useBand } from '../../components/use-band.ts';
import { useKeys } from '../../components/use-keys.ts';
import { dayStart } from '../../format.ts';
import { useWords, type Translate } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';
import { useLive } from '../../station/live-store.ts';
import { useLiveReading } from '../../station/use-live-reading.ts';
import { MeterPanel } from './meter-panel.tsx';
import { MeterTable, type TallyGroup } from './meter-table.tsx';
import './meter.css';

const DAY_MS = 86_400_000;
const PERIODS = { 'days-30': 30, 'days-90': 90, ever: null } as const;
type Period = keyof typeof PERIODS;

/** Whole days, today among them. */
function begin(period: Period): { from?: Timestamp } {
  const days = PERIODS[period];
  return days === null ? {} : { from: dayStart(Date.now() - (days - 1) * DAY_MS) as Timestamp };
}

export function MeterScreen({
  active,
  info,
  onBack,
  onRecords,
  onPreferences,
}: {
  readonly active: boolean;
  readonly info: StationInfo;
  onBack(): void;
  onRecords(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const band = useBand();
  const reading = useLiveReading();
  const saved = useLive((live) => live.saved);
  const [period, setPeriod] = useState<Period>('days-90');
  const periods = useRef<HTMLDivElement>(null);
  const queries = useQueryClient();
  const { data, error } = useQuery({
    queryKey: ['recognition.meter', period],
    queryFn: () => call('recognition.meter', begin(period)),
    placeholderData: keepPreviousData,
  });
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['recognition.meter'] });
  }, [saved, queries]);
  useEffect(() => {
    if (active) periods.current?.focus();
  }, [active]);
  useKeys(active, { Escape: onBack, F8: onRecords, F12: onPreferences });

  return (
    <div className="meter">
      <StateBand state={band} compact>
        <span>{info.name}</span>
        <Figure kg={reading?.weightKg ?? null} />
      </StateBand>
      <main className="meter-main">
        <div className="meter-tools">
          <h1>{t('meter.title')}</h1>
          <ChoiceRow<Period>
            label={t('meter.period')}
            choices={[
              { value: 'days-30', words: t('meter.days-30') },
              { value: 'days-90', words: t('meter.days-90') },
              { value: 'ever', words: t('meter.ever') },
            ]}
            value={period}
            onChange={setPeriod}
            groupRef={periods}
          />
          <span className="hint-key">
            <KeyCap name="←" /> <KeyCap name="→" /> {t('meter.period')}
          </span>
          <span className="hint-key">
            <KeyCap name="Esc" /> {t('key.back')}
          </span>
        </div>
        {error instanceof CodedError ? (
          <div className="panel meter-panel">
            <ErrorText code={error.code} params={errorParams(error.params, t)} />
          </div>
        ) : data === undefined ? (
          <p role="status">{t('meter.loading')}</p>
        ) : (
          <div className="meter-panels">
            <Plates meter={data} info={info} />
            <Displays meter={data} info={info} />
          </div>
        )}
        <p className="label">{t('meter.how')}</p>
      </main>
      <QuietStrip reprint={false} />
    </div>
  );
}

interface Shown {
  readonly meter: RecognitionMeter;
  readonly info: StationInfo;
}

function Plates({ info, meter: { plates, trucks } }: Shown) {
  const { t } = useWords();
  const { all, blind, byClass, hasty, unsaid, voided } = plates;
  const classes = byClass.map(({ color, kind, rows, tally }) => ({
    name: [t(`meter.color.${color}`), ...(rows === 2 ? [t('meter.two-rows')] : []), t(`meter.kind.${kind}`)].join(' '),
    tally,
  }));
  const total = [
    { name: t('meter.all-plates'), tally: all },
    { name: t('meter.blind'), tally: blind },
  ];
  return (
    <MeterPanel of="plates" tally={trucks}>
      {all.rate !== null && (
        <MeterTable
          label={t('meter.plates')}
          heads={['meter.right', 'meter.wrong', 'meter.not-read']}
          groups={[
            { title: null, rows: total.filter(({ tally }) => tally.rate !== null) },
            ...placesOf(plates, info, t),
            { title: t('meter.by-class'), rows: classes },
          ]}
        />
      )}
      {hasty + unsaid + voided > 0 && <p className="label">{t('meter.apart', { hasty, unsaid, voided })}</p>}
    </MeterPanel>
  );
}

function Displays({ info, meter: { displays } }: Shown) {
  const { t } = useWords();
  return (
    <MeterPanel of="displays" tally={displays.all}>
      {displays.all.rate !== null && (
        <MeterTable
          label={t('meter.displays')}
          heads={['meter.matches', 'meter.differs', 'meter.cannot-tell']}
          groups={[
            { title: null, rows: [{ name: t('meter.all-displays'), tally: displays.all }] },
            ...placesOf(displays, info, t),
          ]}
        />
      )}
    </MeterPanel>
  );
}

/** By camera and by light; a camera that is not there any more is called by its id alone. */
function placesOf(
  { byCamera, byLight }: Pick<RecognitionMeter['displays'], 'byCamera' | 'byLight'>,
  info: StationInfo,
  t: Translate,
): TallyGroup[] {
  const cameras = byCamera.map(({ cameraId, tally }) => {
    const role = info.cameras.find(({ id }) => id === cameraId)?.role;
    return { name: role === undefined ? cameraId : `${t(`camera.short-${role}`)} · ${cameraId}`, tally };
  });
  return [
    { title: t('meter.by-camera'), rows: cameras },
    {
      title: t('meter.by-light'),
      rows: byLight.map(({ light, tally }) => ({ name: t(`meter.light.${light}`), tally })),
    },
  ];
}
