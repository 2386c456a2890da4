/** The inbox in pages, asked again whenever something is raised, answered or received. */
import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { WarningItem } from '../../../preload/contract/warnings.ts';
import { call } from '../../station/client.ts';
import { useLive } from '../../station/live-store.ts';

const PAGE = 100;
const RECEIPT_MS = 1000;

export type Shown = 'awaited' | 'sent' | 'closed' | 'all';
export type Row = WarningItem & { readonly id: string };

export interface Inbox {
  readonly items: readonly Row[];
  readonly more: boolean;
  readonly pending: boolean;
  readonly error: CodedError | null;
  /** As {@link VirtualGridProps.of}. */
  readonly of: string | null;
  loadMore(): void;
}

export function useInbox(shown: Shown): Inbox {
  const queries = useQueryClient();
  const warnings = useLive((live) => live.warnings);
  const pending = useLive((live) => live.outbox?.pending);
  const found = useInfiniteQuery({
    queryKey: ['warnings.list', shown],
    queryFn: ({ pageParam }) =>
      call('warnings.list', {
        limit: PAGE,
        ...(shown === 'all' ? {} : { state: shown }),
        ...(pageParam === '' ? {} : { cursor: pageParam }),
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    staleTime: 0,
    // Nothing is pushed for a receipt.
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some((item) => item.state === 'rectified')) === true
        ? RECEIPT_MS
        : false,
  });
  useEffect(() => {
    for (const queryKey of [['warnings.list'], ['warnings.get']]) void queries.invalidateQueries({ queryKey });
  }, [warnings, pending, queries]);
  const items = useMemo(
    () => found.data?.pages.flatMap((page) => page.items.map((item) => ({ ...item, id: item.warningId }))) ?? [],
    [found.data],
  );
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = found;
  const loadMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  return {
    items,
    more: hasNextPage,
    pending: found.isPending,
    error: found.error instanceof CodedError ? found.error : null,
    of: found.isPlaceholderData || (found.isFetching && !found.isFetchedAfterMount) ? null : shown,
    loadMore,
  };
}
