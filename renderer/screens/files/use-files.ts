/** What the screen asks of the station about the files: a list, one file. */
import { keepPreviousData, skipToken, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import { CodedError } from '../../../preload/contract/errors.ts';
import type { FileItem, FileKind, FilePage } from '../../../preload/contract/files.ts';
import type { UnconfirmedVehicle } from '../../../preload/contract/weighing.ts';
import { call } from '../../station/client.ts';
import { useLive } from '../../station/live-store.ts';

const PAGE = 100;
/**
 * A name that was just written is found by its initials a moment later, on a busy station after somebody looked for it: what
 * found nothing is asked again while it stands there.
 */
export const ASK_AGAIN_MS = 1_000;

export interface FileList {
  readonly items: readonly FileItem[];
  readonly more: boolean;
  readonly pending: boolean;
  readonly error: CodedError | null;
  loadMore(): void;
}

export function useFileList(kind: FileKind, text: string): FileList {
  const saved = useLive((live) => live.saved);
  const found = useInfiniteQuery({
    queryKey: ['files.search', kind, text, 'list', saved],
    queryFn: ({ pageParam }) =>
      call('files.search', {
        kind,
        limit: PAGE,
        ...(text === '' ? {} : { text }),
        ...(pageParam === '' ? {} : { cursor: pageParam }),
      }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 0,
    refetchInterval: ({ state }) => (text !== '' && state.data?.pages[0]?.items.length === 0 ? ASK_AGAIN_MS : false),
    placeholderData: keepPreviousData,
  });
  const items = useMemo(() => found.data?.pages.flatMap((page) => page.items) ?? [], [found.data]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = found;
  const loadMore = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  const error = found.error instanceof CodedError ? found.error : null;
  return { items, more: hasNextPage, pending: found.isPending, error, loadMore };
}

export function useFilePage(kind: FileKind, id: string | null) {
  const found = useQuery<FilePage | null>({
    queryKey: ['files.get', kind, id],
    queryFn: id === null ? skipToken : () => call('files.get', { kind, id }),
    staleTime: 0,
  });
  return { page: found.data ?? null, error: found.error instanceof CodedError ? found.error : null };
}

/** The newest so many that wait for somebody to vouch for their axles; those after them come as these are done. */
const MOST_WAITING = 200;

export function useWaiting(): FileList & { readonly count: number } {
  const saved = useLive((live) => live.saved);
  const found = useQuery({
    queryKey: ['vehicle.unconfirmed', 'list', saved],
    queryFn: () => call('vehicle.unconfirmed', { limit: MOST_WAITING }),
    staleTime: 0,
    placeholderData: keepPreviousData,
  });
  const items = useMemo(() => (found.data?.items ?? []).map(waitingItem), [found.data]);
  const error = found.error instanceof CodedError ? found.error : null;
  return { items, count: found.data?.count ?? 0, more: false, pending: found.isPending, error, loadMore: () => {} };
}

const waitingItem = ({ vehicle, updatedAt, weighing }: UnconfirmedVehicle): FileItem => ({
  // A tractor may wait with more than one trailer.
  id: `${vehicle.plate} ${vehicle.trailerPlate ?? ''}`,
  name: vehicle.plate,
  foundAs: null,
  more: vehicle.trailerPlate ?? null,
  axleCount: vehicle.axleCount ?? null,
  typedAxles: true,
  barred: (vehicle.barred ?? '') !== '',
  paper: null,
  uses: null,
  usedAt: weighing?.weighedAt ?? updatedAt,
});
