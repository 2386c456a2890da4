/** The gates: their cameras as they are now, who passed, and what nobody but a person noticed. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { GatePass } from '../../../preload/contract/documents.ts';
import type { GatePassItem } from '../../../preload/contract/gate.ts';
import type { StationInfo } from '../../../preload/contract/station.ts';
import { EnterGuard } from '../../components/enter-guard.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { Figure } from '../../components/figure.tsx';
import { gateKey, gatesOf } from '../../components/gates.ts';
import { Grid } from '../../components/grid.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { QuietStrip } from '../../components/quiet-strip.tsx';
import { StateBand } from '../../components/state-band.tsx';
import { useBand } from '../../components/use-band.ts';
import { useKeys } from '../../components/use-keys.ts';
import { clockTime } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { useLiveReading } from '../../station/use-live-reading.ts';
import { LiveGates } from './live-gates.tsx';
import { passColumns } from './pass-columns.tsx';
import { PassDetail } from './pass-detail.tsx';
import { placeOf, putOn } from './place.ts';
import { RecordForm } from './record-form.tsx';
import { useGatePasses, type GatePasses } from './use-gate-passes.ts';
import '../../components/record-page.css';
import './gate.css';

export function GateScreen({
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
  const passes = useGatePasses();
  const gates = useMemo(() => gatesOf(info), [info]);
  const [opened, setOpened] = useState<GatePassItem | null>(null);
  const [recording, setRecording] = useState(false);
  const [recorded, setRecorded] = useState<GatePass | null>(null);
  const shown = opened === null ? null : (passes.items.find(({ id }) => id === opened.id) ?? opened);

  return (
    <div className="gate">
      <StateBand state={band} compact>
        <span>{t('gate.title')}</span>
        <Figure kg={reading?.weightKg ?? null} />
      </StateBand>
      {shown !== null ? (
        <PassDetail
          item={shown}
          active={active}
          info={info}
          onBack={() => setOpened(null)}
          onRecords={onRecords}
          onPreferences={onPreferences}
        />
      ) : (
        <main className="gate-main">
          <LiveGates gates={gates} />
          {recording ? (
            <RecordForm
              active={active}
              gates={gates}
              unitCode={info.unitCode}
              onRecorded={(pass) => {
                setRecorded(pass);
                setRecording(false);
              }}
              onBack={() => setRecording(false)}
              onRecords={onRecords}
              onPreferences={onPreferences}
            />
          ) : (
            <List
              active={active}
              passes={passes}
              info={info}
              recorded={recorded}
              onOpen={(item) => {
                setRecorded(null);
                setOpened(item);
              }}
              onRecord={() => {
                setRecorded(null);
                setRecording(true);
              }}
              onBack={onBack}
              onRecords={onRecords}
              onPreferences={onPreferences}
            />
          )}
        </main>
      )}
      <QuietStrip reprint={false} />
    </div>
  );
}

function List({
  active,
  passes: { error, items, loadMore, more, pending, today },
  info,
  recorded,
  onOpen,
  onRecord,
  onBack,
  onRecords,
  onPreferences,
}: {
  readonly active: boolean;
  readonly passes: GatePasses;
  readonly info: StationInfo;
  /** What a person recorded just now. */
  readonly recorded: GatePass | null;
  onOpen(item: GatePassItem): void;
  onRecord(): void;
  onBack(): void;
  onRecords(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const gates = useMemo(() => gatesOf(info), [info]);
  const columns = useMemo(() => passColumns(gates), [gates]);
  const [on, setOn] = useState<string | null>(null);
  const cursor = placeOf(items, on);
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => grid.current?.focus(), []);
  const guard = useMemo(() => new EnterGuard(), []);
  // A vehicle that passes now takes the first row: an Enter on its way down was meant for the one before.
  const meaning = `${items[cursor]?.id ?? ''} ${active}`;
  useEffect(() => guard.means(meaning, performance.now()), [guard, meaning]);
  const open = (): void => {
    const item = items[cursor];
    if (item !== undefined && guard.allows(performance.now())) onOpen(item);
  };
  const canRecord = gates.length > 0;
  useKeys(active, {
    Enter: open,
    ...(canRecord ? { F2: onRecord } : {}),
    Escape: onBack,
    [gateKey(info)]: onBack,
    F8: onRecords,
    F12: onPreferences,
  });
  return (
    <section className="gate-passes" data-meaning={meaning} aria-label={t('gate.passes')}>
      <div className="gate-tools">
        <span className="gate-today" role="status">
          {today === null ? '' : t('gate.today', today)}
        </span>
        {items.length > 0 && (
          <span className="hint-key">
            <KeyCap name="↑" /> <KeyCap name="↓" /> <KeyCap name="Enter" /> {t('records.open')}
          </span>
        )}
        {canRecord && (
          <span className="hint-key">
            <KeyCap name="F2" /> {t('gate.record')}
          </span>
        )}
        <span className="hint-key">
          <KeyCap name="Esc" /> {t('key.back')}
        </span>
      </div>
      {recorded !== null && (
        <p className="panel gate-said" role="status">
          {t('gate.recorded', { time: clockTime(recorded.passedAt), sequence: recorded.sequence })}
        </p>
      )}
      {error !== null && (
        <div className="panel gate-said">
          <ErrorText code={error.code} params={errorParams(error.params, t)} />
        </div>
      )}
      <Grid<GatePassItem>
        name="gate"
        title={t('gate.passes')}
        columns={columns}
        items={items}
        struck={() => false}
        more={more}
        loadMore={loadMore}
        cursor={cursor}
        onCursor={(move) => setOn((now) => putOn(items, move(placeOf(items, now))))}
        onOpen={onOpen}
        gridRef={grid}
        empty={t(pending ? 'records.loading' : 'gate.no-passes')}
      />
    </section>
  );
}
