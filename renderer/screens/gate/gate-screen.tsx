/** The gates: their cameras as they are now, who passed, and what nobody but a person noticed. */
import { useEffect, useMemo, useRef, useState } from 'react';
import type { GatePass } from '../../../preload/contract/documents.ts';
import type { GatePassItem } from '../../../preload/contract/gate.ts';
import type { StationInfo } from '../../../preload/contract/station.ts';
import { OpenBarrier } from '../../components/open-barrier.tsx';
import { EnterGuard } from '../../components/enter-guard.ts';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { Figure } from '../../components/figure.tsx';
import { gateKey, gatesOf } from '../../components/gates.ts';
import { Grid } from '../../components/grid.tsx';
import { Mark } from '../../components/mark.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { QuietStrip } from '../../components/quiet-strip.tsx';
import { StateBand } from '../../components/state-band.tsx';
import { useBand } from '../../components/use-band.ts';
import { useKeys } from '../../components/use-keys.ts';
import { clockTime } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { useLive } from '../../station/live-store.ts';
import { useLiveReading } from '../../station/use-live-reading.ts';
import { LiveGates } from './live-gates.tsx';
import { passColumns } from './pass-columns.tsx';
import { gateName } from './gate-words.ts';
import { PassDetail } from './pass-detail.tsx';
import { placeOf, putOn } from './place.ts';
import { RecordForm } from './record-form.tsx';
import { useGatePass, useGatePasses, type GatePasses } from './use-gate-passes.ts';
import '../../components/record-page.css';
import './gate.css';

/** Before the pass: how the vehicle came. */
const FILM_BEFORE_MS = 5000;

export function GateScreen({
  active,
  visible,
  info,
  onBack,
  onFilms,
  onRecords,
  onPreferences,
}: {
  readonly active: boolean;
  /** Behind the videos it keeps what was opened; its live pictures rest. */
  readonly visible: boolean;
  readonly info: StationInfo;
  onBack(): void;
  /** The videos; null: the newest. */
  onFilms(asked: { readonly startMs: number | null; readonly cameraId: string | null }): void;
  onRecords(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const band = useBand();
  const reading = useLiveReading();
  /** Only those of which a person still has to say something. */
  const [toCheck, setToCheck] = useState(false);
  const passes = useGatePasses(toCheck);
  const [opening, setOpening] = useState(false);
  const gates = useMemo(() => gatesOf(info), [info]);
  const barriers = useLive((live) => live.barriers);
  const canOpen = gates.some(({ id }) => barriers[id] !== undefined);
  /** The pass under the cursor, also while one is opened; null: the newest, whichever that is. */
  const [on, setOn] = useState<string | null>(null);
  const [opened, setOpened] = useState<GatePassItem | null>(null);
  const [recording, setRecording] = useState(false);
  const [recorded, setRecorded] = useState<GatePass | null>(null);
  const now = useGatePass(opened);
  const shown = opened === null ? null : (now ?? opened);

  return (
    <div className="gate" hidden={!visible}>
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
          {visible && <LiveGates gates={gates} />}
          {opening ? (
            <OpenBarrier
              active={active}
              places={gates
                .filter(({ id }) => barriers[id] !== undefined)
                .map(({ id }) => ({ id, words: gateName(id, gates, t) }))}
              operatorId={info.operator}
              onBack={() => setOpening(false)}
              onPreferences={onPreferences}
            />
          ) : recording ? (
            <RecordForm
              active={active}
              gates={gates}
              info={info}
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
              visible={visible}
              passes={passes}
              on={on}
              onOn={setOn}
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
              toCheck={toCheck}
              onToCheck={() => {
                setOn(null);
                setToCheck(!toCheck);
              }}
              onOpenBarrier={canOpen ? () => setOpening(true) : null}
              onBack={onBack}
              onFilms={onFilms}
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
  visible,
  passes: { error, items, loadMore, more, pending, today },
  on,
  onOn,
  info,
  recorded,
  onOpen,
  onRecord,
  toCheck,
  onToCheck,
  onOpenBarrier,
  onBack,
  onFilms,
  onRecords,
  onPreferences,
}: {
  readonly active: boolean;
  readonly visible: boolean;
  readonly passes: GatePasses;
  readonly on: string | null;
  onOn(change: (now: string | null) => string | null): void;
  readonly info: StationInfo;
  /** What a person recorded just now. */
  readonly recorded: GatePass | null;
  onOpen(item: GatePassItem): void;
  onRecord(): void;
  readonly toCheck: boolean;
  onToCheck(): void;
  /** null: no gate has a barrier. */
  readonly onOpenBarrier: (() => void) | null;
  onBack(): void;
  onFilms(asked: { readonly startMs: number | null; readonly cameraId: string | null }): void;
  onRecords(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const gates = useMemo(() => gatesOf(info), [info]);
  const columns = useMemo(() => passColumns(gates), [gates]);
  const cursor = placeOf(items, on);
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (visible) grid.current?.focus();
  }, [visible]);
  const guard = useMemo(() => new EnterGuard(), []);
  // A vehicle that passes now takes the first row: an Enter on its way down was meant for the one before.
  const meaning = `${items[cursor]?.id ?? ''} ${active}`;
  useEffect(() => guard.means(meaning, performance.now()), [guard, meaning]);
  const open = (): void => {
    const item = items[cursor];
    if (item !== undefined && guard.allows(performance.now())) onOpen(item);
  };
  const toFilms = (): void => {
    const item = items[cursor];
    onFilms({
      startMs: item === undefined ? null : Date.parse(item.passedAt) - FILM_BEFORE_MS,
      // A gate that was taken down since has no row there.
      cameraId: gates.find(({ id }) => id === item?.gateId)?.id ?? null,
    });
  };
  const canRecord = gates.length > 0;
  useKeys(active, {
    Enter: open,
    ...(canRecord ? { F2: onRecord } : {}),
    ...(onOpenBarrier === null ? {} : { F3: onOpenBarrier }),
    F4: onToCheck,
    Escape: onBack,
    [gateKey(info)]: onBack,
    F7: toFilms,
    F8: onRecords,
    F12: onPreferences,
  });
  return (
    <section className="gate-passes" data-meaning={meaning} aria-label={t('gate.passes')}>
      <div className="gate-tools">
        <span className="gate-today" role="status">
          {today === null ? '' : t('gate.today', today)}
        </span>
        {toCheck && <Mark shape="triangle" words={t('gate.to-check')} meaning={items.length > 0 ? 'look' : 'quiet'} />}
        {items.length > 0 && (
          <span className="hint-key">
            <KeyCap name="Enter" /> {t('records.open')}
          </span>
        )}
        {canRecord && (
          <span className="hint-key">
            <KeyCap name="F2" /> {t('gate.record')}
          </span>
        )}
        {onOpenBarrier !== null && (
          <span className="hint-key">
            <KeyCap name="F3" /> {t('key.barrier')}
          </span>
        )}
        <span className="hint-key">
          <KeyCap name="F4" /> {t(toCheck ? 'gate.all' : 'gate.to-check')}
        </span>
        <span className="hint-key">
          <KeyCap name="F7" /> {t('films.key')}
        </span>
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
        onCursor={(move) => onOn((now) => putOn(items, move(placeOf(items, now))))}
        onOpen={onOpen}
        gridRef={grid}
        empty={t(pending ? 'records.loading' : toCheck ? 'gate.check-none' : 'gate.no-passes')}
      />
    </section>
  );
}
