/** F8: what was recorded, newest first; searched by plate tails, opened by Enter. */
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Input, type InputRef } from 'antd';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { RecordItem, SearchInput } from '../../../preload/contract/records.ts';
import type { PlateWarning, SiteWarning, VideoWarning } from '../../../preload/contract/warnings.ts';
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
import { call } from '../../station/client.ts';
import { useLive } from '../../station/live-store.ts';
import { useLiveReading } from '../../station/use-live-reading.ts';
import { RecordDetail } from './record-detail.tsx';
import { Grid } from '../../components/grid.tsx';
import { PassDetail } from './pass-detail.tsx';
import { PlateDetail } from './plate-detail.tsx';
import { ProofDetail } from './proof-detail.tsx';
import { PassList, usePasses } from './pass-list.tsx';
import { RECORD_COLUMNS } from './record-columns.tsx';
import '../../components/record-page.css';
import './records.css';

const PAGE = 100;
type Shown = 'all' | 'gross' | 'tare' | 'over' | 'unrecorded' | 'to-check';
const SHOWN: readonly (readonly [Shown, WordKey])[] = [
  ['all', 'records.all'],
  ['gross', 'kind.gross'],
  ['tare', 'kind.tare'],
  ['over', 'verdict.over'],
  ['unrecorded', 'records.unrecorded'],
  ['to-check', 'records.to-check'],
];

function searchInput(text: string, shown: Shown): SearchInput {
  return {
    limit: PAGE,
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
  info,
  theme,
  onBack,
  onGate,
  onFilms,
  onPreferences,
}: {
  readonly active: boolean;
  /** Behind the videos it keeps what was searched and opened. */
  readonly visible: boolean;
  /** Opened for what waits to be explained. */
  readonly toCheck: boolean;
  readonly info: StationInfo;
  readonly theme: Theme;
  onBack(): void;
  onGate(): void;
  /** The videos; null: the newest. */
  onFilms(asked: { readonly startMs: number | null; readonly cameraId: string | null }): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const band = useBand();
  const reading = useLiveReading();
  const saved = useLive((live) => live.saved);
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed.trim());
  const [shown, setShown] = useState<Shown>(toCheck ? 'to-check' : 'all');
  const [moved, setCursor] = useState(0);
  const [openId, setOpenId] = useState<string | null>(null);
  const [openPass, setOpenPass] = useState<string | null>(null);
  const [openProof, setOpenProof] = useState<VideoWarning | null>(null);
  const [openPlate, setOpenPlate] = useState<PlateWarning | null>(null);
  const which = passesOf(shown);
  const passes = usePasses(which);
  const warnings = useLive((live) => live.warnings);
  const search = useRef<InputRef>(null);
  const grid = useRef<HTMLDivElement>(null);
  const queries = useQueryClient();

  const found = useInfiniteQuery({
    queryKey: ['records.search', text, shown],
    queryFn: ({ pageParam }) =>
      call('records.search', { ...searchInput(text, shown), ...(pageParam === '' ? {} : { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });
  const items = useMemo(() => found.data?.pages.flatMap((page) => page.items) ?? [], [found.data]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = found;
  const loadMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['records.search'] });
  }, [saved, queries]);
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['warnings.search'] });
  }, [warnings, queries]);
  useEffect(() => setCursor(0), [text, shown]);

  const opened = openId === null ? undefined : items.find((item) => item.id === openId);
  const more = which === null ? hasNextPage : passes.more;
  const count = which === null ? items.length : passes.items.length;
  // What was explained leaves the list: the last one is then another.
  const cursor = Math.min(moved, Math.max(0, count - 1));
  const listed = opened === undefined && openPass === null && openProof === null && openPlate === null;
  useEffect(() => {
    if (listed && visible) grid.current?.focus();
  }, [listed, visible, which]);

  const open = (item: RecordItem | undefined): void => setOpenId(item?.id ?? null);
  const openMatter = (item: SiteWarning | undefined): void => {
    if (item?.kind === 'video-unproven') setOpenProof(item);
    else if (item?.kind === 'plate-doubt') setOpenPlate(item);
    // Explained where the vehicle's picture and its match are.
    else if (item !== undefined && 'gate' in item) onGate();
    else setOpenPass(item?.pass.id ?? null);
  };
  const toSearch = (): void => {
    if (which !== null) setShown('all');
    search.current?.focus({ cursor: 'all' });
  };
  useKeys(active && listed, {
    Enter: () => (which === null ? open(items[cursor]) : openMatter(passes.items[cursor])),
    Escape: () => {
      if (typed !== '') setTyped('');
      else onBack();
      grid.current?.focus();
    },
    '/': toSearch,
    F7: () => onFilms({ startMs: null, cameraId: null }),
    F8: onBack,
    [gateKey(info)]: onGate,
    ...(warnings.count > 0 ? { F9: () => setShown('to-check') } : {}),
    F12: onPreferences,
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
          onBack={() => setOpenProof(null)}
          onPreferences={onPreferences}
        />
      ) : openPlate !== null ? (
        <PlateDetail
          matter={openPlate}
          active={active}
          info={info}
          onBack={() => setOpenPlate(null)}
          onPreferences={onPreferences}
        />
      ) : openPass !== null ? (
        <PassDetail
          passId={openPass}
          active={active}
          info={info}
          theme={theme}
          onBack={() => setOpenPass(null)}
          onFilms={onFilms}
          onPreferences={onPreferences}
        />
      ) : opened !== undefined ? (
        <RecordDetail
          item={opened}
          active={active}
          info={info}
          theme={theme}
          onBack={() => setOpenId(null)}
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
            <span className="records-count label" role="status">
              {t(more ? 'records.count-more' : 'records.count', { count })}
            </span>
            <span className="hint-key">
              <KeyCap name="↑" /> <KeyCap name="↓" /> <KeyCap name="Enter" /> {t('records.open')}
            </span>
            <span className="hint-key">
              <KeyCap name="F7" /> {t('films.key')}
            </span>
            <span className="hint-key">
              <KeyCap name="Esc" /> {t('key.back')}
            </span>
          </div>
          {which === null ? (
            <Grid<RecordItem>
              name="records"
              title={t('records.title')}
              columns={RECORD_COLUMNS}
              items={items}
              struck={({ voided }) => voided}
              more={hasNextPage}
              loadMore={loadMore}
              cursor={cursor}
              onCursor={setCursor}
              onOpen={open}
              gridRef={grid}
              empty={t(
                found.isPending
                  ? 'records.loading'
                  : text === '' && shown === 'all'
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
            />
          )}
        </main>
      )}
      <QuietStrip reprint={false} explain={listed} gate={listed} />
    </div>
  );
}
