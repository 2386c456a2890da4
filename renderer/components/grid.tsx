/** A list: a grid of 28 px rows of which only the visible ones exist; the cursor is moved by keys. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useWords, type Translate, type WordKey } from '../i18n/index.ts';
import './grid.css';

const ROW_PX = 28;
/** The head stays in sight while the rows move under it. */
const HEAD_PX = 32;
/** The next page is asked for this many rows before its first one is seen. */
const AHEAD = 40;

export interface Column<Item> {
  readonly words: WordKey;
  readonly right?: boolean;
  cell(item: Item, t: Translate): ReactNode;
}

export function Grid<Item extends { readonly id: string }>({
  name,
  title,
  columns,
  items,
  struck,
  more,
  loadMore,
  cursor,
  onCursor,
  onOpen,
  gridRef,
  empty,
}: {
  /** Its columns are as wide as `.grid-<name>` says. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly Column<Item>[];
  readonly items: readonly Item[];
  /** Does not count any more. */
  struck(item: Item): boolean;
  readonly more: boolean;
  loadMore(): void;
  readonly cursor: number;
  onCursor(move: (now: number) => number): void;
  onOpen(item: Item): void;
  /** The grid is its own scroller: the keys that move the cursor also move what is seen. */
  readonly gridRef: RefObject<HTMLDivElement | null>;
  /** What will appear here and how. */
  readonly empty: string;
}) {
  const { t } = useWords();
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => gridRef.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
  });
  const rows = virtual.getVirtualItems();
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more && last >= items.length - AHEAD) loadMore();
  }, [more, last, items.length, loadMore]);

  useEffect(() => {
    if (cursor < items.length) virtual.scrollToIndex(cursor);
  }, [cursor, items.length, virtual]);
  const page = Math.max(1, Math.floor((gridRef.current?.clientHeight ?? ROW_PX) / ROW_PX) - 2);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -items.length,
    End: items.length,
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onCursor((now) => Math.max(0, Math.min(items.length - 1, now + step)));
  };

  return (
    <div
      className={`grid grid-${name} panel`}
      role="grid"
      aria-label={title}
      aria-rowcount={items.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={items.length > 0 ? `record-${cursor}` : undefined}
      tabIndex={0}
      ref={gridRef}
      onKeyDown={onKeyDown}
    >
      <div className="grid-row grid-head" role="row" aria-rowindex={1}>
        {columns.map((column) => (
          <span role="columnheader" key={column.words} className={column.right === true ? 'right' : ''}>
            {t(column.words)}
          </span>
        ))}
      </div>
      <div className="grid-body" role="rowgroup">
        {items.length === 0 ? (
          <div role="row">
            <div role="gridcell" className="grid-empty" aria-colspan={columns.length}>
              {empty}
            </div>
          </div>
        ) : (
          <div className="grid-space" role="presentation" style={{ height: `${virtual.getTotalSize()}px` }}>
            {rows.map(({ index, start }) => {
              const item = items[index];
              if (item === undefined) return null;
              return (
                <div
                  key={item.id}
                  id={`record-${index}`}
                  role="row"
                  aria-rowindex={index + 2}
                  aria-selected={index === cursor}
                  className={`grid-row${index === cursor ? ' grid-cursor' : ''}${struck(item) ? ' grid-void' : ''}`}
                  style={{ transform: `translateY(${start - HEAD_PX}px)` }}
                  onClick={() => onCursor(() => index)}
                  onDoubleClick={() => onOpen(item)}
                >
                  {columns.map((column) => (
                    <span role="gridcell" key={column.words} className={column.right === true ? 'right' : ''}>
                      {column.cell(item, t)}
                    </span>
                  ))}
                </div>
              );
            })}
          </div>
        )}
      </div>
    </div>
  );
}
