/** The passes of all gates, newest first, in pages, and how many there were today; asked again when a vehicle passes. */
import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { GatePassItem } from '../../../preload/contract/gate.ts';
import { dayStart } from '../../format.ts';
import { call } from '../../station/client.ts';
import { useLive } from '../../station/live-store.ts';

const PAGE = 100;
const AGAIN_MS = 1000;

export interface GatePasses {
  readonly items: readonly GatePassItem[];
  readonly more: boolean;
  readonly pending: boolean;
  /** Why it could not be read. */
  readonly error: CodedError | null;
  /** null while it is not known. */
  readonly today: { readonly in: number; readonly out: number } | null;
  loadMore(): void;
}

/** One pass as it is now, also when it is in no list any more that is shown; null: none is asked for, or it is not here yet. */
export function useGatePass(pass: GatePassItem | null): GatePassItem | null {
  const found = useQuery({
    queryKey: ['gate.list', 'one', pass?.id ?? ''],
    queryFn: () => call('gate.list', { from: pass?.passedAt, to: pass?.passedAt }),
    enabled: pass !== null,
  });
  return found.data?.items.find(({ id }) => id === pass?.id) ?? null;
}

/** @param open only those of which a person still has to say something */
export function useGatePasses(open: boolean): GatePasses {
  const queries = useQueryClient();
  const passed = useLive((live) => live.passed);
  const allSent = useLive((live) => live.outbox?.pending === 0);
  const found = useInfiniteQuery({
    queryKey: ['gate.list', open],
    queryFn: ({ pageParam }) =>
      call('gate.list', {
        limit: PAGE,
        ...(open ? { open: true as const } : {}),
        ...(pageParam === '' ? {} : { cursor: pageParam }),
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    // All has arrived, and the list was read before: not asked at every step of the way.
    refetchInterval: ({ state }) =>
      allSent && state.data?.pages.some(({ items }) => items.some(({ upload }) => upload === 'pending')) === true
        ? AGAIN_MS
        : false,
  });
  const from = dayStart(Date.now());
  const counts = useQuery({
    queryKey: ['gate.counts', from],
    queryFn: () => call('gate.counts', { from }),
    placeholderData: keepPreviousData,
  });
  useEffect(() => {
    for (const queryKey of [['gate.list'], ['gate.counts']]) void queries.invalidateQueries({ queryKey });
  }, [passed, queries]);
  const items = useMemo(() => found.data?.pages.flatMap((page) => page.items) ?? [], [found.data]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = found;
  const loadMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  const failure = found.error ?? counts.error;
  return {
    items,
    more: hasNextPage,
    pending: found.isPending,
    error: failure instanceof CodedError ? failure : null,
    today: counts.data ?? null,
    loadMore,
  };
}
