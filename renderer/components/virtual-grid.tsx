/**
 * Rows by their place: only those in sight are drawn, and of a long list only those are there. A row that is still on its way has
 * its place and nothing in it. `role=grid`, rows of 28 px (Chromium holds no more than about 33.5 million of them in one box).
 */
import { useVirtualizer } from '@tanstack/react-virtual';
import { memo, useEffect, useLayoutEffect, useRef, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import { useWords, type Translate, type WordKey } from '../i18n/index.ts';
import { keptRow, type Chosen } from './kept-row.ts';
import './grid.css';

const ROW_PX = 28;
/** The head stays in sight while the rows move under it. */
const HEAD_PX = 32;
/** Rows that are drawn above what is in sight, and below. */
const BESIDE = 6;
/** What one box can hold; the rest is reached by narrowing the list. */
export const MOST_ROWS = 1_150_000;

export interface Column<Item> {
  readonly words: WordKey;
  readonly right?: boolean;
  cell(item: Item, t: Translate): ReactNode;
}

export interface VirtualGridProps<Item extends { readonly id: string }> {
  /** Its columns are as wide as `.grid-<name>` says. */
  readonly name: string;
  readonly title: string;
  readonly columns: readonly Column<Item>[];
  readonly count: number;
  /** undefined: it is on its way. */
  at(index: number): Item | undefined;
  /** The rows that are drawn. */
  onSeen(first: number, last: number): void;
  /** Where the list is while it is scrolled, in few words. */
  where?(index: number): string | null;
  /** Does not count any more. */
  struck(item: Item): boolean;
  readonly cursor: number;
  onCursor(move: (now: number) => number): void;
  onOpen(item: Item): void;
  /** The grid is its own scroller: the keys that move the cursor also move what is seen. */
  readonly gridRef: RefObject<HTMLDivElement | null>;
  /** What will appear here and how. */
  readonly empty: string;
  /**
   * What is listed; null: on its way, and what is shown is of before. As long as it is the same the cursor stays on its row when
   * others come or go. Without it the cursor is a place.
   */
  readonly of?: unknown;
  /** Where its row is remembered while the list is not there, and a record in its place. */
  readonly chosen?: RefObject<ChosenOf | null>;
}

/** A row and the list that it was chosen in; `of` null: while that was on its way. */
export type ChosenOf = Chosen & { readonly of: unknown };

export function VirtualGrid<Item extends { readonly id: string }>({
  name,
  title,
  columns,
  count: all,
  at,
  onSeen,
  where,
  struck,
  cursor,
  onCursor,
  onOpen,
  gridRef,
  empty,
  of,
  chosen: remembered,
}: VirtualGridProps<Item>) {
  const { t } = useWords();
  const count = Math.min(all, MOST_ROWS);
  const drawn = useRef(0);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => gridRef.current,
    estimateSize: () => ROW_PX,
    rangeExtractor: ({ endIndex, startIndex }) => {
      // As many rows as ever: what leaves at one end is written anew at the other one, and none is made.
      drawn.current = Math.max(drawn.current, endIndex - startIndex + 1 + 2 * BESIDE);
      const length = Math.min(drawn.current, count);
      const from = Math.max(0, Math.min(count - length, startIndex - BESIDE));
      return Array.from({ length }, (_, nth) => from + nth);
    },
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
  });
  const rows = virtual.getVirtualItems();
  const [first, last] = [rows.at(0)?.index ?? 0, rows.at(-1)?.index ?? 0];
  useEffect(() => onSeen(first, last), [first, last, onSeen]);

  const own = useRef<ChosenOf | null>(null);
  const chosen = remembered ?? own;
  const isNew = useRef(true);
  // Only who moves the cursor moves what is seen; what comes in above does neither.
  useLayoutEffect(() => {
    if (cursor >= count) return;
    if (of === null) {
      // Who moves it before the list has come chooses a row of what is shown; who does not will stand on the newest.
      chosen.current = cursor === 0 ? null : { of, index: cursor, id: at(cursor)?.id };
      return;
    }
    const before = chosen.current?.of === of || chosen.current?.of === null ? chosen.current : null;
    const id = at(cursor)?.id;
    const follows = before !== null && of !== undefined && before.index === cursor;
    const now = follows ? keptRow(before, at) : cursor;
    const moved = before === null ? 0 : now - before.index;
    chosen.current = { of, index: now, id: at(now)?.id ?? (now === before?.index ? before.id : undefined) };
    if (now !== cursor) onCursor((place) => place + now - cursor);
    const wasNew = isNew.current;
    isNew.current = false;
    if (moved === 0 && before !== null && !wasNew) return;
    const grid = gridRef.current;
    const same = !wasNew && (now !== cursor || (id !== undefined && before?.id === id));
    if (!same) virtual.scrollToIndex(now);
    // At the very top a list shows its newest.
    else if (grid !== null && grid.scrollTop > 0) grid.scrollTop += moved * ROW_PX;
  });
  const page = Math.max(1, Math.floor((gridRef.current?.clientHeight ?? ROW_PX) / ROW_PX) - 2);
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: page,
    PageUp: -page,
    Home: -count,
    End: count,
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onCursor((now) => Math.max(0, Math.min(count - 1, now + step)));
  };
  const deeds = useRef<Deeds<Item>>({ onCursor, onOpen });
  useLayoutEffect(() => {
    deeds.current = { onCursor, onOpen };
  });
  const place = virtual.isScrolling ? (where?.(Math.floor((first + last) / 2)) ?? null) : null;

  return (
    <div className={`grid-frame${place === null ? '' : ' grid-moving'}`}>
      <div
        className={`grid grid-${name} panel`}
        role="grid"
        aria-label={title}
        aria-rowcount={count + 1}
        aria-colcount={columns.length}
        aria-activedescendant={count > 0 ? `record-${cursor}` : undefined}
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
          {count === 0 ? (
            <div role="row">
              <div role="gridcell" className="grid-empty" aria-colspan={columns.length}>
                {empty}
              </div>
            </div>
          ) : (
            <div className="grid-space" role="presentation" style={{ height: `${virtual.getTotalSize()}px` }}>
              {rows.map(({ index, start }) => {
                const item = at(index);
                return (
                  <GridRow
                    key={index % rows.length}
                    index={index}
                    top={start - HEAD_PX}
                    item={item}
                    columns={columns}
                    selected={index === cursor}
                    struck={item !== undefined && struck(item)}
                    t={t}
                    deeds={deeds}
                  />
                );
              })}
            </div>
          )}
        </div>
      </div>
      {place !== null && (
        <div className="grid-where figures" aria-hidden>
          {place}
        </div>
      )}
    </div>
  );
}

type Deeds<Item> = Pick<VirtualGridProps<Item & { readonly id: string }>, 'onCursor' | 'onOpen'>;

interface GridRowProps<Item> {
  readonly index: number;
  /** In pixels below the head. */
  readonly top: number;
  readonly item: Item | undefined;
  readonly columns: readonly Column<Item>[];
  readonly selected: boolean;
  readonly struck: boolean;
  readonly t: Translate;
  readonly deeds: RefObject<Deeds<Item>>;
}

/** Drawn once: while a list is scrolled, only rows that come into sight are new. */
const GridRow = memo(function GridRow<Item>(row: GridRowProps<Item>) {
  const { columns, deeds, index, item, selected, struck, t, top } = row;
  return (
    <div
      id={selected ? `record-${index}` : undefined}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      className={`grid-row${selected ? ' grid-cursor' : ''}${struck ? ' grid-void' : ''}`}
      style={{ transform: `translateY(${top}px)` }}
      onClick={() => deeds.current.onCursor(() => index)}
      onDoubleClick={() => item !== undefined && deeds.current.onOpen(item as Item & { readonly id: string })}
    >
      {columns.map((column) => (
        <span role="gridcell" key={column.words} className={column.right === true ? 'right' : ''}>
          {item === undefined ? '' : column.cell(item, t)}
        </span>
      ))}
    </div>
  );
}) as <Item>(row: GridRowProps<Item>) => ReactNode;
