/** F8: what was recorded, newest first; searched by plate tails, opened by Enter. */
import { useQueryClient } from '@tanstack/react-query';
import { Input, type InputRef } from 'antd';
import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { RecordFilter, RecordItem } from '../../../preload/contract/records.ts';
import type { GateWarning, PlateWarning, SiteWarning, VideoWarning } from '../../../preload/contract/warnings.ts';
import type { StationInfo } from '../../../preload/contract/station.ts';
import { ChoiceRow } from '../../components/choice-row.tsx';
import { Figure } from '../../components/figure.tsx';
import { gateKey } from '../../components/gates.ts';
import { KeyCap } from '../../components/key-cap.tsx';
import { QuietStrip } from '../../components/quiet-strip.tsx';
import { StateBand } from '../../components/state-band.tsx';
import { useBand } from '../../components/use-band.ts';
import { useKeys } from '../../components/use-keys.ts';
import { useWords, type WordKey } from '../../i18n/index.ts';
import type { Theme } from '../../preferences.ts';
import { useLive } from '../../station/live-store.ts';
import { useLiveReading } from '../../station/use-live-reading.ts';
import { ExportPanel } from '../../components/export-panel.tsx';
import { exportOf } from './record-filter-export.ts';
import { RecordDetail } from './record-detail.tsx';
import { VirtualGrid, type ChosenOf } from '../../components/virtual-grid.tsx';
import { grouped } from '../../format.ts';
import { DayJump } from './day-jump.tsx';
import { FilterPanel } from './filter-panel.tsx';
import { EVERYTHING, filterOf, type Narrowed } from './record-filter.ts';
import { useRecordList } from './use-record-list.ts';
import { PassDetail } from './pass-detail.tsx';
import { PlateDetail } from './plate-detail.tsx';
import { ProofDetail } from './proof-detail.tsx';
import { PassList, usePasses } from './pass-list.tsx';
import { RECORD_COLUMNS } from './record-columns.tsx';
import '../../components/record-page.css';
import './records.css';

/** What stands between the search and the list. */
type Panel = 'none' | 'filter' | 'day' | 'export';
type Shown = 'all' | 'gross' | 'tare' | 'over' | 'unrecorded' | 'to-check';
const SHOWN: readonly (readonly [Shown, WordKey])[] = [
  ['all', 'records.all'],
  ['gross', 'kind.gross'],
  ['tare', 'kind.tare'],
  ['over', 'verdict.over'],
  ['unrecorded', 'records.unrecorded'],
  ['to-check', 'records.to-check'],
];

function recordFilter(text: string, shown: Shown, narrowed: Narrowed): RecordFilter {
  return {
    ...filterOf(narrowed, Date.now()),
    ...(text === '' ? {} : { text }),
    ...(shown === 'gross' || shown === 'tare' ? { kind: shown } : {}),
    ...(shown === 'over' ? { verdict: 'over-limit' } : {}),
  };
}

/** Passes are listed instead of records. */
const passesOf = (shown: Shown): 'open' | 'unrecorded' | null =>
  shown === 'to-check' ? 'open' : shown === 'unrecorded' ? 'unrecorded' : null;

export function RecordsScreen({
  active,
  visible,
  toCheck,
  matter,
  info,
  theme,
  onBack,
  onDesk,
  onGate,
  onFilms,
  onLedgers,
  onPreferences,
}: {
  readonly active: boolean;
  /** Behind the videos it keeps what was searched and opened. */
  readonly visible: boolean;
  /** Opened for what waits to be explained. */
  readonly toCheck: boolean;
  /** One of them, opened from the desk, where Esc leads back to; null: the list. */
  readonly matter: Exclude<SiteWarning, GateWarning> | null;
  readonly info: StationInfo;
  readonly theme: Theme;
  onBack(): void;
  /** The warnings desk. */
  onDesk(): void;
  onGate(): void;
  /** The videos; null: the newest. */
  onFilms(asked: { readonly startMs: number | null; readonly cameraId: string | null }): void;
  onLedgers(): void;
  onPreferences(): void;
}) {
  const { t, language } = useWords();
  const band = useBand();
  const reading = useLiveReading();
  const saved = useLive((live) => live.saved);
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed.trim());
  const [shown, setShown] = useState<Shown>(toCheck ? 'to-check' : 'all');
  const [narrowed, setNarrowed] = useState(EVERYTHING);
  const [panel, setPanel] = useState<Panel>('none');
  const [moved, setCursor] = useState(0);
  const [openItem, setOpenItem] = useState<RecordItem | null>(null);
  const [openPass, setOpenPass] = useState<string | null>(matter !== null && 'pass' in matter ? matter.pass.id : null);
  const [openProof, setOpenProof] = useState<VideoWarning | null>(matter?.kind === 'video-unproven' ? matter : null);
  const [openPlate, setOpenPlate] = useState<PlateWarning | null>(matter?.kind === 'plate-doubt' ? matter : null);
  /** Esc in a matter: back to the list, or to the desk that it was opened from. */
  const leave = (close: () => void): void => (matter === null ? close() : onDesk());
  const which = passesOf(shown);
  const passes = usePasses(which);
  const warnings = useLive((live) => live.warnings);
  const search = useRef<InputRef>(null);
  const grid = useRef<HTMLDivElement>(null);
  const chosen = useRef<ChosenOf | null>(null);
  const queries = useQueryClient();

  const filter = useMemo(() => recordFilter(text, shown, narrowed), [text, shown, narrowed]);
  const list = useRecordList(filter, which === null);
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['records.search'] });
  }, [saved, queries]);
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['warnings.search'] });
  }, [warnings, queries]);
  useEffect(() => setCursor(0), [filter]);

  // As it counts now; where the list has moved on, as it was last seen.
  const opened = openItem === null ? undefined : (list.find(openItem.id) ?? openItem);
  const more = which === null ? list.more : passes.more;
  const count = which === null ? list.count : passes.items.length;
  // What was explained leaves the list: the last one is then another.
  const cursor = Math.min(moved, Math.max(0, count - 1));
  const listed = opened === undefined && openPass === null && openProof === null && openPlate === null;
  useEffect(() => {
    // Who searches has come from another list perhaps, and goes on typing.
    const searches = document.activeElement === (search.current?.input ?? null);
    if (listed && visible && panel === 'none' && !searches) grid.current?.focus();
  }, [listed, visible, which, panel]);

  const open = (item: RecordItem | undefined): void => setOpenItem(item ?? null);
  const openMatter = (item: SiteWarning | undefined): void => {
    if (item?.kind === 'video-unproven') setOpenProof(item);
    else if (item?.kind === 'plate-doubt') setOpenPlate(item);
    // Explained where the vehicle's picture and its match are.
    else if (item !== undefined && 'gate' in item) onGate();
    // Explained by an entry, or in words beside it.
    else if (item?.kind === 'ledger') onLedgers();
    else setOpenPass(item?.pass.id ?? null);
  };
  const toggle = (which: Panel): void => setPanel((now) => (now === which ? 'none' : which));
  const isNarrowed = narrowed !== EVERYTHING;
  const toDay = (endMs: number): void => {
    void list.placeOf(endMs).then((place) => {
      if (place === null) return;
      setPanel('none');
      setCursor(place);
    });
  };
  const toSearch = (): void => {
    if (which !== null) setShown('all');
    search.current?.focus({ cursor: 'all' });
  };
  // These two take Enter and Esc themselves.
  const asks = panel === 'day' || panel === 'export';
  useKeys(active && listed, {
    ...(asks
      ? {}
      : {
          Enter: () => (which === null ? open(list.at(cursor)) : openMatter(passes.items[cursor])),
          Escape: () => {
            if (panel !== 'none') setPanel('none');
            else if (typed !== '') setTyped('');
            else if (isNarrowed) setNarrowed(EVERYTHING);
            else onBack();
            grid.current?.focus();
          },
        }),
    '/': toSearch,
    ...(which === null
      ? {
          F3: () => toggle('filter'),
          'Shift F3': () => setNarrowed(EVERYTHING),
          F6: () => toggle('export'),
          ...(text === '' ? { F4: () => toggle('day') } : {}),
        }
      : {}),
    F7: () => onFilms({ startMs: null, cameraId: null }),
    F8: onBack,
    [gateKey(info)]: onGate,
    F9: onDesk,
    F12: onPreferences,
  });
  const summary = which === null ? list.summary : null;
  const counted =
    summary === null
      ? t(more ? 'records.count-more' : 'records.count', { count })
      : t('records.summary', {
          count: grouped(summary.count),
          sheets: grouped(summary.sheets),
          tonnes: (summary.netKg / 1000).toFixed(2).replace(/^\d+/, (whole) => grouped(Number(whole))),
        });

  return (
    <div className="records" hidden={!visible}>
      <StateBand state={band} compact>
        <span>{info.name}</span>
        <Figure kg={reading?.weightKg ?? null} />
      </StateBand>
      {openProof !== null ? (
        <ProofDetail
          matter={openProof}
          active={active}
          info={info}
          onBack={() => leave(() => setOpenProof(null))}
          onPreferences={onPreferences}
        />
      ) : openPlate !== null ? (
        <PlateDetail
          matter={openPlate}
          active={active}
          info={info}
          onBack={() => leave(() => setOpenPlate(null))}
          onPreferences={onPreferences}
        />
      ) : openPass !== null ? (
        <PassDetail
          passId={openPass}
          active={active}
          info={info}
          theme={theme}
          onBack={() => leave(() => setOpenPass(null))}
          onFilms={onFilms}
          onPreferences={onPreferences}
        />
      ) : opened !== undefined ? (
        <RecordDetail
          item={opened}
          active={active}
          info={info}
          theme={theme}
          onBack={() => setOpenItem(null)}
          onPass={setOpenPass}
          onPreferences={onPreferences}
        />
      ) : (
        <main className="records-main">
          <div className="records-tools">
            <Input
              ref={search}
              className="records-search"
              prefix={<KeyCap name="/" />}
              placeholder={t('records.search')}
              aria-label={t('records.search')}
              value={typed}
              maxLength={64}
              onChange={(event) => {
                if (which !== null) setShown('all');
                setTyped(event.target.value);
              }}
              onKeyDown={(event) => {
                if (event.key === 'ArrowDown' && !event.nativeEvent.isComposing) grid.current?.focus();
              }}
            />
            <ChoiceRow<Shown>
              label={t('records.show')}
              choices={SHOWN.map(([value, words]) => ({ value, words: t(words) }))}
              value={shown}
              onChange={setShown}
            />
            <div className="records-foot">
              <span className="records-count label" role="status">
                {isNarrowed && which === null && <b>{t('records.narrowed')} </b>}
                {counted}
              </span>
              {which === null && (
                <>
                  <span className="hint-key">
                    <KeyCap name="F3" /> {t('filter.key')}
                  </span>
                  {text === '' && (
                    <span className="hint-key">
                      <KeyCap name="F4" /> {t('jump.key')}
                    </span>
                  )}
                  <span className="hint-key">
                    <KeyCap name="F6" /> {t('export.key')}
                  </span>
                </>
              )}
              <span className="hint-key">
                <KeyCap name="Enter" /> {t('records.open')}
              </span>
              <span className="hint-key">
                <KeyCap name="F7" /> {t('films.key')}
              </span>
              <span className="hint-key">
                <KeyCap name="Esc" /> {t('key.back')}
              </span>
            </div>
          </div>
          {which === null && panel === 'filter' && (
            <FilterPanel
              narrowed={narrowed}
              scales={info.scales}
              onChange={setNarrowed}
              onClear={() => setNarrowed(EVERYTHING)}
            />
          )}
          {which === null && panel === 'day' && (
            <DayJump active={active && listed} onDay={toDay} onClose={() => setPanel('none')} />
          )}
          {which === null && panel === 'export' && (
            <ExportPanel
              active={active && listed}
              calls={exportOf(filter, language)}
              count={summary?.count ?? null}
              onClose={() => setPanel('none')}
            />
          )}
          {which === null ? (
            <VirtualGrid<RecordItem>
              name="records"
              title={t('records.title')}
              columns={RECORD_COLUMNS}
              count={list.count}
              at={list.at}
              onSeen={list.onSeen}
              where={list.where}
              struck={({ replaced, voided }) => voided || replaced}
              cursor={cursor}
              onCursor={setCursor}
              onOpen={open}
              gridRef={grid}
              of={list.of}
              chosen={chosen}
              empty={t(
                list.pending
                  ? 'records.loading'
                  : text === '' && shown === 'all' && !isNarrowed
                    ? 'records.none'
                    : 'records.none-found',
              )}
            />
          ) : (
            <PassList
              passes={passes}
              which={which}
              cursor={cursor}
              onCursor={setCursor}
              onOpen={openMatter}
              gridRef={grid}
              chosen={chosen}
            />
          )}
        </main>
      )}
      <QuietStrip reprint={false} explain={listed} gate={listed} />
    </div>
  );
}
