/** F8: what was recorded, newest first; searched by plate tails, opened by Enter. */
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { Input, type InputRef } from 'antd';
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import type { RecordItem, SearchInput } from '../../../preload/contract/records.ts';
import type { StationInfo } from '../../../preload/contract/station.ts';
import { ChoiceRow } from '../../components/choice-row.tsx';
import { Figure } from '../../components/figure.tsx';
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
import { RecordsGrid } from './records-grid.tsx';
import './records.css';

const PAGE = 100;
type Shown = 'all' | 'gross' | 'tare' | 'over';
const SHOWN: readonly (readonly [Shown, WordKey])[] = [
  ['all', 'records.all'],
  ['gross', 'kind.gross'],
  ['tare', 'kind.tare'],
  ['over', 'verdict.over'],
];

function searchInput(text: string, shown: Shown): SearchInput {
  return {
    limit: PAGE,
    ...(text === '' ? {} : { text }),
    ...(shown === 'gross' || shown === 'tare' ? { kind: shown } : {}),
    ...(shown === 'over' ? { verdict: 'over-limit' } : {}),
  };
}

export function RecordsScreen({
  active,
  info,
  theme,
  onBack,
  onPreferences,
}: {
  readonly active: boolean;
  readonly info: StationInfo;
  readonly theme: Theme;
  onBack(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const band = useBand();
  const reading = useLiveReading();
  const saved = useLive((live) => live.saved);
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed.trim());
  const [shown, setShown] = useState<Shown>('all');
  const [cursor, setCursor] = useState(0);
  const [openId, setOpenId] = useState<string | null>(null);
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
  useEffect(() => setCursor(0), [text, shown]);

  const opened = openId === null ? undefined : items.find((item) => item.id === openId);
  useEffect(() => {
    if (opened === undefined) grid.current?.focus();
  }, [opened]);

  const open = (item: RecordItem | undefined): void => setOpenId(item?.id ?? null);
  const listInFront = active && opened === undefined;
  useKeys(listInFront, {
    Enter: () => open(items[cursor]),
    Escape: () => {
      if (typed !== '') setTyped('');
      else onBack();
      grid.current?.focus();
    },
    '/': () => search.current?.focus({ cursor: 'all' }),
    F8: onBack,
    F12: onPreferences,
  });

  return (
    <div className="records">
      <StateBand state={band} compact>
        <span>{info.name}</span>
        <Figure kg={reading?.weightKg ?? null} />
      </StateBand>
      {opened !== undefined ? (
        <RecordDetail
          item={opened}
          active={active}
          info={info}
          theme={theme}
          onBack={() => setOpenId(null)}
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
              onChange={(event) => setTyped(event.target.value)}
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
              {t(hasNextPage ? 'records.count-more' : 'records.count', { count: items.length })}
            </span>
            <span className="hint-key">
              <KeyCap name="↑" /> <KeyCap name="↓" /> <KeyCap name="Enter" /> {t('records.open')}
            </span>
            <span className="hint-key">
              <KeyCap name="Esc" /> {t('key.back')}
            </span>
          </div>
          <RecordsGrid
            items={items}
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
        </main>
      )}
      <QuietStrip reprint={false} />
    </div>
  );
}
