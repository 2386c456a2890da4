/** Passes with something to look at: those that nobody has explained, or all that left no record. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useCallback, useMemo, type RefObject } from 'react';
import type { SiteWarning } from '../../../preload/contract/warnings.ts';
import { useWords } from '../../i18n/index.ts';
import { call } from '../../station/client.ts';
import { Grid } from '../../components/grid.tsx';
import type { ChosenOf } from '../../components/virtual-grid.tsx';
import { PASS_COLUMNS } from './pass-columns.tsx';

const PAGE = 100;

export interface Passes {
  readonly items: readonly SiteWarning[];
  readonly more: boolean;
  readonly pending: boolean;
  /** As {@link VirtualGridProps.of}. */
  readonly of: string | null;
  loadMore(): void;
}

/** null: not asked for. */
export function usePasses(which: 'open' | 'unrecorded' | null): Passes {
  const found = useInfiniteQuery({
    queryKey: ['warnings.search', which],
    queryFn: ({ pageParam }) =>
      call('warnings.search', {
        limit: PAGE,
        ...(which === null ? {} : { which }),
        ...(pageParam === '' ? {} : { cursor: pageParam }),
      }),
    enabled: which !== null,
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    // As use-record-list.ts.
    staleTime: 0,
  });
  const items = useMemo(
    () => (which === null ? [] : (found.data?.pages.flatMap((page) => page.items) ?? [])),
    [found.data, which],
  );
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = found;
  const loadMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  return {
    items,
    more: hasNextPage,
    pending: found.isPending,
    of: found.isPlaceholderData || (found.isFetching && !found.isFetchedAfterMount) ? null : which,
    loadMore,
  };
}

export function PassList({
  passes: { items, loadMore, more, of, pending },
  which,
  cursor,
  onCursor,
  onOpen,
  gridRef,
  chosen,
}: {
  readonly passes: Passes;
  readonly which: 'open' | 'unrecorded';
  readonly cursor: number;
  onCursor(move: (now: number) => number): void;
  onOpen(item: SiteWarning): void;
  readonly gridRef: RefObject<HTMLDivElement | null>;
  readonly chosen: RefObject<ChosenOf | null>;
}) {
  const { t } = useWords();
  return (
    <Grid<SiteWarning>
      name="passes"
      title={t('passes.title')}
      columns={PASS_COLUMNS}
      items={items}
      struck={() => false}
      more={more}
      loadMore={loadMore}
      cursor={cursor}
      onCursor={onCursor}
      onOpen={onOpen}
      gridRef={gridRef}
      of={of}
      chosen={chosen}
      empty={t(pending ? 'records.loading' : `passes.none-${which}`)}
    />
  );
}
