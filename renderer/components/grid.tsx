/** A list that grows by pages as it is scrolled: its rows are those that came so far. */
import { useCallback } from 'react';
import { VirtualGrid, type VirtualGridProps } from './virtual-grid.tsx';

export type { Column } from './virtual-grid.tsx';

/** The next page is asked for this many rows before its first one is seen. */
const AHEAD = 40;

export function Grid<Item extends { readonly id: string }>({
  items,
  more,
  loadMore,
  ...rest
}: Omit<VirtualGridProps<Item>, 'count' | 'at' | 'onSeen' | 'where'> & {
  readonly items: readonly Item[];
  readonly more: boolean;
  loadMore(): void;
}) {
  const { length } = items;
  const onSeen = useCallback(
    (_: number, last: number) => {
      if (more && last >= length - AHEAD) loadMore();
    },
    [more, length, loadMore],
  );
  return <VirtualGrid<Item> {...rest} count={length} at={(index) => items[index]} onSeen={onSeen} />;
}
