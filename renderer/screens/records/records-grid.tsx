/** The list itself: a grid of 28 px rows of which only the visible ones exist; the cursor is moved by keys. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, type KeyboardEvent, type ReactNode, type RefObject } from 'react';
import type { RecordItem } from '../../../preload/contract/records.ts';
import { dayTime, dottedPlate, grouped } from '../../format.ts';
import { useWords, type Translate, type WordKey } from '../../i18n/index.ts';
import { EvidenceMark, UploadMark, VerdictMark } from './record-marks.tsx';

const ROW_PX = 28;
/** The head stays in sight while the rows move under it. */
const HEAD_PX = 32;
/** The next page is asked for this many rows before its first one is seen. */
const AHEAD = 40;

interface Column {
  readonly words: WordKey;
  readonly right?: boolean;
  cell(item: RecordItem, t: Translate): ReactNode;
}

const kg = (value: number | null): string => (value === null ? '' : grouped(value));

const COLUMNS: readonly Column[] = [
  { words: 'records.sequence', right: true, cell: (item) => item.sequence },
  { words: 'records.time', cell: (item) => dayTime(item.weighedAt) },
  { words: 'records.kind', cell: (item, t) => t(`kind.${item.kind}`) },
  {
    words: 'field.plate',
    cell: (item) => (item.plateFront === null ? '—' : dottedPlate(item.plateFront)),
  },
  {
    words: 'field.trailer',
    cell: (item) => (item.plateRear === null || item.plateRear === item.plateFront ? '' : dottedPlate(item.plateRear)),
  },
  { words: 'records.weight', right: true, cell: (item) => kg(item.weightKg) },
  { words: 'records.limit', right: true, cell: (item) => kg(item.limitKg) },
  {
    words: 'records.over',
    right: true,
    cell: (item) => (item.overKg === null || item.overKg === 0 ? '' : kg(item.overKg)),
  },
  { words: 'records.net', right: true, cell: (item) => kg(item.sheet?.netKg ?? null) },
  {
    words: 'records.verdict',
    cell: (item, t) => (item.kind === 'gross' || item.voided ? <VerdictMark item={item} t={t} /> : ''),
  },
  { words: 'records.evidence', cell: (item, t) => <EvidenceMark state={item.evidenceState} t={t} /> },
  { words: 'field.sheet', cell: (item) => item.sheet?.number ?? '' },
  { words: 'records.printed', right: true, cell: (item) => item.sheet?.printed ?? '' },
  { words: 'records.upload', cell: (item, t) => <UploadMark upload={item.upload} t={t} /> },
];

export function RecordsGrid({
  items,
  more,
  loadMore,
  cursor,
  onCursor,
  onOpen,
  gridRef,
  empty,
}: {
  readonly items: readonly RecordItem[];
  readonly more: boolean;
  loadMore(): void;
  readonly cursor: number;
  onCursor(move: (now: number) => number): void;
  onOpen(item: RecordItem): void;
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
      className="grid panel"
      role="grid"
      aria-label={t('records.title')}
      aria-rowcount={items.length + 1}
      aria-colcount={COLUMNS.length}
      aria-activedescendant={items.length > 0 ? `record-${cursor}` : undefined}
      tabIndex={0}
      ref={gridRef}
      onKeyDown={onKeyDown}
    >
      <div className="grid-row grid-head" role="row" aria-rowindex={1}>
        {COLUMNS.map((column) => (
          <span role="columnheader" key={column.words} className={column.right === true ? 'right' : ''}>
            {t(column.words)}
          </span>
        ))}
      </div>
      <div className="grid-body" role="rowgroup">
        {items.length === 0 ? (
          <div role="row">
            <div role="gridcell" className="grid-empty" aria-colspan={COLUMNS.length}>
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
                  className={`grid-row${index === cursor ? ' grid-cursor' : ''}${item.voided ? ' grid-void' : ''}`}
                  style={{ transform: `translateY(${start - HEAD_PX}px)` }}
                  onClick={() => onCursor(() => index)}
                  onDoubleClick={() => onOpen(item)}
                >
                  {COLUMNS.map((column) => (
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
