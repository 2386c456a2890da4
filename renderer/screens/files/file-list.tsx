/** One kind of files: searched by any part or initials, moved through by arrows, opened by Enter. */
import { Input, type InputRef } from 'antd';
import { useEffect, useRef, useState } from 'react';
import type { FileItem, FileKind } from '../../../preload/contract/files.ts';
import { ChoiceRow } from '../../components/choice-row.tsx';
import { ExportPanel } from '../../components/export-panel.tsx';
import { errorParams } from '../../components/error-params.ts';
import { ErrorText } from '../../components/error-text.tsx';
import { Grid } from '../../components/grid.tsx';
import { KeyCap } from '../../components/key-cap.tsx';
import { useKeys } from '../../components/use-keys.ts';
import { useWords } from '../../i18n/index.ts';
import { exportOf } from './file-list-export.ts';
import { COLUMNS } from './file-columns.tsx';
import { useFileList, useWaiting } from './use-files.ts';

/** A kind of files, or the vehicles whose axles somebody has to vouch for. */
export type FileTab = FileKind | 'waiting';
const TABS: readonly FileTab[] = ['vehicle', 'driver', 'goods', 'receiver', 'waiting'];

export function FileList({
  active,
  tab,
  onTab,
  text,
  onText,
  said,
  onOpen,
  onNew,
  onImport,
  onBack,
  onRecords,
  onPreferences,
}: {
  readonly active: boolean;
  readonly tab: FileTab;
  onTab(tab: FileTab): void;
  readonly text: string;
  onText(text: string): void;
  /** What was done just now; '' = nothing. */
  readonly said: string;
  onOpen(item: FileItem): void;
  onNew(): void;
  onImport(): void;
  onBack(): void;
  onRecords(): void;
  onPreferences(): void;
}) {
  const { t } = useWords();
  const kind: FileKind = tab === 'waiting' ? 'vehicle' : tab;
  const waiting = useWaiting();
  const list = useFileList(kind, text.trim());
  const { error, items, loadMore, more, pending } = tab === 'waiting' ? waiting : list;
  const [exporting, setExporting] = useState(false);
  const [cursor, setCursor] = useState(0);
  const at = Math.min(cursor, Math.max(0, items.length - 1));
  const grid = useRef<HTMLDivElement>(null);
  const search = useRef<InputRef>(null);
  useEffect(() => grid.current?.focus(), []);
  const open = (): void => {
    const item = items[at];
    if (item !== undefined) onOpen(item);
  };
  const take = (next: FileTab | undefined): void => {
    if (next === undefined) return;
    setCursor(0);
    onTab(next);
    setExporting(false);
    grid.current?.focus();
  };
  const step = (by: number): void => take(TABS[(TABS.indexOf(tab) + by + TABS.length) % TABS.length]);
  useKeys(active && !exporting, {
    Enter: open,
    ...(tab === 'waiting' ? {} : { '/': () => search.current?.focus({ cursor: 'all' }) }),
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    ...Object.fromEntries(TABS.map((one, index) => [String(index + 1), () => take(one)])),
    F2: onNew,
    F3: onImport,
    F6: () => setExporting(true),
    F8: onRecords,
    F12: onPreferences,
    Escape: () => (text === '' ? onBack() : onText('')),
  });
  useKeys(active && exporting, { F8: onRecords, F12: onPreferences });
  return (
    <main className="files-main">
      <div className="files-tools">
        <ChoiceRow<FileTab>
          label={t('files.title')}
          choices={TABS.map((value, index) => ({
            value,
            words: `${index + 1} ${t(value === 'waiting' ? 'files.waiting' : `files.kind.${value}`, { count: waiting.count })}`,
          }))}
          value={tab}
          onChange={take}
        />
        {tab !== 'waiting' && (
          <Input
            ref={search}
            className="files-search"
            prefix={<KeyCap name="/" />}
            placeholder={t(kind === 'vehicle' ? 'files.search-plate' : 'files.search-name')}
            aria-label={t(kind === 'vehicle' ? 'files.search-plate' : 'files.search-name')}
            value={text}
            maxLength={64}
            onChange={(event) => {
              setCursor(0);
              onText(event.target.value);
            }}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown' && !event.nativeEvent.isComposing) grid.current?.focus();
            }}
          />
        )}
        <span className="files-keys">
          <span className="hint-key">
            <KeyCap name="Enter" /> {t('records.open')}
          </span>
          <span className="hint-key">
            <KeyCap name="F2" /> {t('files.new')}
          </span>
          <span className="hint-key">
            <KeyCap name="F3" /> {t('files.import')}
          </span>
          <span className="hint-key">
            <KeyCap name="F6" /> {t('export.key')}
          </span>
          <span className="hint-key">
            <KeyCap name="Esc" /> {t('key.back')}
          </span>
        </span>
      </div>
      {exporting && (
        <ExportPanel
          active={active}
          calls={exportOf(kind)}
          count={null}
          onClose={() => {
            setExporting(false);
            grid.current?.focus();
          }}
        />
      )}
      {said !== '' && (
        <p className="panel files-said" role="status">
          {said}
        </p>
      )}
      {error !== null && (
        <div className="panel files-said">
          <ErrorText code={error.code} params={errorParams(error.params, t)} />
        </div>
      )}
      <Grid<FileItem>
        key={tab}
        name={`files-${tab}`}
        title={t(tab === 'waiting' ? 'files.waiting' : `files.kind.${tab}`, { count: waiting.count })}
        columns={COLUMNS[tab]}
        items={items}
        struck={() => false}
        more={more}
        loadMore={loadMore}
        cursor={at}
        onCursor={(move) => setCursor(move(at))}
        onOpen={onOpen}
        gridRef={grid}
        empty={t(
          pending
            ? 'records.loading'
            : tab === 'waiting'
              ? 'files.none-waiting'
              : text === ''
                ? `files.none.${kind}`
                : 'files.none-found',
        )}
      />
    </main>
  );
}
