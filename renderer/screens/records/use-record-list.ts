/**
 * The records that a filter finds, by their place in the list. The first page is there at once. Then the station says how many there
 * are and where pages begin, and any place can be looked at: each page is read by its cursor when it comes into sight. Pages are
 * counted from the oldest record, so that a new one changes the newest page alone. A search by text is a list of found ones, which
 * only goes on from its end.
 */
import { keepPreviousData, useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { RecordFilter, RecordItem } from '../../../preload/contract/records.ts';
import { LONG_PAGE, type RecordSummary } from '../../../preload/contract/workbench.ts';
import { fullTime } from '../../format.ts';
import { call } from '../../station/client.ts';

/** The next page of found ones is asked for this many rows before its first one is seen. */
const AHEAD = 40;
/** So many rows before they are seen their page is read. */
const PREPARED = 300;

export interface RecordList {
  readonly count: number;
  readonly summary: RecordSummary | null;
  readonly pending: boolean;
  /** The filter whose records these are; null: still those of the one before, or of when the list was last looked at. */
  readonly of: RecordFilter | null;
  /** There are more than are counted. */
  readonly more: boolean;
  at(index: number): RecordItem | undefined;
  /** As far as it is loaded. */
  find(id: string): RecordItem | undefined;
  onSeen(first: number, last: number): void;
  where(index: number): string | null;
  /** The place of the newest record that is no newer; null: there is none, or the list is none of time. */
  placeOf(atMs: number): Promise<number | null>;
}

/** @param filter the same object as long as it says the same */
export function useRecordList(filter: RecordFilter, enabled: boolean): RecordList {
  const [seen, setSeen] = useState({ newest: -1, oldest: -1 });
  const found = useInfiniteQuery({
    queryKey: ['records.search', filter],
    queryFn: ({ pageParam }) =>
      call('records.search', { ...filter, limit: LONG_PAGE, ...(pageParam === '' ? {} : { cursor: pageParam }) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    // What was listed before is shown meanwhile, and asked for anew: something may have been saved since.
    staleTime: 0,
    enabled,
  });
  const summary =
    useQuery({
      queryKey: ['records.search', 'summary', filter],
      queryFn: () => call('records.summary', filter),
      structuralSharing: false,
      enabled,
    }).data ?? null;
  const items = useMemo(() => found.data?.pages.flatMap((page) => page.items) ?? [], [found.data]);
  // Only as long as what was found is of this filter.
  const counted = found.isPlaceholderData ? null : summary;
  const long = counted !== null && counted.starts !== null;
  const count = long ? Math.max(counted.count, Math.min(items.length, LONG_PAGE)) : items.length;

  const total = long ? counted.count : 0;
  const pages = pagesInSight(total, seen);
  const loaded = useQueries({ queries: pages.map((page) => pageQuery(filter, counted as RecordSummary, page)) });
  const byPage = new Map(pages.map((page, nth) => [page, loaded[nth]?.data?.items]));

  const { fetchNextPage, hasNextPage, isFetchingNextPage } = found;
  const onSeen = useCallback(
    (first: number, last: number) => {
      if (long) {
        // Whole pages only: between two of them nothing is to be drawn anew.
        const { page: newest } = placeIn(total, Math.max(0, first - PREPARED));
        const { page: oldest } = placeIn(total, Math.min(total - 1, last + PREPARED));
        setSeen((now) => (now.newest === newest && now.oldest === oldest ? now : { newest, oldest }));
      } else if (hasNextPage && !isFetchingNextPage && last >= items.length - AHEAD) void fetchNextPage();
    },
    [long, total, hasNextPage, isFetchingNextPage, items.length, fetchNextPage],
  );
  return {
    count,
    summary: counted,
    pending: found.isPending,
    of: found.isPlaceholderData || (found.isFetching && !found.isFetchedAfterMount) ? null : filter,
    more: !long && hasNextPage,
    onSeen,
    at(index) {
      if (!long) return items[index];
      const { page, place } = placeIn(counted.count, index);
      // The first page came before anything was counted.
      return byPage.get(page)?.[place] ?? items[index];
    },
    find: (id) => [...items, ...loaded.flatMap(({ data }) => data?.items ?? [])].findLast((item) => item.id === id),
    where(index) {
      if (!long) return null;
      const atMs = counted.starts?.[placeIn(counted.count, index).page]?.atMs;
      return atMs === undefined ? null : fullTime(atMs).slice(0, 10);
    },
    async placeOf(atMs) {
      if (!long || counted.starts === null) return null;
      const page = counted.starts.findLastIndex((start) => start.atMs <= atMs);
      if (page < 0) return null;
      const { items: there } = await pageQuery(filter, counted, page).queryFn();
      const place = there.findIndex(({ weighedAt }) => Date.parse(weighedAt) <= atMs);
      return newestOf(counted.count, page) + Math.max(0, place);
    },
  };
}

/** Index of the newest record of a page. */
const newestOf = (count: number, page: number): number => Math.max(0, count - (page + 1) * LONG_PAGE);

function placeIn(count: number, index: number): { readonly page: number; readonly place: number } {
  const page = Math.floor((count - 1 - index) / LONG_PAGE);
  return { page, place: index - newestOf(count, page) };
}

function pagesInSight(count: number, { newest, oldest }: { newest: number; oldest: number }): number[] {
  const top = Math.min(newest, Math.ceil(count / LONG_PAGE) - 1);
  return oldest < 0 || top < oldest ? [] : Array.from({ length: top - oldest + 1 }, (_, nth) => top - nth);
}

function pageQuery(filter: RecordFilter, { count, starts }: RecordSummary, page: number) {
  const above = starts?.[page + 1]?.cursor;
  const limit = Math.min(LONG_PAGE, count - page * LONG_PAGE);
  return {
    // A full page below another stays the same whatever is weighed.
    queryKey: ['records.search', 'page', filter, page, above ?? 'newest', limit],
    queryFn: () => call('records.search', { ...filter, limit, ...(above === undefined ? {} : { cursor: above }) }),
  };
}
